extension CBORWriter {
    /// The head of a state leaf: an array of the version and as many fields.
    mutating func leaf(version: UInt64, fields: Int) {
        array(count: fields + 1)
        unsigned(version)
    }
}

extension CBORReader {
    /// The head of a state leaf of exactly this version and number of fields.
    mutating func leaf(version: UInt64, fields: Int) throws(CBORError) {
        try array(count: fields + 1)
        let start = offset
        guard try unsigned() == version else {
            throw CBORError(.invalid("leaf version \(version)"), at: start)
        }
    }

    /// The head of a state leaf, each version of which has one field more than the one before.
    ///
    /// - Parameter fields: of version 1.
    /// - Returns: the version.
    mutating func leaf(fields: Int, versionMax: UInt64) throws(CBORError) -> UInt64 {
        let start = offset
        let count = try arrayCount()
        let version = try unsigned()
        guard (1...versionMax).contains(version), count == fields + Int(version) else {
            throw CBORError(.invalid("leaf version \(version)"), at: start)
        }
        return version
    }

    /// A count or amount, which is never negative.
    mutating func amount() throws(CBORError) -> Int64 {
        try unsigned(Int64.self)
    }
}

extension CBORWriter {
    /// A count or amount. - Precondition: not negative.
    mutating func amount(_ value: Int64) {
        precondition(value >= 0, "a negative amount")
        unsigned(UInt64(value))
    }
}
