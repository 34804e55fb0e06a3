import GRDB
package import LedgerCore

/// The contents of transactions as rows.
enum ContentRows {
    /// Writes a content, or that it was purged, and tells its number.
    static func insert(_ bytes: Bytes?, in database: Database) throws(StorageError) -> Int64 {
        let codec = bytes == nil ? ContentCodec.purged : .raw
        try PreparedStatement(database, "INSERT INTO contents (codec, bytes) VALUES (?, ?)")
            .run(.integer(codec.rawValue), .blob(bytes ?? []))
        return database.lastInsertedRowID
    }
}

extension LedgerStore {
    /// Forgets the content of committed transactions on this node: retention is over, or the member
    /// asked. Envelopes and outcomes stay, so every proof but that of the content holds.
    ///
    /// The row stays, so that its number is never given to another content.
    package func purgeContents(of ids: [TransactionID]) throws(StorageError) {
        try transact { database throws(StorageError) in
            let purge = try PreparedStatement(
                database,
                """
                UPDATE contents SET codec = ?, bytes = x''
                WHERE number = (SELECT content FROM transactions WHERE id = ?)
                """)
            for id in ids {
                try purge.run(.integer(ContentCodec.purged.rawValue), .digest(id.digest))
            }
        }
    }
}
