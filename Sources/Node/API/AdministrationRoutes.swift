import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import Storage
import Traceability

/// The users and tokens of this node, for those who administer it.
///
/// Whatever changes something takes a code of the second factor, in the header `Daftar-Second-Factor`.
///
/// Spec: ADR 0030; Docs/Operations.md §7.
struct AdministrationRoutes {
    let desk: AdministrationDesk
    let store: LedgerStore
    /// What an authenticator app calls this node.
    let issuer: String

    private static let bodyBytesMax = 4096

    func add(to routes: RouteBuilder) {
        addSecondFactor(to: routes)
        addTokens(to: routes)
        routes.get("/v1/administration/log", .user) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            return try log(request, context)
        }
    }

    private func addSecondFactor(to routes: RouteBuilder) {
        let path = "/v1/administration/second-factor"
        routes.get(path, .user) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            try QueryItems(request.uri.query).allow()
            let user = try desk.administrator(context.principal)
            return Self.answer(try desk.store.secondFactor(of: user).value(of: user))
        }
        routes.post(path, .user) { request, context in
            try QueryItems(request.uri.query).allow()
            let (user, password) = try desk.offer(
                to: context.principal, code: request.headers[.secondFactor])
            let uri = password.uri(issuer: issuer, account: user.text)
            return Self.answer(
                .members([
                    "user": .string(user.text), "secret": .string(password.secret.base32),
                    "uri": .string(uri),
                    "qr": QRCode(Array(uri.utf8)).map { .string($0.svg) },
                ]), status: .created)
        }
        routes.post(path + "/confirm", .user) { request, context in
            try QueryItems(request.uri.query).allow()
            let body = try await Self.body(of: request, "code")
            guard let code = body["code"]?.string else {
                throw Problem("request.malformed", "The body is an object with a code.")
            }
            let codes = try desk.confirm(context.principal, code: code)
            return Self.answer(.members(["recoveryCodes": .strings(codes.map(\.text))]))
        }
    }

    private func addTokens(to routes: RouteBuilder) {
        let path = "/v1/administration/tokens"
        routes.get(path, .user) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            try QueryItems(request.uri.query).allow()
            _ = try desk.administrator(context.principal)
            let now = UTCText.milliseconds()
            return Self.answer(
                .members(["tokens": .array(try desk.store.list().map { $0.value(at: now) })]))
        }
        routes.post(path, .user) { request, context in
            try QueryItems(request.uri.query).allow()
            return try await issue(request, context)
        }
        routes.post(path + "/{token}/rotate", .user) { request, context in
            try QueryItems(request.uri.query).allow()
            let id = context.parameters.get("token") ?? ""
            let actor = try authorize(request, context, "token.rotate", id)
            return Self.answer(try desk.rotate(id, by: actor).value)
        }
        routes.post(path + "/{token}/revoke", .user) { request, context in
            try QueryItems(request.uri.query).allow()
            let id = context.parameters.get("token") ?? ""
            let actor = try authorize(request, context, "token.revoke", id)
            try desk.revoke(id, by: actor)
            return Self.answer(.members(["id": .string(id), "status": "revoked"]))
        }
    }

    private func authorize(
        _ request: Request, _ context: NodeRequestContext, _ deed: String, _ subject: String
    ) throws -> AdministrationDesk.Administrator {
        try desk.authorize(
            context.principal, code: request.headers[.secondFactor], for: deed, of: subject)
    }

    private func issue(_ request: Request, _ context: NodeRequestContext) async throws -> Response {
        _ = try desk.administrator(context.principal)
        let body = try await Self.body(of: request, "member", "user", "administrator", "days")
        guard let member = body["member"]?.string.flatMap(MemberID.init),
            let name = body["user"]?.string
        else {
            throw Problem("request.malformed", "The body is an object with a member and a user.")
        }
        let isAdministrator = body["administrator"]?.bool ?? false
        let days = try body["days"].map { value in
            guard let days = value.number.flatMap(Self.days) else {
                throw Problem("request.malformed", "days is a whole number from 1 to 36500.")
            }
            return days
        }
        try await requireMember(member)
        let user = UserName(member: member, name: name)
        let actor = try authorize(
            request, context, isAdministrator ? "administrator.issue" : "token.issue", user.text)
        let token = try desk.issue(
            to: user, isAdministrator: isAdministrator,
            expiresAt: days.map { UTCText.milliseconds() + $0 * 86_400_000 }, by: actor)
        return Self.answer(token.value, status: .created)
    }

    private func requireMember(_ member: MemberID) async throws {
        let isKnown = try await store.read { (reader) throws(StorageError) -> Bool in
            do throws(StateReadError) {
                return try Registry.member(member, in: reader) != nil
            } catch { throw .corrupt(error.reason) }
        }
        guard isKnown else {
            throw Problem("resource.no_such_member", "There is no member \(member).")
        }
    }

    private func log(_ request: Request, _ context: NodeRequestContext) throws -> Response {
        _ = try desk.administrator(context.principal)
        let items = try QueryItems(request.uri.query)
        try items.allow("perPage", "nextPageToken")
        let perPage = try items.integer("perPage", in: 1...1_000, default: 100)
        let before = try items["nextPageToken"].map { text in
            guard let before = Int64(text) else {
                throw Problem("query.bad_page_token", "nextPageToken is not of this list.")
            }
            return before
        }
        let found = try desk.store.administration(before: before ?? .max, limit: perPage + 1)
        let page = found.prefix(perPage)
        var response = Self.answer(.members(["entries": .array(page.map(\.value))]))
        if found.count > perPage, let last = page.last {
            let target = items.target("/v1/administration/log", token: String(last.number))
            response.headers[.link] = "<\(target)>; rel=\"next\""
        }
        return response
    }

    private static func days(_ number: ExactDecimal) -> Int64? {
        let (coefficient, exponent) = number.normalized
        guard (0...4).contains(exponent), (1...36_500).contains(coefficient) else { return nil }
        let days = (0..<exponent).reduce(Int64(coefficient)) { days, _ in days * 10 }
        return days <= 36_500 ? days : nil
    }

    /// - Throws: `request.malformed` for what is no object, or has other members.
    private static func body(of request: Request, _ names: String...) async throws -> JSONValue {
        try request.requireContentType([MediaTypes.json])
        let bytes = try await request.bytes(upTo: bodyBytesMax)
        guard let value = try? JSONValue(parsing: bytes), case .object(let object) = value else {
            throw Problem("request.malformed", "The body is no JSON object.")
        }
        if let other = object.members.first(where: { !names.contains($0.name) }) {
            throw Problem(
                "request.malformed", "\(other.name) is not among \(names.joined(separator: ", ")).")
        }
        return value
    }

    private static func answer(
        _ value: JSONValue, status: HTTPResponse.Status = .ok
    ) -> Response {
        var headers = HTTPFields()
        headers[.cacheControl] = "no-store"
        return Response(json: value, status: status, headers: headers)
    }
}

extension SecondFactorStanding {
    func value(of user: UserName) -> JSONValue {
        .members([
            "user": .string(user.text),
            "confirmedAt": confirmedAt.map { .string(UTCText.text($0)) },
            "recoveryCodesLeft": .integer(recoveryCodesLeft),
        ])
    }
}

extension AdministrationEntry {
    var value: JSONValue {
        .members([
            "number": .integer(number), "time": .string(UTCText.text(time)),
            "actor": .string(actor), "deed": .string(deed), "subject": .string(subject),
            "outcome": .string(outcome),
        ])
    }
}

extension TokenRecord {
    fileprivate func value(at now: Int64) -> JSONValue {
        .members([
            "id": .string(id), "member": .string(member.text), "user": .string(user),
            "administrator": .bool(isAdministrator), "status": .string(status(at: now).rawValue),
            "createdAt": .string(UTCText.text(createdAt)),
            "expiresAt": expiresAt.map { .string(UTCText.text($0)) },
        ])
    }
}

extension BearerToken {
    /// Its secret is shown once.
    fileprivate var value: JSONValue {
        .members(["id": .string(id), "token": .string(text)])
    }
}
