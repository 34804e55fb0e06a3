import Glibc

extension [UInt8] {
    /// Whether SQLite puts this blob before the other one; tens of thousands are compared a block.
    ///
    /// Spec: SQLite, "Datatypes", §4.1.
    func precedes(_ other: [UInt8]) -> Bool {
        let order = withUnsafeBytes { left in
            other.withUnsafeBytes { right in
                let count = Swift.min(left.count, right.count)
                guard let left = left.baseAddress, let right = right.baseAddress else {
                    return CInt(0)
                }
                return memcmp(left, right, count)
            }
        }
        return order == 0 ? count < other.count : order < 0
    }
}
