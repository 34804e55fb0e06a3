import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import NIOCore
import Query

/// What would have to be called back; asking changes nothing. Those who supervise ask about every lot,
/// another member about those that it has to do with.
///
/// Spec: Docs/Spec/Recall.md §8.
struct RecallRoutes {
    let index: QueryIndex
    let readers: Readers
    let limits: NodeLimits

    func add(to routes: RouteBuilder) {
        routes.get("/v1/lots/{lot}/recall", .user) { request, context in
            let key = try LotRoutes.key(context)
            return try await answer(
                request, context, from: { _ in .lot(key) },
                unknown: Problem("resource.no_such_lot", "The ledger knows nothing of \(key)."))
        }
        routes.get("/v1/events/{eventID}/recall", .user) { request, context in
            let eventID = try Self.decoded("eventID", context)
            return try await answer(
                request, context, from: { _ in .event(eventID) },
                unknown: Problem("resource.no_such_event", "There is no event \(eventID)."))
        }
        routes.get("/v1/plots/{plot}/recall", .user) { request, context in
            let plot = try LotRoutes.key(context, "plot")
            return try await answer(
                request, context, also: ["since", "until"],
                from: { .plot(plot, try Self.times($0)) },
                unknown: Problem(
                    "resource.no_such_plot", "No event harvests \(plot) in that time."))
        }
        routes.get("/v1/certificates/{issuer}/{number}/recall", .user) { request, context in
            let (issuer, number) = (
                context.parameters.get("issuer") ?? "", try Self.decoded("number", context)
            )
            let unknown = Problem(
                "resource.no_such_certificate",
                "The ledger has no lots of a certificate “\(number)” of \(issuer).")
            guard let member = MemberID(issuer) else { throw unknown }
            let certificate = CertificateReference(issuer: member, number: number)
            return try await answer(
                request, context, from: { _ in .certificate(certificate) }, unknown: unknown)
        }
    }

    private static func decoded(_ name: String, _ context: NodeRequestContext) throws -> String {
        let text = context.parameters.get(name) ?? ""
        guard let decoded = PercentCoding.decode(text) else {
            throw Problem("request.identifier", "The percent-encoding of \(text) is broken.")
        }
        return decoded
    }

    /// From the first moment to the last; nil where neither is given.
    private static func times(_ items: QueryItems) throws -> ClosedRange<Timestamp>? {
        let since = try items["since"].map { try time($0, "since") }
        let until = try items["until"].map { try time($0, "until") }
        guard since != nil || until != nil else { return nil }
        let first = since ?? Timestamp(milliseconds: .min)
        let last = until ?? Timestamp(milliseconds: .max)
        guard first <= last else {
            throw Problem("request.parameter", "since is not after until.")
        }
        return first...last
    }

    private static func time(_ text: String, _ name: String) throws -> Timestamp {
        guard let time = EventTime(parsing: text) else {
            throw Problem("request.parameter", "\(name) is a time as RFC 3339 writes it.")
        }
        return Timestamp(milliseconds: time.milliseconds)
    }

    private static let lotsAPage = 5_000
    private static let lotsAPageMax = 20_000

    private func answer(
        _ request: Request, _ context: NodeRequestContext, also names: [String] = [],
        from start: (QueryItems) throws -> RecallStart, unknown: Problem
    ) async throws -> Response {
        let type = try request.acceptable([MediaTypes.json, MediaTypes.csv, MediaTypes.jsonLD])
        let items = try QueryItems(request.uri.query)
        try items.allow(["depth", "lots", "after"] + names)
        let start = try start(items)
        var asked = RecallLimits()
        asked.depthMax = try items.integer("depth", in: 1...1_000, default: asked.depthMax)
        let after = try items.integer("after", in: 0...asked.lotsMax, default: 0)
        let count = try items.integer(
            "lots", in: 0...Self.lotsAPageMax, default: Self.lotsAPage)
        asked.listed = after..<after + count
        let limits = asked
        let reading = try await readers.reading(context)
        let found = try await TimeLimit.run(milliseconds: self.limits.requestMilliseconds) {
            do {
                return try await index.recall(
                    from: start, limits: limits, for: reading.reader)
            } catch RecallRefusal.foreign(let member) {
                throw Problem(
                    "auth.foreign_recall", "\(member) has nothing to do with what it begins with.")
            }
        }
        guard let found else {
            try await index.requireHistory()
            throw unknown
        }
        try await reading.note(found)
        var response = Self.response(found, as: type)
        response.headers[.vary] = "Accept, Authorization"
        response.headers[.ledgerHeight] = String(found.height.rawValue)
        if count > 0, found.listed.upperBound < found.totals.lots {
            response.headers[.link] =
                "<\(request.uri.path)?depth=\(limits.depthMax)&lots=\(count)"
                + "&after=\(found.listed.upperBound)"
                + names.compactMap { name in
                    items[name].map { "&\(name)=\(PercentCoding.encode($0))" }
                }.joined() + ">; rel=\"next\""
        }
        return response
    }

    private static func response(_ recall: Recall, as type: String) -> Response {
        if type == MediaTypes.json { return Response(json: RecallStory(recall).value) }
        var headers = HTTPFields()
        headers[.contentType] = type
        let bytes: [UInt8]
        if type == MediaTypes.csv {
            headers[.contentType] = type + "; charset=utf-8"
            bytes = Array(RecallTable(lots: recall.lots).text.utf8)
        } else {
            headers[.epcisVersion] = "2.0"
            headers[.cbvVersion] = "2.0"
            bytes = recall.document(at: EventTime.now)
        }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension EventTime {
    /// Of the node's clock.
    fileprivate static var now: EventTime {
        guard let time = EventTime(milliseconds: UTCText.milliseconds()) else {
            preconditionFailure("a clock outside the calendar")
        }
        return time
    }
}
