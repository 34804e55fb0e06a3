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
