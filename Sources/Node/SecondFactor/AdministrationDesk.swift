import HTTPTypes
import LedgerCore

/// Does what administers a node's users and tokens: with a fresh code of whoever asks, and written down.
///
/// Spec: ADR 0030; Docs/Operations.md §7.
struct AdministrationDesk: Sendable {
    let store: CredentialStore

    /// An administrator whose code was good for one deed.
    struct Administrator: Sendable {
        let user: UserName
        fileprivate init(_ user: UserName) { self.user = user }
    }

    /// Whether the token's user administers this node.
    ///
    /// - Throws: `auth.not_administrator`.
    func administrator(_ principal: Principal?) throws -> UserName {
        guard let principal, principal.isAdministrator else {
            throw Problem(
                "auth.not_administrator", "This is for users that administer this node.")
        }
        return UserName(member: principal.member, name: principal.name)
    }

    /// Spends a code for a deed.
    ///
    /// - Throws: `auth.second_factor…`, which is on record by then.
    func authorize(
        _ principal: Principal?, code: String?, for deed: String, of subject: String
    ) throws -> Administrator {
        let user = try administrator(principal)
        guard let code else {
            throw try store.secondFactor(of: user).confirmedAt == nil
                ? Self.notEnrolled
                : Problem(
                    "auth.second_factor_missing",
                    "This needs a code of the second factor in the header Daftar-Second-Factor.")
        }
        switch try store.useSecondFactor(of: user, code: code) {
        case .accepted: return Administrator(user)
        case .notEnrolled: throw Self.notEnrolled
        case .wrong:
            try store.noteAdministration(
                by: user.text, deed, of: subject, outcome: "auth.second_factor")
            throw Problem(
                "auth.second_factor", "The code is wrong, of another minute, or was used before.")
        case .locked(let until):
            let seconds = max(1, (until - UTCText.milliseconds() + 999) / 1000)
            throw Problem(
                "auth.second_factor_locked",
                "There were too many wrong codes; the next one is looked at in \(seconds) s."
            ).with(.retryAfter, String(seconds))
        }
    }

    private static let notEnrolled = Problem(
        "auth.second_factor_needed",
        "The user has no second factor yet; POST /v1/administration/second-factor offers one.")

    func issue(
        to user: UserName, isAdministrator: Bool, expiresAt: Int64?, by actor: Administrator
    ) throws -> BearerToken {
        let token = try recorded(
            actor, isAdministrator ? "administrator.issue" : "token.issue", user.text
        ) {
            try store.issue(
                user: user.name, member: user.member, isAdministrator: isAdministrator,
                expiresAt: expiresAt)
        }
        return token
    }

    func rotate(_ id: String, by actor: Administrator) throws -> BearerToken {
        try recorded(actor, "token.rotate", id) { try store.rotate(id: id) }
    }

    func revoke(_ id: String, by actor: Administrator) throws {
        try recorded(actor, "token.revoke", id) { try store.revoke(id: id) }
    }

    /// An offer of a secret; where the user has one already, for a code of that.
    func offer(to principal: Principal?, code: String?) throws -> (UserName, OneTimePassword) {
        let user = try administrator(principal)
        if try store.secondFactor(of: user).confirmedAt != nil {
            _ = try authorize(
                principal, code: code, for: "second-factor.offer", of: user.text)
        }
        let password = try store.offerSecondFactor(to: user)
        try store.noteAdministration(by: user.text, "second-factor.offer", of: user.text)
        return (user, password)
    }

    /// - Throws: `auth.second_factor` where the code is not one of what was offered.
    func confirm(_ principal: Principal?, code: String) throws -> [RecoveryCode] {
        let user = try administrator(principal)
        guard let codes = try store.confirmSecondFactor(of: user, code: code) else {
            try store.noteAdministration(
                by: user.text, "second-factor.confirm", of: user.text,
                outcome: "auth.second_factor")
            throw Problem(
                "auth.second_factor", "The code is not one of the secret that was offered last.")
        }
        try store.noteAdministration(by: user.text, "second-factor.confirm", of: user.text)
        return codes
    }

    private func recorded<Value>(
        _ actor: Administrator, _ deed: String, _ subject: String, _ act: () throws -> Value
    ) throws -> Value {
        do {
            let value = try act()
            try store.noteAdministration(by: actor.user.text, deed, of: subject)
            return value
        } catch let error as CredentialsError {
            let problem = Problem(error)
            try store.noteAdministration(
                by: actor.user.text, deed, of: subject, outcome: problem.kind.code)
            throw problem
        }
    }
}

extension Problem {
    init(_ error: CredentialsError) {
        switch error {
        case .noSuchToken(let id):
            self.init("resource.no_such_token", "This node has no token \(id).")
        case .noSuchUser(let user):
            // Whoever asks has a token, and so is a user.
            self.init("node.failure", "This node has no user \(user).")
        case .alreadyRevoked(let id):
            self.init("administration.already_revoked", "The token \(id) is revoked already.")
        case .badUserName(let name):
            self.init(
                "request.malformed", "“\(name)” is no user name: 1 to 64 visible ASCII characters.")
        case .expiryInThePast:
            self.init("request.malformed", "The token would have ended already.")
        case .damaged(let table, let reason):
            self.init("node.failure", "The table \(table) is damaged: \(reason).")
        }
    }
}
