import Glibc

extension [UInt8] {
    /// Whether SQLite puts this blob before the other one; tens of thousands are compared a block.
    func precedes(_ other: [UInt8]) -> Bool {
        withUnsafeBytes { left in other.withUnsafeBytes { right in left.precedes(right) } }
    }
}

extension UnsafeRawBufferPointer {
    /// Whether SQLite puts this blob before the other one.
    ///
    /// Spec: SQLite, "Datatypes", §4.1.
    func precedes(_ other: UnsafeRawBufferPointer) -> Bool {
        guard let left = baseAddress, let right = other.baseAddress else {
            return count < other.count
        }
        let order = memcmp(left, right, Swift.min(count, other.count))
        return order == 0 ? count < other.count : order < 0
    }
}
