/// Which transaction: SHA-256 of what was signed.
///
/// Not of the envelope, because whoever sees an ECDSA signature can make another one that holds.
///
/// Spec: Docs/Spec/Encoding.md §4; RFC 9052 §4.4.
package struct TransactionID: Hashable, Comparable, Sendable {
    package let digest: Digest

    package init(_ digest: Digest) {
        self.digest = digest
    }

    package static func < (left: TransactionID, right: TransactionID) -> Bool {
        left.digest < right.digest
    }
}

extension TransactionID: CustomStringConvertible {
    package var description: String { digest.hex }
}

extension TransactionID: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        digest.encode(into: &writer)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        self.init(try Digest(from: &reader))
    }
}
