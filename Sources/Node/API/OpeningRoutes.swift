import EPCIS
import Hummingbird
import LedgerCore
import Query

/// What opens the sealed fields of an event: given to those who may read, checked for anybody, taken
/// from the owner.
///
/// Spec: Docs/Spec/Sealing.md §6.
struct OpeningRoutes {
    let index: QueryIndex
    let readers: Readers
    let opener: EventOpener
    let desk: SealingDesk

    /// Of a body with openings; a document may hold as much.
    private static let bodyBytesMax = 1 << 20

    func add(to routes: RouteBuilder) {
        routes.get("/v1/events/{eventID}/openings", .reading) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            try QueryItems(request.uri.query).allow()
            let event = try await event(context)
            let reading = try await readers.reading(context)
            return Response(json: try await story(of: event, for: context.principal, reading))
        }
        routes.post("/v1/events/{eventID}/openings/verify", .reading) { request, context in
            try QueryItems(request.uri.query).allow()
            let handed = try await handed(request)
            let event = try await event(context)
            return Response(json: verdict(of: handed.openings, on: event))
        }
        routes.post("/v1/events/{eventID}/openings", .user) { request, context in
            try QueryItems(request.uri.query).allow()
            let handed = try await handed(request)
            return try await keep(handed, of: try await event(context), context)
        }
    }

    /// An event of the ledger with the fields that are sealed in it.
    private struct SealedEvent: Sendable {
        let eventID: String
        /// Who signed it and its declarations: the owners of what is sealed in it.
        let signers: [String]
        /// In whose books it is.
        let members: [String]
        /// Nil where the content was purged from this node.
        let places: [SealedPlace]?

        func holds(_ opening: FieldOpening) -> Bool {
            (places ?? []).contains {
                $0.pointer == opening.pointer && $0.commitment == opening.commitment
            }
        }
    }

    private func event(_ context: NodeRequestContext) async throws -> SealedEvent {
        let text = context.parameters.get("eventID") ?? ""
        guard let id = PercentCoding.decode(text) else {
            throw Problem("request.identifier", "The percent-encoding of \(text) is broken.")
        }
        let records = try await index.read { try $0.events(withID: id, for: .node) }
        guard !records.isEmpty else {
            try await index.requireHistory()
            throw Problem("resource.no_such_event", "There is no event \(id).")
        }
        let bytes = try await index.serve(records).compactMap(\.bytes)
        return SealedEvent(
            eventID: id, signers: records.map(\.signer), members: records.map(\.member),
            places: bytes.isEmpty
                ? nil : try bytes.flatMap { try StoredEvent(bytes: $0).sealedFields() })
    }

    // MARK: Giving

    /// Which fields are sealed is for those who read the whole event; others hear of those that they may
    /// open.
    private func story(
        of event: SealedEvent, for principal: Principal?, _ reading: Reading
    ) async throws -> JSONValue {
        let readsWhole =
            event.members.allSatisfy(reading.reader.readsContent)
            || event.signers.allSatisfy(reading.reader.readsContent)
        var openings: [FieldOpening] = []
        if let principal {
            openings = try await opener.readable([event.eventID], by: principal).map(\.opening)
        }
        return .members([
            "eventID": .string(event.eventID),
            "sealed": event.places.map { places in
                .array(
                    places.compactMap { place in
                        let opening = openings.first {
                            $0.pointer == place.pointer && $0.commitment == place.commitment
                        }
                        guard readsWhole || opening != nil else { return nil }
                        return .members([
                            "pointer": .string(place.pointer),
                            "commitment": .string(place.commitment.hex),
                            "opening": opening?.json,
                        ])
                    })
            },
        ])
    }

    // MARK: Checking

    private func verdict(of openings: [FieldOpening], on event: SealedEvent) -> JSONValue {
        .members([
            "eventID": .string(event.eventID),
            "results": .array(
                openings.map { opening in
                    .members([
                        "pointer": .string(opening.pointer),
                        "commitment": .string(opening.commitment.hex),
                        "matches": event.places.map { _ in .bool(event.holds(opening)) },
                    ])
                }),
        ])
    }

    // MARK: Taking

    private func keep(
        _ handed: HandedOpenings, of event: SealedEvent, _ context: NodeRequestContext
    ) async throws -> Response {
        guard let principal = context.principal else {
            preconditionFailure("the route is for users")
        }
        guard event.signers.contains(principal.member.text) else {
            throw Problem(
                "auth.foreign_event", "\(event.eventID) was not recorded by \(principal.member).")
        }
        if let stranger = handed.openings.first(where: { !event.holds($0) }) {
            throw Problem(
                "sealing.no_match",
                "What is handed in for \(stranger.pointer) opens no field of \(event.eventID).")
        }
        try await desk.keep(
            handed.openings, of: event.eventID, principal.member, readers: handed.readers)
        let reading = try await readers.reading(context)
        return Response(json: try await story(of: event, for: principal, reading))
    }

    private func handed(_ request: Request) async throws -> HandedOpenings {
        try request.requireContentType([MediaTypes.json])
        let bytes = try await request.bytes(upTo: Self.bodyBytesMax)
        return try HandedOpenings(bytes)
    }
}

/// The body that hands in openings: `{"openings": [{"pointer", "salt", "value"}], "readers": [party]}`.
struct HandedOpenings: Sendable {
    let openings: [FieldOpening]
    /// Texts of parties that may read them beside their owner.
    let readers: [String]

    private static let openingsMax = 1_000

    init(_ bytes: [UInt8]) throws(Problem) {
        let value: JSONValue
        do throws(JSONError) { value = try JSONValue(parsing: bytes) } catch {
            throw Problem(describing: EPCISError(error))
        }
        guard let list = value["openings"]?.array, (1...Self.openingsMax).contains(list.count),
            value.object?.members.allSatisfy({ ["openings", "readers"].contains($0.name) }) == true
        else {
            throw Problem(
                "request.malformed",
                "The body has openings, 1 to \(Self.openingsMax) of them, and may have readers.")
        }
        var openings: [FieldOpening] = []
        for (index, element) in list.enumerated() {
            guard let opening = FieldOpening(element) else {
                throw Problem(
                    "request.malformed",
                    "Opening \(index) is not an object of pointer, salt (32 lowercase hexadecimal "
                        + "digits) and value alone.")
            }
            openings.append(opening)
        }
        self.openings = openings
        readers = try Self.readers(value["readers"])
    }

    private static func readers(_ value: JSONValue?) throws(Problem) -> [String] {
        guard let value else { return [] }
        let parties = value.array?.map { $0.string.flatMap(OpeningReaders.text) }
        guard let parties, parties.count <= SealingLimits.readersMax, !parties.contains(nil) else {
            throw Problem(
                "request.malformed",
                "readers are at most \(SealingLimits.readersMax) identifiers of parties.")
        }
        return parties.compactMap(\.self)
    }
}
