import GRDB
package import LedgerCore

extension LedgerStore {
    /// Writes transactions that wait for a block; on disk when it returns, all with one fsync.
    ///
    /// One that waits already is left as it is. Their contents are written here for good: a block
    /// takes them over without writing them again.
    package func addToPool(_ transactions: [SignedTransaction]) throws(StorageError) {
        guard !transactions.isEmpty else { return }
        try write { database throws(StorageError) in
            let known = try PreparedStatement(database, "SELECT 1 FROM pool WHERE id = ?")
            let insert = try PreparedStatement(
                database, "INSERT INTO pool (id, content, envelope) VALUES (?, ?, ?)")
            for transaction in transactions {
                let id = SQLValue.digest(transaction.id.digest)
                let isKnown = try known.first(id, read: { _ throws(StorageError) in true })
                if isKnown == true { continue }
                let content = try ContentRows.insert(transaction.content, in: database)
                try insert.run(id, .integer(content), .blob(transaction.envelope.bytes))
            }
        }
    }

    /// Drops transactions that will not get into a block: expired, or evicted.
    package func removeFromPool(_ ids: [TransactionID]) throws(StorageError) {
        guard !ids.isEmpty else { return }
        try write { database throws(StorageError) in
            let content = try PreparedStatement(
                database,
                "DELETE FROM contents WHERE number = (SELECT content FROM pool WHERE id = ?)")
            let entry = try PreparedStatement(database, "DELETE FROM pool WHERE id = ?")
            for id in ids {
                try content.run(.digest(id.digest))
                try entry.run(.digest(id.digest))
            }
        }
    }
}

extension LedgerReader {
    /// The transactions that wait, in the order in which they came.
    ///
    /// - Throws: `.corrupt` for an entry that does not decode: it was written by us and is a fact.
    package func poolTransactions() throws(StorageError) -> [SignedTransaction] {
        try PreparedStatement(
            database,
            """
            SELECT p.envelope, c.bytes FROM pool p JOIN contents c ON c.number = p.content
            ORDER BY p.arrival
            """
        ).all { row throws(StorageError) in try row.transaction(envelope: 0, content: 1) }
    }

    /// One transaction that waits; nil when it does not, or is in a block by now.
    package func poolTransaction(
        _ id: TransactionID
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

    /// Whether a transaction waits for a block.
    package func isInPool(_ id: TransactionID) throws(StorageError) -> Bool {
        try PreparedStatement(database, "SELECT 1 FROM pool WHERE id = ?")
            .first(.digest(id.digest)) { _ throws(StorageError) in true } ?? false
    }
}
