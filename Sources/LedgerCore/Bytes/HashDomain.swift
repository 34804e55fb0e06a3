import Crypto

/// What a hash is of, so that bytes hashed for one purpose never pass for another.
///
/// Two families that cannot meet: a single byte below 0x80 (the Merkle trees and the block id), and
/// CBOR arrays, whose first item is one of these tags.
///
/// Spec: Docs/Spec/Encoding.md §2.
package enum HashDomain: String, CaseIterable, Sendable {
    case genesis = "daftar/genesis/v1"
    case validatorSet = "daftar/validator-set/v1"
    case key = "daftar/key/v1"
    case demoKey = "daftar/demo-key/v1"
    case stateKey = "daftar/state-key/v1"
    case lotEvent = "daftar/lot-event/v1"
    case governance = "daftar/governance/v1"
    case validatorCandidate = "daftar/validator/v1"
    case meaning = "daftar/meaning/v1"
    case sealedField = "daftar/sealed-field/v1"
    case proposal = "daftar/proposal/v1"
    case prevote = "daftar/prevote/v1"
    case precommit = "daftar/precommit/v1"
    // Files: they are not hashed whole, but say in the same way what they are.
    case ledgerExport = "daftar/export/v1"
    case proof = "daftar/proof/v1"
    case proposalFile = "daftar/proposal-file/v1"
    case exportManifest = "daftar/export-manifest/v1"
    // What nodes send each other whole. Hashed by whoever names it.
    case blockRange = "daftar/block-range/v1"
    case snapshot = "daftar/snapshot/v1"
    case snapshotChunk = "daftar/snapshot-chunk/v1"
}

extension CBORWriter {
    /// The head of an array that begins with a domain's tag; `count` more items follow.
    package mutating func array(_ domain: HashDomain, count: Int) {
        array(count: count + 1)
        text(domain.rawValue)
    }
}

extension CBORReader {
    /// The head of an array that begins with a domain's tag and has `count` more items.
    package mutating func array(_ domain: HashDomain, count: Int) throws(CBORError) {
        try array(count: count + 1)
        let start = offset
        try require(try text() == domain.rawValue, domain.rawValue, at: start)
    }
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
    /// SHA-256 of a CBOR array that begins with the domain's tag; `write` adds `count` items.
    package init(domain: HashDomain, count: Int, _ write: (inout CBORWriter) -> Void) {
        var writer = CBORWriter(capacity: 128)
        writer.array(domain, count: count)
        write(&writer)
        self.init(hashing: writer.output)
    }

    /// The same of what has at most so many bytes with the tag, made on the stack.
    init(
        domain: HashDomain, count: Int, bytesMax: Int, _ write: (inout CBORPreimage) -> Void
    ) {
        self = withUnsafeTemporaryAllocation(byteCount: bytesMax, alignment: 1) { memory in
            var preimage = CBORPreimage(in: memory)
            preimage.array(domain, count: count)
            write(&preimage)
            return Digest(hashing: preimage.output)
        }
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
