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
    @Test(arguments: [1, 2, 3, 4])
    func `a ledger of an older version is brought to this version when it is opened`(
        version: Int
    ) throws {
        let chain = try TestChain.make(in: home)
        let changes = (0..<3_000).flatMap { number in
            [
                StateChange(key: .lot("\(number)"), value: [1]),
                StateChange(key: .origins(of: "\(number)"), value: [2]),
            ]
        }
        try chain.extend(
            TestChain.transactions(0..<3), changes: changes.sorted { $0.key < $1.key })
        let (head, verdict) = (chain.store.head, chain.store.verify())
        let nodes = try LedgerSchemaTests.nodes(in: chain.store)
        let places = try LedgerSchemaTests.places(in: chain.store)
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
        // Upper ones and others.
        #expect(Set(nodes.map { $0[0].count > 18 }) == [false, true])
        #expect(try LedgerSchemaTests.nodes(in: store) == nodes)
        #expect(try LedgerSchemaTests.places(in: store) == places)
        try store.close()
        _ = try LedgerStore.openForReading(home: old.paths)
    }

    private static func places(in store: LedgerStore) throws -> [StatePlace] {
        try store.read { reader throws in
            try StateRows.places(after: nil, limit: .max, in: reader.database)
        }
    }

    private static func nodes(in store: LedgerStore) throws -> [[Bytes]] {
        try store.read { reader in
            try PreparedStatement(
                reader.database, "SELECT place, version, row FROM nodes ORDER BY place"
            ).all {
                [Array("\($0.integer(0))".utf8), Array("\($0.integer(1))".utf8), $0.blob(2)]
            }
        }
    }

    private static func goBack(to version: Int, _ database: Database) throws(StorageError) {
        try goBackToVersion4(database)
        guard version < 4 else { return }
        let nodes = try PreparedStatement(database, "SELECT place, version, row FROM nodes")
            .all { (place: $0.integer(0), version: $0.integer(1), row: $0.blob(2)) }
        do {
            try database.execute(sql: backToVersion3)
            for node in nodes {
                try PreparedStatement(
                    database, "INSERT INTO nodes (version, path, row) VALUES (?, ?, ?)"
                ).run(.integer(node.version), .blob(name(at: node.place)), .blob(node.row))
            }
            if version < 3 { try database.execute(sql: backToVersion2) }
            if version < 2 { try database.execute(sql: backToVersion1) }
        } catch { throw StorageError(error) }
    }

    private static func goBackToVersion4(_ database: Database) throws(StorageError) {
        let rows = try StateRows.rows(after: nil, limit: .max, in: database)
        do {
            try database.execute(
                sql: """
                    DROP TABLE state;
                    CREATE TABLE state (
                        type INTEGER NOT NULL, id BLOB NOT NULL, value BLOB NOT NULL,
                        PRIMARY KEY (type, id)
                    ) STRICT, WITHOUT ROWID;
                    PRAGMA user_version = 4;
                    """)
        } catch { throw StorageError(error) }
        let insert = try PreparedStatement(
            database, "INSERT INTO state (type, id, value) VALUES (?, ?, ?)")
        for row in rows {
            let (type, id) = try row.place.key()
            try insert.run(.integer(Int64(type.rawValue)), .blob(id), .blob(row.value))
        }
    }

    /// As a node was named: the number of nibbles, and the nibbles, two a byte.
    private static func name(at place: Int64) -> Bytes {
        let count = UInt8(place & 15)
        let nibbles = withUnsafeBytes(of: (place << 4).bigEndian) { Bytes($0) }
        return [count] + nibbles.prefix(Int(count + 1) / 2)
    }

    private static let backToVersion3 = """
        DROP TABLE nodes;
        DROP TABLE deep_nodes;
        DROP TABLE former_nodes;
        DROP TABLE tree_versions;
        CREATE TABLE nodes (
            version INTEGER NOT NULL, path BLOB NOT NULL, row BLOB NOT NULL,
            PRIMARY KEY (version, path)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE stale_nodes (since INTEGER PRIMARY KEY, names BLOB NOT NULL) STRICT;
        INSERT INTO nodes (version, path, row) VALUES (0, x'00', x'00000000');
        PRAGMA user_version = 3;
        """

    private static let backToVersion2 = """
        CREATE TABLE stale (
            since INTEGER NOT NULL, version INTEGER NOT NULL, path BLOB NOT NULL,
            PRIMARY KEY (since, version, path)
        ) STRICT, WITHOUT ROWID;
        DROP TABLE stale_nodes;
        PRAGMA user_version = 2;
        """

    private static let backToVersion1 = """
        DROP TABLE base;
        DROP TABLE validator_changes;
        DROP TABLE archives;
        PRAGMA user_version = 1;
        """
}
