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

    /// The path to the node in a slot of this one.
    func appending(_ nibble: Int) -> StateTreePath {
        StateTreePath(nibbles: nibbles.setting(nibble: count, to: nibble), count: count + 1)
    }

    /// Nibbles of the longest path of an upper node.
    package static let upperCountMax = 3

    /// Whether the node is one of the 4,369 nearest to the root, which most blocks write anew.
    package var isUpper: Bool { count <= StateTreePath.upperCountMax }

    /// Nibble `index` from the root on; `index` is below `count`.
    package func nibble(_ index: Int) -> UInt8 { UInt8(nibbles.nibble(index)) }

    /// A number in the order of the paths, for those of at most 14 nibbles: 0 for an upper node, else 1; 56
    /// bits of nibbles; four with how many they are. Nil for longer ones, which are there where somebody
    /// has looked for keys that begin alike.
    package var place: Int64? {
        guard count <= 14 else { return nil }
        return (isUpper ? 0 : 1 << 60) | Int64(nibbles.word0 >> 8) << 4 | Int64(count)
    }

    /// 0 for an upper node, else 1, and the nibbles, one a byte.
    package var bytes: Bytes {
        Bytes(unsafeUninitializedCapacity: 1 + count) { buffer, initialized in
            buffer[0] = isUpper ? 0 : 1
            for index in 0..<count { buffer[1 + index] = nibble(index) }
            initialized = 1 + count
        }
    }
}

/// As `bytes` are ordered: the upper nodes first, below them each node before all that hangs on it.
extension StateTreePath: Comparable {
    package static func < (left: StateTreePath, right: StateTreePath) -> Bool {
        if left.isUpper != right.isUpper { return left.isUpper }
        return left.nibbles != right.nibbles
            ? left.nibbles < right.nibbles : left.count < right.count
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

    /// The same with nibble `index`, which is zero, set.
    fileprivate func setting(nibble index: Int, to value: Int) -> Digest {
        let shifted = UInt64(value) << UInt64(60 - 4 * (index & 15))
        return Digest(
            word0: word0 | (index >> 4 == 0 ? shifted : 0),
            word1: word1 | (index >> 4 == 1 ? shifted : 0),
            word2: word2 | (index >> 4 == 2 ? shifted : 0),
            word3: word3 | (index >> 4 == 3 ? shifted : 0))
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
