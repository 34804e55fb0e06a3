import LedgerCore

/// Rows of an integer and two blobs, whose bytes lie one behind the other in the same memory.
///
/// A state has millions of them: as arrays of their own they would cost more than all that is done
/// with them.
struct BulkRows: Equatable, Sendable {
    struct Row: Equatable, Sendable {
        let integer: Int64
        /// Of `bytes`.
        let first: Range<Int>
        /// Of `bytes`.
        let second: Range<Int>
    }

    let bytes: Bytes
    let rows: [Row]

    var count: Int { rows.count }

    /// Calls `body` with each row in order, as memory that is there until it returns.
    func forEach<Failure: Error>(
        _ body: (
            _ integer: Int64, _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer
        ) throws(Failure) -> Void
    ) throws(Failure) {
        let outcome = bytes.withUnsafeBytes { bytes in
            Result<Void, Failure> { () throws(Failure) in
                for row in rows {
                    try body(
                        row.integer, UnsafeRawBufferPointer(rebasing: bytes[row.first]),
                        UnsafeRawBufferPointer(rebasing: bytes[row.second]))
                }
            }
        }
        try outcome.get()
    }
}
