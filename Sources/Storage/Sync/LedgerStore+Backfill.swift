import GRDB
package import LedgerCore

extension LedgerStore {
    /// Puts blocks below the lowest that is here, with the tiles of the log that they complete.
    ///
    /// Nothing that was readable changes. A crash leaves whole ranges, and the work goes on from the
    /// base that is there.
    ///
    /// - Returns: the lowest block that is here whole now; `.first` when nothing is missing any more,
    ///   and the index can be made anew.
    /// - Throws: `.corrupt` also when the tiles above do not continue these blocks.
    @discardableResult
    package func fill(_ ancestry: BlockAncestry) throws(StorageError) -> Height {
        try transact { database throws(StorageError) in
            let base = try BaseRow.read(in: database)
            // Somebody filled in the same range meanwhile.
            guard base == ancestry.base else { return base }
            for block in ancestry.blocks { try insert(block, in: database) }
            let first = ancestry.first
            try BaseRow.write(first, to: database)
            try LogBackfill(database).completeTiles()
            return first
        }
    }

    private func insert(
        _ block: RangedBlock, in database: Database
    ) throws(StorageError) {
        let header = block.header
        let firstLeaf = header.logSize - UInt64(block.transactions.count)
        try PreparedStatement(
            database,
            """
            INSERT INTO blocks (height, id, first_leaf, seal_leaf, header) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (height) DO UPDATE SET first_leaf = excluded.first_leaf
            """
        ).run(
            .height(header.height), .digest(header.id.digest), .size(firstLeaf),
            .size(header.logSize), .blob(header.encoded()))
        try PreparedStatement(
            database, "INSERT OR IGNORE INTO certificates (height, bytes) VALUES (?, ?)"
        ).run(.height(header.height), .blob(block.certificate.encoded()))
        let insert = try PreparedStatement(
            database,
            """
            INSERT INTO transactions (leaf, id, height, content, envelope, outcome)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        var leaf = firstLeaf
        for transaction in block.transactions {
            let content = try ContentRows.insert(transaction.content, in: database)
            try insert.run(
                .size(leaf), .digest(transaction.envelope.id.digest), .height(header.height),
                .integer(content), .blob(transaction.envelope.bytes), .blob(transaction.outcome))
            leaf += 1
        }
    }
}
