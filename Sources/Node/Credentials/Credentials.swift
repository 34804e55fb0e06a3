import Foundation
import GRDB
import LedgerCore
import Synchronization

/// The tokens of this node as the request path sees them: in memory, and never more than
/// ``refreshMilliseconds`` older than the file.
final class Credentials: Sendable {
    /// A connection of its own: SQLite's `data_version` tells of the writes of all *others*.
    private let reader: DatabaseQueue
    private let state: Mutex<State>
    private let clock: @Sendable () -> Int64

    /// How old the answer about a token may be.
    static let refreshMilliseconds: Int64 = 500

    private struct State {
        var tokens: [String: Entry] = [:]
        /// SQLite's `data_version` when `tokens` was read.
        var version: Int64?
        var checkedAt: Int64?
    }

    private struct Entry {
        var digest: Digest
        var principal: Principal
        var expiresAt: Int64?
    }

    /// - Parameter clock: Milliseconds since 1970.
    init(
        path: String, clock: @escaping @Sendable () -> Int64 = { UTCText.milliseconds() }
    ) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        reader = try DatabaseQueue(path: path, configuration: configuration)
        self.clock = clock
        state = Mutex(State())
    }

    /// - Returns: `nil` for a token that is unknown, expired or revoked.
    func find(_ token: BearerToken) throws -> Principal? {
        let now = clock()
        let entry = try state.withLock { state in
            try refresh(&state, now)
            return state.tokens[token.id]
        }
        guard let entry, entry.digest.equalsInConstantTime(token.digest) else { return nil }
        if let expiresAt = entry.expiresAt, expiresAt <= now { return nil }
        return entry.principal
    }

    private func refresh(_ state: inout State, _ now: Int64) throws {
        if let checkedAt = state.checkedAt, now - checkedAt < Self.refreshMilliseconds,
            now >= checkedAt
        {
            return
        }
        let known = state.version
        let found = try reader.read { database -> (version: Int64, tokens: [String: Entry]?) in
            let version = try Int64.fetchOne(database, sql: "PRAGMA data_version") ?? 0
            return version == known ? (version, nil) : (version, try Self.load(database))
        }
        if let tokens = found.tokens { state.tokens = tokens }
        state.version = found.version
        state.checkedAt = now
    }

    private static func load(_ database: Database) throws -> [String: Entry] {
        var tokens: [String: Entry] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT token.id, token.digest, token.expiresAt, user.member, user.name,
                    user.isAdministrator
                FROM token JOIN user ON user.id = token.user WHERE token.revokedAt IS NULL
                """)
        while let row = try rows.next() {
            let id: String = row["id"]
            let digest: Data = row["digest"]
            guard let member = MemberID(row["member"]), let digest = Digest(bytes: digest) else {
                throw CredentialsError.damaged(table: "token", reason: id)
            }
            tokens[id] = Entry(
                digest: digest,
                principal: Principal(
                    tokenID: id, name: row["name"], member: member,
                    isAdministrator: row["isAdministrator"]),
                expiresAt: row["expiresAt"])
        }
        return tokens
    }
}
