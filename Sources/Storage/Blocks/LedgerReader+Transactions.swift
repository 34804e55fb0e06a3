package import LedgerCore

extension LedgerReader {
    /// A committed transaction, without its content.
    package func transaction(_ id: TransactionID) throws(StorageError) -> CommittedTransaction? {
        try PreparedStatement(
            database,
            """
            SELECT t.leaf, t.height, b.first_leaf, t.envelope, t.outcome
            FROM transactions t JOIN blocks b ON b.height = t.height WHERE t.id = ?
            """
        ).first(.digest(id.digest)) { row throws(StorageError) in
            let (leaf, first) = (try row.unsigned(0), try row.unsigned(2))
            guard leaf >= first else { throw .corrupt("transaction \(id) before its block") }
            return CommittedTransaction(
                envelope: try row.envelope(3), outcome: try row.decoded(4, as: Outcome.self),
                place: TransactionPlace(
                    height: try row.height(1), position: leaf - first, leaf: leaf))
        }
    }

    /// The transaction at a place in a block.
    package func transactionID(
        at height: Height, position: UInt64
    ) throws(StorageError) -> TransactionID? {
        try PreparedStatement(
            database,
            """
            SELECT t.id FROM blocks b JOIN transactions t ON t.leaf = b.first_leaf + ?
            WHERE b.height = ? AND t.height = b.height
            """
        ).first(.size(position), .height(height)) { row throws(StorageError) in
            TransactionID(try row.digest(0))
        }
    }

    /// Which of these are in the chain.
    package func committed(
        among ids: [TransactionID]
    ) throws(StorageError) -> Set<TransactionID> {
        let select = try PreparedStatement(
            database, "SELECT 1 FROM transactions WHERE id = ?")
        var found: Set<TransactionID> = []
        for id in ids
        where try select.first(.digest(id.digest), read: { _ throws(StorageError) in true })
            == true
        {
            found.insert(id)
        }
        return found
    }
}
