package import LedgerCore

/// A token as the node remembers it; without its secret.
package struct TokenRecord: Hashable, Sendable {
    package let id: String
    package let member: MemberID
    package let user: String
    package let isAdministrator: Bool
    /// Milliseconds since 1970, as the others.
    package let createdAt: Int64
    package let expiresAt: Int64?
    package let revokedAt: Int64?

    package enum Status: String, Hashable, Sendable {
        case valid, expired, revoked
    }

    package func status(at now: Int64) -> Status {
        if revokedAt != nil { return .revoked }
        if let expiresAt, expiresAt <= now { return .expired }
        return .valid
    }
}

/// Why a token cannot be issued, rotated or revoked.
package enum CredentialsError: Error, Hashable, Sendable {
    case noSuchToken(id: String)
    /// `member/name`.
    case noSuchUser(String)
    case alreadyRevoked(id: String)
    /// 1 to 64 visible ASCII characters.
    case badUserName(String)
    case expiryInThePast
    case damaged(table: String, reason: String)
}
