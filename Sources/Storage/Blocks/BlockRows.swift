import GRDB
import LedgerCore

/// A block as rows.
enum BlockRows {
    /// Writes block, transactions, contents and certificate.
    ///
    /// - Parameter firstLeaf: the leaf of the log that is the first transaction.
    static func insert(
        _ block: CommittedBlock, firstLeaf: UInt64, in database: Database
    ) throws(StorageError) {
        let header = block.header
        try insertTransactions(of: block, firstLeaf: firstLeaf, in: database)
        try PreparedStatement(
            database,
            "INSERT INTO blocks (height, id, first_leaf, seal_leaf, header) VALUES (?, ?, ?, ?, ?)"
        ).run(
            .height(header.height), .digest(header.id.digest), .size(firstLeaf),
            .size(header.logSize), .blob(header.encoded()))
        try PreparedStatement(
            database, "INSERT INTO certificates (height, bytes) VALUES (?, ?)"
        ).run(.height(header.height), .blob(block.decided.certificate.encoded()))
    }

    private static func insertTransactions(
        of block: CommittedBlock, firstLeaf: UInt64, in database: Database
    ) throws(StorageError) {
        let waiting = try PreparedStatement(database, "SELECT content FROM pool WHERE id = ?")
        let leave = try PreparedStatement(database, "DELETE FROM pool WHERE id = ?")
        let insert = try PreparedStatement(
            database,
            """
            INSERT INTO transactions (leaf, id, height, content, envelope, outcome)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        var leaf = firstLeaf
        for (transaction, outcome) in zip(block.decided.block.body.transactions, block.outcomes) {
            let id = SQLValue.digest(transaction.id.digest)
            let content: Int64
            if let number = try waiting.first(id, read: { $0.integer(0) }) {
                content = number
                try leave.run(id)
            } else {
                content = try ContentRows.insert(transaction.content, in: database)
            }
            try insert.run(
                .size(leaf), id, .height(block.height), .integer(content),
                .blob(transaction.envelope.bytes), .blob(outcome.encoded()))
            leaf += 1
        }
    }
}
