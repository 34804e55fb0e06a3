import Foundation
import GRDB
import LedgerCore

/// Who read what is not public, at this node: `reads.sqlite`.
///
/// A file of its own: what is written here in passing neither waits for the ledger nor wakes those who
/// watch the tokens. Its oldest rows go once there are too many or they are too old.
///
/// Spec: Docs/Spec/Visibility.md §10.
final class ReadLog: Sendable {
    private let pool: DatabasePool
    private let rowsMax: Int
    private let clock: @Sendable () -> Int64

    static let rowsMaxDefault = 1_000_000
    static let keptMilliseconds: Int64 = 400 * 86_400_000
    /// So many rows beyond the most are let stand until they are taken away together.
    private static let slack = 1_000

    struct Entry: Hashable, Sendable {
        let number: Int64
        /// Milliseconds since 1970.
        let time: Int64
        let member: String
        let user: String
        /// Method and path of the operation.
        let interface: String
        let subject: String
        let owner: String
        let events: Int
    }

    /// - Parameter clock: Milliseconds since 1970.
    init(
        path: String, rowsMax: Int = rowsMaxDefault,
        clock: @escaping @Sendable () -> Int64 = { UTCText.milliseconds() }
    ) throws {
        self.rowsMax = rowsMax
        self.clock = clock
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 2
        pool = try DatabasePool(path: path, configuration: configuration)
        try Self.migrator.migrate(pool)
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 reads") { database in
            try database.execute(
                sql: """
                    CREATE TABLE read (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        time INTEGER NOT NULL,
                        member TEXT NOT NULL,
                        user TEXT NOT NULL,
                        interface TEXT NOT NULL,
                        subject TEXT NOT NULL,
                        owner TEXT NOT NULL,
                        events INTEGER NOT NULL
                    ) STRICT;
                    CREATE INDEX readByOwner ON read (owner, number);
                    """)
        }
        return migrator
    }

    func write(
        _ shown: [Reading.Shown], by principal: Principal, through interface: String
    ) async throws {
        let now = clock()
        try await pool.write { [rowsMax] database in
            let insert = try database.cachedStatement(
                sql: """
                    INSERT INTO read (time, member, user, interface, subject, owner, events)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """)
            for row in shown {
                try insert.execute(arguments: [
                    now, principal.member.text, principal.name, interface, row.subject,
                    row.owner, row.events,
                ])
            }
            try Self.forget(in: database, rowsMax: rowsMax, before: now - Self.keptMilliseconds)
        }
    }

    /// Numbers only grow, so the oldest rows are those with the lowest.
    private static func forget(
        in database: Database, rowsMax: Int, before oldest: Int64
    ) throws {
        let ends = try Row.fetchOne(
            database, sql: "SELECT min(number) AS first, max(number) AS last FROM read")
        guard let first: Int64 = ends?["first"], let last: Int64 = ends?["last"] else { return }
        if last - first >= Int64(rowsMax + slack) {
            try database.execute(
                sql: "DELETE FROM read WHERE number <= ?", arguments: [last - Int64(rowsMax)])
        }
        try database.execute(
            sql: """
                DELETE FROM read WHERE number IN (
                    SELECT number FROM read ORDER BY number LIMIT ?) AND time < ?
                """, arguments: [slack, oldest])
    }

    /// The newest first.
    ///
    /// - Parameters:
    ///   - owner: whose data was read; nil for everybody's.
    ///   - end: rows before this number; nil for the newest.
    func page(
        of owner: String?, before end: Int64?, limit: Int
    ) async throws -> [Entry] {
        try await pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM read WHERE number < ? \(owner == nil ? "" : "AND owner = ?")
                    ORDER BY number DESC LIMIT ?
                    """,
                arguments: StatementArguments(
                    [end ?? Int64.max] + (owner.map { [$0] } ?? []) + [limit])
            ).map { row in
                Entry(
                    number: row["number"], time: row["time"], member: row["member"],
                    user: row["user"], interface: row["interface"], subject: row["subject"],
                    owner: row["owner"], events: row["events"])
            }
        }
    }

    func close() throws { try pool.close() }
}
