import GRDB
import LedgerCore
import Testing

@testable import Storage

struct PreparedStatementTests {
    private let home = TemporaryHome()

    @Test func `values come back as they were bound, the empty ones too`() throws {
        let chain = try TestChain.make(in: home)
        let values: [SQLValue] = [
            .null, .integer(Int64.min), .text(""), .text("қаламфур"), .blob([]), .blob([0, 255]),
        ]

        let row = try chain.store.pool.read { database in
            try PreparedStatement(database, "SELECT ?, ?, ?, ?, ?, ?").all(values) { row in
                [
                    row.isNull(0), row.integer(1) == .min, row.optionalText(2)?.isEmpty,
                    row.text(3) == "қаламфур", row.optionalBlob(4) == [], row.blob(5) == [0, 255],
                ]
            }
        }

        #expect(row == [Array(repeating: true, count: 6)])
    }

    @Test func `blobs that are not copied stand in their table, the empty ones too`() throws {
        let chain = try TestChain.make(in: home)
        let bytes: Bytes = [7, 1, 2, 3]

        let found = try chain.store.pool.writeWithoutTransaction { database in
            try database.execute(
                sql: "CREATE TEMP TABLE rows (first UNIQUE, second CHECK (second != x'07'))")
            let insert = try PreparedStatement(database, "INSERT INTO rows VALUES (?, ?)")
            try bytes.withUnsafeBytes { bytes in
                try insert.run(
                    key: .init(rebasing: bytes[0..<1]), value: .init(rebasing: bytes[1...]))
                try insert.run(
                    key: .init(rebasing: bytes[1..<3]), value: .init(rebasing: bytes[4...]))
                try insert.run(
                    key: .init(rebasing: bytes[4...]), value: .init(rebasing: bytes[1..<2]))
                #expect(throws: StorageError.self) {
                    try insert.run(
                        key: .init(rebasing: bytes[3...]), value: .init(rebasing: bytes[0..<1]))
                }
            }
            return try PreparedStatement(
                database, "SELECT first, second, typeof(second) FROM rows ORDER BY rowid"
            ).all { row in ["\(row.blob(0))", "\(row.blob(1))", row.text(2)] }
        }

        #expect(
            found == [
                ["[7]", "[1, 2, 3]", "blob"], ["[1, 2]", "[]", "blob"], ["[]", "[1]", "blob"],
            ])
    }

    @Test func `a full disk is told as such, and nothing of the write is there`() throws {
        let chain = try TestChain.make(in: home)
        try chain.extend([try TestChain.transaction(1)])
        try chain.store.pool.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
        }
        let large = try TestChain.transaction(2, content: Bytes(repeating: 1, count: 1_000_000))
        let (block, state) = try chain.decide([large])
        let before = chain.store.head

        #expect(throws: StorageError.diskFull) { try chain.store.addToPool([large]) }
        #expect(throws: StorageError.diskFull) { try chain.store.commit(block, state: state) }

        #expect(chain.store.head == before)
        try chain.store.pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA max_page_count = 1000000")
        }
        try chain.store.commit(block, state: state)
        #expect(chain.store.head.height == Height(2))
    }

    @Test func `errors of SQLite are told in our terms`() {
        #expect(StorageError(sqliteCode: 13, message: "") == .diskFull)
        #expect(StorageError(sqliteCode: 266, message: "read") == .inputOutput("read (SQLite 266)"))
        #expect(StorageError(sqliteCode: 26, message: "x") == .corrupt("x (SQLite 26)"))
        #expect(StorageError(sqliteCode: 1, message: "y") == .database(code: 1, message: "y"))
    }
}
