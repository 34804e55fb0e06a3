import GRDB
package import LedgerCore

extension LedgerReader {
    /// The lowest block that is here whole, with its transactions. Above the head where there is none:
    /// right after a snapshot, and before the first block.
    ///
    /// Right after a snapshot, the header and the certificate of the block below are here.
    package func base() throws(StorageError) -> Height {
        try BaseRow.read(in: database)
    }

    /// The leaf of the log from which on every entry is here.
    package func firstLeaf() throws(StorageError) -> UInt64 {
        let base = try base()
        guard base > .first else { return 0 }
        let leaf = try PreparedStatement(database, "SELECT first_leaf FROM blocks WHERE height = ?")
            .first(.height(base)) { row throws(StorageError) in try row.unsigned(0) }
        if let leaf { return leaf }
        return try head().log.size
    }
}

/// From which block on the ledger is whole.
enum BaseRow {
    static func read(in database: Database) throws(StorageError) -> Height {
        try PreparedStatement(database, "SELECT height FROM base")
            .first { row throws(StorageError) in try row.height(0) } ?? .first
    }

    static func write(_ base: Height, to database: Database) throws(StorageError) {
        try PreparedStatement(database, "INSERT OR REPLACE INTO base (one, height) VALUES (1, ?)")
            .run(.height(base))
    }
}
