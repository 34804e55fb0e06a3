package import LedgerCore

extension SQLRow {
    /// The value that a column encodes.
    ///
    /// - Throws: `.corrupt` when it does not.
    package func decoded<Value: CBORCodable>(
        _ column: Int32, as type: Value.Type
    ) throws(StorageError) -> Value {
        do { return try Value(decoding: blob(column)) } catch {
            throw .corrupt("a \(Value.self) that does not decode: \(error)")
        }
    }
}
