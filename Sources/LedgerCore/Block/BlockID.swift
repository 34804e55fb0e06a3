/// Which block: SHA-256(0x02 ‖ header).
package struct BlockID: Hashable, Comparable, Sendable {
    package let digest: Digest

    package init(_ digest: Digest) {
        self.digest = digest
    }

    /// What the first block names as the one before it.
    package static let none = BlockID(.zero)

    package static func < (left: BlockID, right: BlockID) -> Bool { left.digest < right.digest }
}

extension BlockID: CustomStringConvertible {
    package var description: String { digest.hex }
}

extension BlockID: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        digest.encode(into: &writer)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        self.init(try Digest(from: &reader))
    }
}
