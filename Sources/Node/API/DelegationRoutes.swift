import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import Query
import Storage
import Traceability

/// Who records for whom: a member confirms and withdraws, anybody looks it up.
///
/// To confirm is an event like any other, which the node writes down for its user.
///
/// Spec: Docs/Spec/Rules.md §14.
struct DelegationRoutes {
    let store: LedgerStore
    let capture: CaptureRoutes
    let readers: Readers

    private static let bodyBytesMax = 1 << 17
    private static let perPageDefault = 100
    private static let perPageMax = 1_000

    func add(to routes: RouteBuilder) {
        routes.get("/v1/delegations", .reading) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            return try await list(request, try await readers.reading(context))
        }
        routes.get("/v1/delegations/{member}/{delegate}", .reading) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            try QueryItems(request.uri.query).allow()
            return try await one(context, try await readers.reading(context))
        }
        routes.post("/v1/delegations", .user) { request, context in
            try QueryItems(request.uri.query).allow()
            try request.requireContentType([MediaTypes.json])
            let body = try await request.bytes(upTo: Self.bodyBytesMax)
            let event = try DelegationEvent(confirming: body)
            return try await capture.captured(event.bytes, request, context)
        }
        routes.post("/v1/delegations/withdraw", .user) { request, context in
            try QueryItems(request.uri.query).allow()
            try request.requireContentType([MediaTypes.json])
            let body = try await request.bytes(upTo: Self.bodyBytesMax)
            let event = try DelegationEvent(withdrawing: body)
            return try await capture.captured(event.bytes, request, context)
        }
    }

    // MARK: Looking up

    private func list(_ request: Request, _ reading: Reading) async throws -> Response {
        let items = try QueryItems(request.uri.query)
        try items.allow("member", "delegate", "perPage", "nextPageToken")
        let perPage = try items.integer(
            "perPage", in: 1...Self.perPageMax, default: Self.perPageDefault)
        let search = DelegationSearch(
            principal: try Self.member("member", items),
            delegate: try Self.member("delegate", items))
        let after = try items["nextPageToken"].map { text in
            guard let id = [UInt8](hex: text), (try? DelegationReference(decoding: id)) != nil
            else {
                throw Problem("query.bad_page_token", "nextPageToken is not of this list.")
            }
            return id
        }
        let page = try await store.read { (reader) throws(StorageError) in
            try search.page(after: after, limit: perPage, in: reader)
        }
        var headers = HTTPFields()
        headers[.vary] = "Authorization"
        if let next = page.next {
            headers[.link] =
                "<\(items.target("/v1/delegations", token: next.hex))>; rel=\"next\""
        }
        return Response(
            json: .members([
                "delegations": .array(
                    page.found.map { $0.value(at: page, for: reading.reader) }),
                "height": .integer(page.height.rawValue),
            ]), headers: headers)
    }

    private func one(
        _ context: NodeRequestContext, _ reading: Reading
    ) async throws -> Response {
        let names = ["member", "delegate"].map { context.parameters.get($0) ?? "" }
        guard let principal = MemberID(names[0]), let delegate = MemberID(names[1]) else {
            throw Self.unknown(names[0], names[1])
        }
        let reference = DelegationReference(principal: principal, delegate: delegate)
        let page = try await store.read { (reader) throws(StorageError) -> DelegationPage in
            let leaf: DelegationLeaf?
            do throws(StateReadError) {
                leaf = try Registry.delegation(reference, in: reader)
            } catch { throw .corrupt(error.reason) }
            return try DelegationPage(
                found: leaf.map { [DelegationStory(reference: reference, leaf: $0)] } ?? [],
                next: nil, in: reader)
        }
        guard let story = page.found.first else { throw Self.unknown(names[0], names[1]) }
        var headers = HTTPFields()
        headers[.vary] = "Authorization"
        return Response(json: story.value(at: page, for: reading.reader), headers: headers)
    }

    private static func member(_ name: String, _ items: QueryItems) throws -> MemberID? {
        try items[name].map { text in
            guard let member = MemberID(text) else {
                throw Problem("request.parameter", "\(name) is a member id, not \(text).")
            }
            return member
        }
    }

    private static func unknown(_ principal: String, _ delegate: String) -> Problem {
        Problem(
            "resource.no_such_delegation",
            "\(principal) never confirmed that \(delegate) records for it.")
    }
}
