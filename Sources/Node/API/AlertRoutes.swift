import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import Query
import Storage
import Traceability

/// What an inspector should look at. Alerts name members: those who supervise see all of them, a member
/// sees those about itself.
///
/// Spec: Docs/Spec/Screen.md §1.
struct AlertRoutes {
    let keeper: ScreenKeeper
    let store: LedgerStore
    let limits: NodeLimits

    static let perPageDefault = 30
    private static let supervisors: Set<Role> = [.regulator, .inspector, .customs, .certifier]

    func add(to routes: RouteBuilder) {
        routes.get("/v1/alerts", .user) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            let items = try QueryItems(request.uri.query)
            let perPage = try items.integer(
                "perPage", in: 1...limits.pageEventsMax, default: Self.perPageDefault)
            let query = try await restrict(try Self.query(items), to: context.principal)
            return try await TimeLimit.run(milliseconds: limits.requestMilliseconds) {
                let screen = try await keeper.screen()
                do {
                    let page = try screen.page(
                        of: query, perPage: perPage, pageToken: items["nextPageToken"])
                    return Self.response(screen, page, items)
                } catch {
                    throw Problem(describing: error)
                }
            }
        }
    }

    private static func response(
        _ screen: Screen, _ page: AlertPage, _ items: QueryItems
    ) -> Response {
        var headers = HTTPFields()
        headers[.ledgerHeight] = String(screen.height.rawValue)
        if let token = page.nextPageToken {
            headers[.link] = "<\(items.target("/v1/alerts", token: token))>; rel=\"next\""
        }
        return Response(json: AlertStory(screen: screen, page: page).value, headers: headers)
    }

    static func query(_ items: QueryItems) throws -> AlertQuery {
        try items.allow(
            "code", "severity", "member", "lot", "place", "since", "perPage", "nextPageToken")
        var query = AlertQuery()
        query.codes = try (items["code"]?.split(separator: "|") ?? []).map { text in
            try term(text, of: AlertCode.self, "code")
        }
        query.severity = try items["severity"].map {
            try term($0[...], of: AlertSeverity.self, "severity")
        }
        query.member = items["member"]
        query.lot = try items["lot"].map { try key($0, "lot") }
        query.place = try items["place"].map { try key($0, "place") }
        query.since = try items["since"].map { text in
            guard let time = EventTime(parsing: text) else {
                throw Problem("request.parameter", "since is a time as RFC 3339 writes it.")
            }
            return Timestamp(milliseconds: time.milliseconds)
        }
        return query
    }

    private static func term<Term: RawRepresentable & CaseIterable>(
        _ text: Substring, of: Term.Type, _ name: String
    ) throws -> Term where Term.RawValue == String {
        guard let term = Term(rawValue: String(text)) else {
            let known = Term.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem("request.parameter", "\(name) \(text) is not among \(known).")
        }
        return term
    }

    private static func key(_ text: String, _ name: String) throws -> String {
        do {
            return try ObjectKey(parsing: text).text
        } catch {
            throw Problem(
                "request.parameter", "\(name) \(text) identifies nothing: \(error.sentence).")
        }
    }

    /// - Throws: `auth.foreign_alerts` for a question about others by one who does not supervise.
    private func restrict(
        _ query: AlertQuery, to principal: Principal?
    ) async throws -> AlertQuery {
        guard let principal else {
            throw Problem("auth.missing", "Alerts are for users of a member.")
        }
        if try await supervises(principal.member) { return query }
        guard query.member == nil || query.member == principal.member.text else {
            throw Problem(
                "auth.foreign_alerts",
                "\(principal.member.text) sees the alerts about itself, not those about "
                    + "\(query.member ?? "others").")
        }
        var own = query
        own.member = principal.member.text
        return own
    }

    private func supervises(_ id: MemberID) async throws -> Bool {
        let member = try await store.read { (reader) throws(StorageError) -> MemberLeaf? in
            do throws(StateReadError) {
                return try Registry.member(id, in: reader)
            } catch {
                throw StorageError.corrupt(error.reason)
            }
        }
        guard let member, !member.isSuspended else { return false }
        return !Self.supervisors.isDisjoint(with: member.roles)
    }
}
