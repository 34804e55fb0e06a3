import GRDB
import GRDBSQLite
package import LedgerCore

extension LedgerReader {
    /// The content of a transaction, exactly as the member sent it; nil for an unknown transaction.
    ///
    /// - Throws: `.contentAbsent` when it was purged.
    package func content(of id: TransactionID) throws(StorageError) -> Bytes? {
        guard let number = try contentNumber(of: id) else { return nil }
        let content = try PreparedStatement(
            database, "SELECT codec, bytes FROM contents WHERE number = ?"
        ).first(.integer(number)) { row throws(StorageError) in
            row.integer(0) == ContentCodec.raw.rawValue ? row.blob(1) : nil
        }
        guard let content, let content else { throw .contentAbsent(transaction: id) }
        return content
    }

    /// Parts of a content, without the rest of it being read; nil for an unknown transaction.
    ///
    /// - Parameter ranges: offsets in bytes.
    /// - Throws: `.contentAbsent` when it was purged; `.corrupt` when it is shorter.
    package func contentSlices(
        of id: TransactionID, _ ranges: [Range<Int>]
    ) throws(StorageError) -> [Bytes]? {
        guard let number = try contentNumber(of: id) else { return nil }
        let codec = try PreparedStatement(
            database, "SELECT codec FROM contents WHERE number = ?"
        ).first(.integer(number)) { row throws(StorageError) in row.integer(0) }
        guard codec == ContentCodec.raw.rawValue else { throw .contentAbsent(transaction: id) }
        let blob = try OpenBlob(database, table: "contents", column: "bytes", row: number)
        var slices: [Bytes] = []
        for range in ranges { slices.append(try blob.read(range)) }
        return slices
    }

    private func contentNumber(of id: TransactionID) throws(StorageError) -> Int64? {
        try PreparedStatement(database, "SELECT content FROM transactions WHERE id = ?")
            .first(.digest(id.digest)) { row throws(StorageError) in row.integer(0) }
    }
}
