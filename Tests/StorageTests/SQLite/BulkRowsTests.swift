import GRDB
import LedgerCore
import Testing

@testable import Storage

struct BulkRowsTests {
    private let home = TemporaryHome()
    private let rows = BulkRows(
        bytes: [7, 1, 2, 3],
        rows: [
            BulkRows.Row(integer: 5, first: 0..<1, second: 1..<4),
            BulkRows.Row(integer: .max, first: 1..<3, second: 4..<4),
            BulkRows.Row(integer: -1, first: 2..<2, second: 0..<1),
        ])

    @Test func `rows stand in their table as they were, the empty blobs too`() throws {
        let chain = try TestChain.make(in: home)

        let found = try chain.store.pool.writeWithoutTransaction { database in
            try database.execute(sql: "CREATE TEMP TABLE rows (number, first, second)")
            try PreparedStatement(database, "INSERT INTO rows VALUES (?, ?, ?)").run(rows)
            return try PreparedStatement(
                database, "SELECT number, first, second, typeof(second) FROM rows ORDER BY rowid"
            ).all { row in
                ["\(row.integer(0))", "\(row.blob(1))", "\(row.blob(2))", row.text(3)]
            }
        }

        #expect(
            found == [
                ["5", "[7]", "[1, 2, 3]", "blob"], ["\(Int64.max)", "[1, 2]", "[]", "blob"],
                ["-1", "[]", "[7]", "blob"],
            ])
    }

    @Test func `a row that is refused ends the run`() throws {
        let chain = try TestChain.make(in: home)

        #expect(throws: StorageError.self) {
            try chain.store.pool.writeWithoutTransaction { database in
                try database.execute(
                    sql: "CREATE TEMP TABLE rows (number CHECK (number >= 0), first, second)")
                try PreparedStatement(database, "INSERT INTO rows VALUES (?, ?, ?)").run(rows)
            }
        }
    }
}
