import GRDB
import LedgerCore

/// Transactions that are in no block yet, as rows.
enum PoolRows {
    /// Adds transactions. One that is there is left as it is, and waits if it is told to now.
    static func insert(
        _ transactions: [SignedTransaction], waiting: Bool, in database: Database
    ) throws(StorageError) {
        let known = try PreparedStatement(database, "SELECT waiting FROM pool WHERE id = ?")
        let wait = try PreparedStatement(database, "UPDATE pool SET waiting = 1 WHERE id = ?")
        let insert = try PreparedStatement(
            database, "INSERT INTO pool (id, waiting, content, envelope) VALUES (?, ?, ?, ?)")
        for transaction in transactions {
            let id = SQLValue.digest(transaction.id.digest)
            if let waits = try known.first(id, read: { $0.integer(0) != 0 }) {
                if waiting, !waits { try wait.run(id) }
                continue
            }
            let content = try ContentRows.insert(transaction.content, in: database)
            try insert.run(
                id, waiting ? 1 : 0, .integer(content), .blob(transaction.envelope.bytes))
        }
    }

    /// Drops transactions, unless a proposal of the height in work may still need them.
    static func remove(_ ids: [TransactionID], in database: Database) throws(StorageError) {
        let wait = try PreparedStatement(database, "UPDATE pool SET waiting = 0 WHERE id = ?")
        for id in ids { try wait.run(.digest(id.digest)) }
        let isOpen = try PreparedStatement(database, "SELECT 1 FROM proposals LIMIT 1")
            .first { _ in true }
        if isOpen != true { try removeNotWaiting(in: database) }
    }

    static func removeNotWaiting(in database: Database) throws(StorageError) {
        try PreparedStatement(
            database,
            "DELETE FROM contents WHERE number IN (SELECT content FROM pool WHERE waiting = 0)"
        ).run()
        try PreparedStatement(database, "DELETE FROM pool WHERE waiting = 0").run()
    }

    static func transaction(
        _ id: TransactionID, in database: Database
    ) throws(StorageError) -> SignedTransaction? {
        try PreparedStatement(
            database,
            """
            SELECT p.envelope, c.bytes FROM pool p JOIN contents c ON c.number = p.content
            WHERE p.id = ?
            """
        ).first(.digest(id.digest)) { row throws(StorageError) in
            try row.transaction(envelope: 0, content: 1)
        }
    }
}
