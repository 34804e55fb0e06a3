/// Which key: SHA-256 of ["daftar/key/v1", algorithm, bytes].
///
/// The whole digest, not a part of it: sixteen bytes less in an envelope are not worth a second
/// argument about collisions.
package struct KeyID: Hashable, Comparable, Sendable {
    package let digest: Digest

    package init(_ digest: Digest) {
        self.digest = digest
    }

    package static func < (left: KeyID, right: KeyID) -> Bool { left.digest < right.digest }
}

extension KeyID: CustomStringConvertible {
    package var description: String { digest.hex }
}

extension KeyID: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        digest.encode(into: &writer)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        self.init(try Digest(from: &reader))
    }
}
