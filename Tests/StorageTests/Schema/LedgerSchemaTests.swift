import GRDB
import LedgerCore
import Testing

@testable import Storage

struct LedgerSchemaTests {
    private let home = TemporaryHome()

    @Test func `a ledger of another schema is refused with both numbers`() throws {
        let chain = try TestChain.make(in: home)
        try chain.store.pool.write { try $0.execute(sql: "PRAGMA user_version = 99") }
        let other = try home.copy()

        #expect(throws: StorageError.schemaVersion(found: 99, expected: LedgerSchema.version)) {
            _ = try LedgerStore.open(home: other.paths)
        }
    }

    @Test func `a database of another program is no ledger`() throws {
        let chain = try TestChain.make(in: home)
        try chain.store.pool.write { try $0.execute(sql: "PRAGMA application_id = 1") }
        let other = try home.copy()

        #expect(throws: StorageError.corrupt("the file is no ledger of this program")) {
            _ = try LedgerStore.open(home: other.paths)
        }
    }

    @Test func `every table keeps to its types`() throws {
        let chain = try TestChain.make(in: home)

        let tables = try chain.store.pool.read { database in
            try Row.fetchAll(
                database, sql: "SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")
        }

        let loose = tables.filter { $0["strict"] == 0 }.map { $0["name"] as String }
        #expect(loose.filter { !$0.hasPrefix("sqlite_") } == [])
    }
}

extension LedgerSchemaTests {
    @Test(arguments: [1, 2])
    func `a ledger of an older version is brought to this version when it is opened`(
        version: Int
    ) throws {
        let chain = try TestChain.make(in: home)
        try chain.extend(TestChain.transactions(0..<3))
        let (head, verdict) = (chain.store.head, chain.store.verify())
        let stale = try LedgerSchemaTests.staleNodes(in: chain.store)
        try chain.store.transact { database throws(StorageError) in
            try LedgerSchemaTests.goBack(to: version, database)
        }
        let old = try home.copy()
        #expect(throws: StorageError.schemaVersion(found: version, expected: LedgerSchema.version))
        {
            _ = try LedgerStore.openForReading(home: old.paths)
        }

        let store = try LedgerStore.open(home: old.paths)

        #expect(store.head == head)
        #expect(store.verify() == verdict)
        #expect(try store.read { try $0.base() } == .first)
        #expect(try store.read { try $0.blockRange(from: .first)?.last } == .first)
        #expect(!stale.isEmpty)
        #expect(try LedgerSchemaTests.staleNodes(in: store) == stale)
        try store.close()
        _ = try LedgerStore.openForReading(home: old.paths)
    }

    private static func staleNodes(in store: LedgerStore) throws -> [[Bytes]] {
        try store.read { reader in
            try PreparedStatement(
                reader.database, "SELECT since, names FROM stale_nodes ORDER BY since"
            ).all { [Array("\($0.integer(0))".utf8), $0.blob(1)] }
        }
    }

    private static func goBack(to version: Int, _ database: Database) throws(StorageError) {
        let rows = try PreparedStatement(database, "SELECT since, names FROM stale_nodes")
            .all { (since: $0.integer(0), names: $0.blob(1)) }
        do {
            try database.execute(
                sql: """
                    CREATE TABLE stale (
                        since INTEGER NOT NULL, version INTEGER NOT NULL, path BLOB NOT NULL,
                        PRIMARY KEY (since, version, path)
                    ) STRICT, WITHOUT ROWID;
                    DROP TABLE stale_nodes;
                    PRAGMA user_version = 2;
                    """)
            for row in rows {
                for name in try StaleNodeRows.decode(row.names, since: row.since) {
                    try PreparedStatement(
                        database, "INSERT INTO stale (since, version, path) VALUES (?, ?, ?)"
                    ).run(.integer(row.since), .integer(name.version), .blob(name.path))
                }
            }
            if version == 1 { try database.execute(sql: backToVersion1) }
        } catch { throw StorageError(error) }
    }

    private static let backToVersion1 = """
        DROP TABLE base;
        DROP TABLE validator_changes;
        DROP TABLE archives;
        PRAGMA user_version = 1;
        """
}
