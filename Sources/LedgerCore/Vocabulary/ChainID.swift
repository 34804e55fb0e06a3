/// Which chain: the digest of its canonical genesis.
package struct ChainID: Hashable, Comparable, Sendable {
    package let digest: Digest

    package init(_ digest: Digest) {
        self.digest = digest
    }

    /// The chain that this genesis, in its canonical bytes, founds.
    package init(genesis canonicalBytes: Bytes) {
        digest = Digest(hashing: canonicalBytes)
    }

    package static func < (left: ChainID, right: ChainID) -> Bool { left.digest < right.digest }
}

extension ChainID: CustomStringConvertible {
    package var description: String { digest.hex }
}

extension ChainID: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        digest.encode(into: &writer)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        self.init(try Digest(from: &reader))
    }
}
