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
    @Test func `a ledger of version 1 is brought to this version when it is opened`() throws {
        let chain = try TestChain.make(in: home)
        try chain.extend(TestChain.transactions(0..<3))
        let (head, verdict) = (chain.store.head, chain.store.verify())
        try chain.store.pool.write { try $0.execute(sql: LedgerSchemaTests.backToVersion1) }
        let old = try home.copy()
        #expect(throws: StorageError.schemaVersion(found: 1, expected: LedgerSchema.version)) {
            _ = try LedgerStore.openForReading(home: old.paths)
        }

        let store = try LedgerStore.open(home: old.paths)

        #expect(store.head == head)
        #expect(store.verify() == verdict)
        #expect(try store.read { try $0.base() } == .first)
        #expect(try store.read { try $0.blockRange(from: .first)?.last } == .first)
        try store.close()
        _ = try LedgerStore.openForReading(home: old.paths)
    }

    private static let backToVersion1 = """
        DROP TABLE base;
        DROP TABLE validator_changes;
        DROP TABLE archives;
        PRAGMA user_version = 1;
        """
}
