import GRDB
import GRDBSQLite
import LedgerCore

/// A blob opened to read parts of it. Measured: 15 µs for 1.5 KB anywhere in 750 KB.
struct OpenBlob: ~Copyable {
    private let handle: OpaquePointer
    private let byteCount: Int

    init(_ database: Database, table: String, column: String, row: Int64) throws(StorageError) {
        var handle: OpaquePointer?
        let code = sqlite3_blob_open(
            database.sqliteConnection, "main", table, column, row, 0, &handle)
        guard code == SQLITE_OK, let handle else {
            throw StorageError(sqliteCode: code, message: "cannot open \(table) \(row)")
        }
        self.handle = handle
        byteCount = Int(sqlite3_blob_bytes(handle))
    }

    deinit {
        sqlite3_blob_close(handle)
    }

    /// - Throws: `.corrupt` when the blob ends before the range does.
    borrowing func read(_ range: Range<Int>) throws(StorageError) -> Bytes {
        guard range.lowerBound >= 0, range.upperBound <= byteCount else {
            throw .corrupt("bytes \(range) of a content of \(byteCount)")
        }
        var code = SQLITE_OK
        let bytes = Bytes(unsafeUninitializedCapacity: range.count) { buffer, count in
            code = sqlite3_blob_read(
                handle, buffer.baseAddress, Int32(range.count), Int32(range.lowerBound))
            count = code == SQLITE_OK ? range.count : 0
        }
        guard code == SQLITE_OK else {
            throw StorageError(sqliteCode: code, message: "cannot read bytes \(range)")
        }
        return bytes
    }
}
