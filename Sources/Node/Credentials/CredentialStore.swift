import Foundation
import GRDB
package import LedgerCore

/// Users and tokens in `node.sqlite`: what the command line does to them.
///
/// The file may be written while the node runs; ``Credentials`` notices within half a second.
package final class CredentialStore: Sendable {
    let pool: DatabasePool

    package init(path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 2
        try Self.keepPrivate(path)
        pool = try DatabasePool(path: path, configuration: configuration)
        try CredentialsSchema.migrator.migrate(pool)
        // After opening: GRDB sets NORMAL when it switches to WAL.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    }

    /// Makes a token for a user, who is made as well when new.
    ///
    /// - Parameter expiresAt: Milliseconds since 1970; `nil` for never.
    /// - Returns: The token; its secret is nowhere else.
    package func issue(
        user: String, member: MemberID, isAdministrator: Bool = false, expiresAt: Int64? = nil
    ) throws -> BearerToken {
        try Self.checkName(user)
        let now = UTCText.milliseconds()
        if let expiresAt, expiresAt <= now { throw CredentialsError.expiryInThePast }
        let token = BearerToken.random()
        try pool.write { database in
            try database.execute(
                sql: """
                    INSERT INTO user (member, name, isAdministrator, createdAt) VALUES (?, ?, ?, ?)
                    ON CONFLICT (member, name) DO UPDATE
                    SET isAdministrator = max(isAdministrator, excluded.isAdministrator)
                    """,
                arguments: [member.text, user, isAdministrator, now])
            try Self.insert(token, member: member.text, user: user, now, expiresAt, in: database)
        }
        return token
    }

    /// A new token for the same user; the old one stops at once.
    package func rotate(id: String, expiresAt: Int64? = nil) throws -> BearerToken {
        let now = UTCText.milliseconds()
        let token = BearerToken.random()
        try pool.write { database in
            let old = try Self.require(id, in: database)
            guard old.revokedAt == nil else { throw CredentialsError.alreadyRevoked(id: id) }
            try Self.revoke(id, at: now, in: database)
            try Self.insert(
                token, member: old.member.text, user: old.user, now, expiresAt ?? old.expiresAt,
                in: database)
        }
        return token
    }

    package func revoke(id: String) throws {
        try pool.write { database in
            let old = try Self.require(id, in: database)
            guard old.revokedAt == nil else { throw CredentialsError.alreadyRevoked(id: id) }
            try Self.revoke(id, at: UTCText.milliseconds(), in: database)
        }
    }

    /// Newest first.
    package func list() throws -> [TokenRecord] {
        try pool.read { database in
            try Row.fetchAll(
                database, sql: Self.selection + " ORDER BY token.createdAt DESC, token.id"
            )
            .map(Self.record)
        }
    }

    /// It holds what second factors are computed from: nobody else reads it. What SQLite puts beside it has
    /// the same mode.
    static func keepPrivate(_ path: String) throws {
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.fileExists(atPath: path) else {
            FileManager.default.createFile(atPath: path, contents: nil, attributes: mode)
            return
        }
        try FileManager.default.setAttributes(mode, ofItemAtPath: path)
    }

    private static let selection = """
        SELECT token.id, user.member, user.name, user.isAdministrator, token.createdAt,
            token.expiresAt, token.revokedAt
        FROM token JOIN user ON user.id = token.user
        """

    private static func require(_ id: String, in database: Database) throws -> TokenRecord {
        let row = try Row.fetchOne(
            database, sql: selection + " WHERE token.id = ?", arguments: [id])
        guard let row else { throw CredentialsError.noSuchToken(id: id) }
        return try record(row)
    }

    private static func record(_ row: Row) throws -> TokenRecord {
        let member: String = row["member"]
        guard let member = MemberID(member) else {
            throw CredentialsError.damaged(table: "user", reason: "member \(member)")
        }
        return TokenRecord(
            id: row["id"], member: member, user: row["name"],
            isAdministrator: row["isAdministrator"], createdAt: row["createdAt"],
            expiresAt: row["expiresAt"], revokedAt: row["revokedAt"])
    }

    private static func insert(
        _ token: BearerToken, member: String, user: String, _ now: Int64, _ expiresAt: Int64?,
        in database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO token (id, user, digest, createdAt, expiresAt)
                SELECT ?, id, ?, ?, ? FROM user WHERE member = ? AND name = ?
                """,
            arguments: [token.id, Data(token.digest.bytes), now, expiresAt, member, user])
    }

    private static func revoke(_ id: String, at now: Int64, in database: Database) throws {
        try database.execute(
            sql: "UPDATE token SET revokedAt = ? WHERE id = ?", arguments: [now, id])
    }

    private static func checkName(_ name: String) throws {
        guard (1...64).contains(name.utf8.count),
            name.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw CredentialsError.badUserName(name) }
    }
}
