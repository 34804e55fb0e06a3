import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore

/// Who read what is not public at this node: for its administrators, and for every member about its own
/// data.
///
/// Spec: Docs/Spec/Visibility.md §10.
struct ReadRoutes {
    let log: ReadLog

    private static let perPageDefault = 100
    private static let perPageMax = 1_000

    func add(to routes: RouteBuilder) {
        routes.get("/v1/reads", .user) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            guard let principal = context.principal else {
                preconditionFailure("the route is for users")
            }
            let items = try QueryItems(request.uri.query)
            try items.allow("perPage", "nextPageToken")
            let perPage = try items.integer(
                "perPage", in: 1...Self.perPageMax, default: Self.perPageDefault)
            let end = try items["nextPageToken"].map { text in
                guard let end = Int64(text) else {
                    throw Problem("query.bad_page_token", "nextPageToken is not of this list.")
                }
                return end
            }
            let found = try await log.page(
                of: principal.isAdministrator ? nil : principal.member.text, before: end,
                limit: perPage + 1)
            return Self.response(
                Array(found.prefix(perPage)), hasMore: found.count > perPage, items)
        }
    }

    private static func response(
        _ entries: [ReadLog.Entry], hasMore: Bool, _ items: QueryItems
    ) -> Response {
        var headers = HTTPFields()
        headers[.cacheControl] = "no-store"
        if hasMore, let last = entries.last {
            headers[.link] =
                "<\(items.target("/v1/reads", token: String(last.number)))>; rel=\"next\""
        }
        return Response(
            json: .members(["reads": .array(entries.map(\.value))]), headers: headers)
    }
}

extension ReadLog.Entry {
    var value: JSONValue {
        .members([
            "time": .string(UTCText.text(time)), "member": .string(member),
            "user": .string(user), "interface": .string(interface),
            "subject": .string(subject), "owner": .string(owner), "events": .integer(events),
        ])
    }
}
