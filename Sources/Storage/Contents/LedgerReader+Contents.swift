import GRDB
import GRDBSQLite
package import LedgerCore

extension LedgerReader {
    /// The content of a transaction, exactly as the member sent it; nil for an unknown transaction.
    ///
    /// - Throws: `.contentAbsent` when it was purged; `.archive` when its file is not there.
    package func content(of id: TransactionID) throws(StorageError) -> Bytes? {
        guard let place = try contentPlace(of: id) else { return nil }
        switch place.codec {
        case .raw:
            return try PreparedStatement(database, "SELECT bytes FROM contents WHERE number = ?")
                .first(.integer(place.number)) { $0.blob(0) }
        case .archived: return try archivedContent(of: id, at: place.height)
        case .purged: throw .contentAbsent(transaction: id)
        }
    }

    /// Parts of a content, without the rest of it being read; nil for an unknown transaction.
    ///
    /// - Parameter ranges: offsets in bytes.
    /// - Throws: `.contentAbsent` when it was purged; `.archive` when its file is not there; `.corrupt`
    ///   when it is shorter.
    package func contentSlices(
        of id: TransactionID, _ ranges: [Range<Int>]
    ) throws(StorageError) -> [Bytes]? {
        guard let place = try contentPlace(of: id) else { return nil }
        switch place.codec {
        case .raw:
            let blob = try OpenBlob(
                database, table: "contents", column: "bytes", row: place.number)
            var slices: [Bytes] = []
            for range in ranges { slices.append(try blob.read(range)) }
            return slices
        case .archived:
            let content = try archivedContent(of: id, at: place.height)
            var slices: [Bytes] = []
            for range in ranges {
                guard range.lowerBound >= 0, range.upperBound <= content.count else {
                    throw .corrupt("bytes \(range) of a content of \(content.count)")
                }
                slices.append(Array(content[range]))
            }
            return slices
        case .purged: throw .contentAbsent(transaction: id)
        }
    }

    private func archivedContent(
        of id: TransactionID, at height: Height
    ) throws(StorageError) -> Bytes {
        let block = try ArchiveFrames(self).block(at: height)
        guard let content = block?.transactions.first(where: { $0.envelope.id == id })?.content
        else { throw .archive("no file holds the content of transaction \(id)") }
        return content
    }

    private func contentPlace(
        of id: TransactionID
    ) throws(StorageError) -> (number: Int64, codec: ContentCodec, height: Height)? {
        try PreparedStatement(
            database,
            """
            SELECT c.number, c.codec, t.height FROM transactions t
            JOIN contents c ON c.number = t.content WHERE t.id = ?
            """
        ).first(.digest(id.digest)) { row throws(StorageError) in
            guard let codec = ContentCodec(rawValue: row.integer(1)) else {
                throw .corrupt("a content is kept in a way that is not known")
            }
            return (row.integer(0), codec, try row.height(2))
        }
    }
}
