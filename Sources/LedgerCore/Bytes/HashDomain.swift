import Crypto

/// What a hash is of, so that bytes hashed for one purpose never pass for another.
///
/// Two families that cannot meet: a single byte below 0x20 (the Merkle trees and the block id), and a
/// text tag followed by a zero byte.
///
/// Spec: Docs/Spec/Encoding.md §2.
package enum HashDomain: String, CaseIterable, Sendable {
    case chain = "daftar/chain/v1"
    case validatorSet = "daftar/validator-set/v1"
    case key = "daftar/key/v1"
    case demoKey = "daftar/demo-key/v1"
    case proposal = "daftar/proposal/v1"
    case prevote = "daftar/prevote/v1"
    case precommit = "daftar/precommit/v1"

    /// The tag and the zero byte that ends it.
    package var prefix: Bytes { Array(rawValue.utf8) + [0] }
}

/// The single-byte domains.
enum HashPrefix {
    /// A leaf of the log. Spec: RFC 9162 §2.1.1.
    static let logLeaf: UInt8 = 0x00
    /// An inner node of the log. Spec: RFC 9162 §2.1.1.
    static let logNode: UInt8 = 0x01
    /// A block header, hence the block id.
    static let header: UInt8 = 0x02
    /// A leaf of the state tree.
    static let stateLeaf: UInt8 = 0x03
    /// An inner node of the state tree.
    static let stateNode: UInt8 = 0x04
}

extension Digest {
    /// SHA-256 of the domain's prefix and the bytes.
    package init(domain: HashDomain, _ bytes: Bytes) {
        self.init(hashing: domain.prefix + bytes)
    }

    /// SHA-256 of one domain byte and the bytes.
    init(prefix: UInt8, _ bytes: some Collection<UInt8>) {
        var sha = SHA256()
        withUnsafeBytes(of: prefix) { sha.update(bufferPointer: $0) }
        let contiguous: Void? = bytes.withContiguousStorageIfAvailable {
            sha.update(bufferPointer: UnsafeRawBufferPointer($0))
        }
        if contiguous == nil {
            Array(bytes).withUnsafeBytes { sha.update(bufferPointer: $0) }
        }
        self = sha.finalize().withUnsafeBytes { Digest(loading: $0) }
    }

    /// SHA-256 of one domain byte and two digests: a node of a Merkle tree.
    init(prefix: UInt8, _ left: Digest, _ right: Digest) {
        self = withUnsafeTemporaryAllocation(byteCount: 72, alignment: 8) { buffer in
            // The prefix stands at 7 so that the digests behind it are aligned.
            buffer[7] = prefix
            left.store(to: buffer, at: 8)
            right.store(to: buffer, at: 40)
            return Digest(hashing: UnsafeRawBufferPointer(rebasing: buffer[7..<72]))
        }
    }
}
