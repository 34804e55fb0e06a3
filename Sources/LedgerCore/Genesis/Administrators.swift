/// Who may change members, validators and parameters, and how many of them must sign.
package struct Administrators: Hashable, Sendable {
    /// Ascending by key id.
    package let keys: [PublicKey]
    /// At least ⌊2n / 3⌋ + 1 of the keys.
    package let quorum: UInt64

    /// - Parameter quorum: nil for the least that is allowed.
    package init(keys: [PublicKey], quorum: UInt64? = nil) {
        self.keys = keys.sorted { $0.id < $1.id }
        self.quorum = quorum ?? Administrators.quorumMin(of: keys.count)
    }

    /// ⌊2n / 3⌋ + 1.
    package static func quorumMin(of count: Int) -> UInt64 { UInt64(2 * count / 3 + 1) }

    /// Whether there are some, none twice, and a quorum that is large enough and can be met.
    package var isSound: Bool {
        !keys.isEmpty && Set(keys).count == keys.count && quorum <= UInt64(keys.count)
            && quorum >= Administrators.quorumMin(of: keys.count)
    }
}

extension Administrators: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.array(keys)
        writer.unsigned(quorum)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        try reader.array(count: 2)
        let keys = try reader.array(of: PublicKey.self)
        self.init(keys: keys, quorum: try reader.unsigned())
        try reader.require(self.keys == keys, "administrators ascending by key id", at: start)
    }
}
