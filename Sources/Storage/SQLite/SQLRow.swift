import GRDBSQLite
package import LedgerCore

/// The row a statement stands on; valid until the statement steps again.
package struct SQLRow {
    let handle: OpaquePointer

    package func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    package func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    package func optionalInteger(_ column: Int32) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    package func text(_ column: Int32) -> String {
        guard let utf8 = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: utf8, count: count), as: UTF8.self)
    }

    package func optionalText(_ column: Int32) -> String? {
        isNull(column) ? nil : text(column)
    }

    package func blob(_ column: Int32) -> Bytes {
        guard let address = sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, column))
        return Bytes(UnsafeRawBufferPointer(start: address, count: count))
    }

    /// Calls `body` with a blob where SQLite has it.
    func withBlob<Value, Failure>(
        _ column: Int32, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let address = sqlite3_column_blob(handle, column)
        let count = Int(sqlite3_column_bytes(handle, column))
        return try body(UnsafeRawBufferPointer(start: address, count: count))
    }

    package func optionalBlob(_ column: Int32) -> Bytes? {
        isNull(column) ? nil : blob(column)
    }

    /// - Throws: `.corrupt` for anything but 32 bytes.
    package func digest(_ column: Int32) throws(StorageError) -> Digest {
        guard let digest = Digest(bytes: blob(column)) else {
            throw .corrupt("a digest of \(sqlite3_column_bytes(handle, column)) bytes")
        }
        return digest
    }

    /// Digests one behind the other.
    ///
    /// - Throws: `.corrupt` for a number of bytes that no digests have.
    func digests(_ column: Int32) throws(StorageError) -> [Digest] {
        let bytes = blob(column)
        guard bytes.count.isMultiple(of: Digest.byteCount) else {
            throw .corrupt("digests of \(bytes.count) bytes")
        }
        return stride(from: 0, to: bytes.count, by: Digest.byteCount).compactMap {
            Digest(bytes: bytes[$0..<$0 + Digest.byteCount])
        }
    }

    /// A size, index or height.
    ///
    /// - Throws: `.corrupt` for a negative number.
    package func unsigned(_ column: Int32) throws(StorageError) -> UInt64 {
        guard let value = UInt64(exactly: integer(column)) else {
            throw .corrupt("a negative number where a count stands")
        }
        return value
    }

    package func height(_ column: Int32) throws(StorageError) -> Height {
        Height(try unsigned(column))
    }
}
