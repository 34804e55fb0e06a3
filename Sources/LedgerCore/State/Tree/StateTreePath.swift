/// The way from the root to a node: the first nibbles of the keys below it.
package struct StateTreePath: Hashable, Sendable {
    /// Most nibbles that a path can have.
    static let countMax = 64

    /// The nibbles, from the most significant on; the rest is zero.
    private let nibbles: Digest
    /// How many nibbles.
    package let count: Int

    package static let root = StateTreePath(nibbles: .zero, count: 0)

    private init(nibbles: Digest, count: Int) {
        self.nibbles = nibbles
        self.count = count
    }

    /// The first `count` nibbles of a key.
    init(prefixOf key: Digest, count: Int) {
        self.init(nibbles: key.prefix(bits: 4 * count), count: count)
    }

    /// One byte with the count, and the nibbles two a byte, the last one high: what a store keys by.
    package var bytes: Bytes {
        withUnsafeTemporaryAllocation(byteCount: 1 + Digest.byteCount, alignment: 1) { buffer in
            buffer[0] = UInt8(count)
            nibbles.store(to: buffer, at: 1)
            let end = StateTreePath.byteCount(nibbles: count)
            return Bytes(UnsafeRawBufferPointer(rebasing: buffer[..<end]))
        }
    }

    /// The number of `bytes` in a path of so many nibbles.
    package static func byteCount(nibbles: Int) -> Int { 1 + (nibbles + 1) / 2 }
}

/// As `bytes` are ordered: short paths first.
extension StateTreePath: Comparable {
    package static func < (left: StateTreePath, right: StateTreePath) -> Bool {
        left.count != right.count ? left.count < right.count : left.nibbles < right.nibbles
    }
}

extension StateTreePath: CustomStringConvertible {
    package var description: String { "/" + nibbles.hex.prefix(count) }
}

extension Digest {
    /// Bit `index` from the most significant, 0 or 1; `index` is below 256.
    func bit(_ index: Int) -> Int {
        Int(word(index >> 6) >> UInt64(63 - index & 63) & 1)
    }

    /// Nibble `index` from the most significant; `index` is below 64.
    func nibble(_ index: Int) -> Int {
        Int(word(index >> 4) >> UInt64(60 - 4 * (index & 15)) & 15)
    }

    /// The first `bits` bits, and zeros.
    func prefix(bits: Int) -> Digest {
        Digest(
            word0: word0 & mask(bits), word1: word1 & mask(bits - 64),
            word2: word2 & mask(bits - 128), word3: word3 & mask(bits - 192))
    }

    private func word(_ index: Int) -> UInt64 {
        switch index {
        case 0: word0
        case 1: word1
        case 2: word2
        default: word3
        }
    }

    /// A word whose first bits are ones.
    private func mask(_ bits: Int) -> UInt64 {
        if bits <= 0 { return 0 }
        return bits >= 64 ? .max : ~(UInt64.max >> UInt64(bits))
    }
}
