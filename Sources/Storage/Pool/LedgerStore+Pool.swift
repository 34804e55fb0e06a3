package import LedgerCore

extension LedgerStore {
    /// Writes transactions that wait for a block; on disk when it returns, all with one fsync.
    ///
    /// One that waits already is left as it is. Their contents are written here for good: a block
    /// takes them over without writing them again.
    package func addToPool(_ transactions: [SignedTransaction]) throws(StorageError) {
        guard !transactions.isEmpty else { return }
        try transact { database throws(StorageError) in
            try PoolRows.insert(transactions, waiting: true, in: database)
        }
    }

    /// Drops transactions that will not get into a block: expired, or evicted.
    package func removeFromPool(_ ids: [TransactionID]) throws(StorageError) {
        guard !ids.isEmpty else { return }
        try transact { database throws(StorageError) in
            try PoolRows.remove(ids, in: database)
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
            WHERE p.waiting = 1 ORDER BY p.arrival
            """
        ).all { row throws(StorageError) in try row.transaction(envelope: 0, content: 1) }
    }

    /// The envelopes of transactions that wait, without their contents, the newest first.
    package func poolEnvelopes(limit: Int) throws(StorageError) -> [TransactionEnvelope] {
        try PreparedStatement(
            database, "SELECT envelope FROM pool WHERE waiting = 1 ORDER BY arrival DESC LIMIT ?"
        ).all(.integer(Int64(limit))) { row throws(StorageError) in
            do { return try TransactionEnvelope(bytes: row.blob(0)) } catch {
                throw .corrupt("an envelope of the pool does not decode: \(error)")
            }
        }
    }

    /// One transaction that is in no block yet; nil when it is unknown, or in a block by now.
    package func poolTransaction(
        _ id: TransactionID
    ) throws(StorageError) -> SignedTransaction? {
        try PoolRows.transaction(id, in: database)
    }

    /// Whether a transaction waits for a block.
    package func isInPool(_ id: TransactionID) throws(StorageError) -> Bool {
        try PreparedStatement(database, "SELECT 1 FROM pool WHERE id = ? AND waiting = 1")
            .first(.digest(id.digest)) { _ in true } ?? false
    }
}
