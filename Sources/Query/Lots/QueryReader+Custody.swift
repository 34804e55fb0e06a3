import LedgerCore
import Storage

extension QueryReader {
    /// Under which model and claim the accounted goods of a lot are; nil for no claim.
    func custody(of lot: Int64) throws(StorageError) -> CustodyLeaf? {
        let leaf = try PreparedStatement(database, "SELECT leaf FROM custodies WHERE lot = ?")
            .first(.integer(lot)) { row in row.blob(0) }
        guard let leaf else { return nil }
        do { return try CustodyLeaf(decoding: leaf) } catch {
            throw .corrupt("the custody of a lot that does not decode: \(error)")
        }
    }
}
