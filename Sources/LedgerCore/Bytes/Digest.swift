import Crypto

/// A SHA-256 digest: 32 bytes, stored inline as four big-endian words.
///
/// Words rather than an array, so that a million of them are no million allocations. Ordered as the
/// bytes are.
package struct Digest: Sendable {
    let word0: UInt64
    let word1: UInt64
    let word2: UInt64
    let word3: UInt64

    /// Thirty-two zero bytes, which is the hash of nothing known: the empty slot of the state tree,
    /// and the block before the first one.
    package static let zero = Digest(word0: 0, word1: 0, word2: 0, word3: 0)

    /// The number of bytes in every digest.
    package static let byteCount = 32

    /// The last eight bytes, big-endian: a number as if drawn at random.
    package var lastWord: UInt64 { word3 }

    init(word0: UInt64, word1: UInt64, word2: UInt64, word3: UInt64) {
        self.word0 = word0
        self.word1 = word1
        self.word2 = word2
        self.word3 = word3
    }

    /// The SHA-256 of the bytes.
    ///
    /// Spec: FIPS 180-4 §6.2.
    package init(hashing bytes: Bytes) {
        self = bytes.withUnsafeBytes { Digest(hashing: $0) }
    }

    /// The SHA-256 of a part of a byte string.
    package init(hashing bytes: ArraySlice<UInt8>) {
        self = bytes.withUnsafeBytes { Digest(hashing: $0) }
    }

    /// The SHA-256 of a buffer.
    package init(hashing buffer: UnsafeRawBufferPointer) {
        var sha = SHA256()
        sha.update(bufferPointer: buffer)
        self = sha.finalize().withUnsafeBytes { Digest(loading: $0) }
    }

    /// The digest that these bytes are; nil unless there are exactly 32.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Digest.byteCount else { return nil }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for (index, byte) in bytes.enumerated() {
            let value = UInt64(byte) << (56 - 8 * UInt64(index & 7))
            switch index >> 3 {
            case 0: words.0 |= value
            case 1: words.1 |= value
            case 2: words.2 |= value
            default: words.3 |= value
            }
        }
        self.init(word0: words.0, word1: words.1, word2: words.2, word3: words.3)
    }

    /// The digest written as 64 hexadecimal characters.
    package init?(hex: String) {
        guard let bytes = Bytes(hex: hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// The digest in the first 32 bytes of a buffer, which must have that many.
    init(loading buffer: UnsafeRawBufferPointer) {
        precondition(buffer.count >= Digest.byteCount, "a digest has 32 bytes")
        word0 = UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
        word1 = UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        word2 = UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
        word3 = UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
    }

    /// The digest in the 32 bytes at an offset of a buffer, which must have them.
    package init(loading buffer: UnsafeRawBufferPointer, at offset: Int) {
        self.init(loading: UnsafeRawBufferPointer(rebasing: buffer[offset...]))
    }

    /// Writes the 32 bytes at an offset of a buffer that has room for them.
    package func store(to buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
        buffer.storeBytes(of: word0.bigEndian, toByteOffset: offset, as: UInt64.self)
        buffer.storeBytes(of: word1.bigEndian, toByteOffset: offset + 8, as: UInt64.self)
        buffer.storeBytes(of: word2.bigEndian, toByteOffset: offset + 16, as: UInt64.self)
        buffer.storeBytes(of: word3.bigEndian, toByteOffset: offset + 24, as: UInt64.self)
    }

    /// The first of the bytes.
    package var firstByte: UInt8 { UInt8(truncatingIfNeeded: word0 >> 56) }

    /// The 32 bytes.
    package var bytes: Bytes {
        Bytes(unsafeUninitializedCapacity: Digest.byteCount) { buffer, count in
            store(to: UnsafeMutableRawBufferPointer(buffer), at: 0)
            count = Digest.byteCount
        }
    }

    /// 64 lowercase hexadecimal characters.
    package var hex: String { bytes.hex }
}

/// A quarter of a digest spreads keys over a table as well as all of it.
extension Digest: Hashable {
    package func hash(into hasher: inout Hasher) {
        hasher.combine(word0)
    }
}

extension Digest: Comparable {
    package static func < (left: Digest, right: Digest) -> Bool {
        (left.word0, left.word1, left.word2, left.word3)
            < (right.word0, right.word1, right.word2, right.word3)
    }
}

extension Digest: CustomStringConvertible {
    package var description: String { hex }
}

extension Digest: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        withUnsafeTemporaryAllocation(byteCount: Digest.byteCount, alignment: 8) { buffer in
            store(to: buffer, at: 0)
            writer.bytes(UnsafeRawBufferPointer(buffer))
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        guard let digest = try reader.digest() else {
            throw CBORError(.invalid("a digest of 32 bytes"), at: offset)
        }
        self = digest
    }
}
