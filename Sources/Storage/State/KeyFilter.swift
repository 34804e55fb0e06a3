import LedgerCore

/// Tells of most keys that the state does not hold that it does not, without a look at the disk.
///
/// Most of what an event of new goods asks for is absent, and each question is a way down a table of
/// millions of rows. A key that was added is never denied; of the others fewer than one in a hundred is
/// not recognised, and then the disk is asked.
///
/// A split block Bloom filter, as Apache Parquet has it: eight bits of one block of 256, so that a question
/// touches one line of the processor's cache. It grows by layers, each four times the one before.
struct KeyFilter {
    private var layers: [Layer]

    /// - Parameter keysMax: of the first layer, which takes 14 bits each.
    init(keysMax: Int = 1 << 20) {
        layers = [Layer(keysMax: keysMax)]
    }

    /// Whether the key may have been added; false is certain.
    func mayHold(_ key: Digest) -> Bool {
        let hash = key.lastWord
        let bits = Layer.bits(hash)
        // Most are in the last layer, which is the largest.
        for layer in layers.indices.reversed() where layers[layer].mayHold(hash, bits) {
            return true
        }
        return false
    }

    mutating func add(_ key: Digest) {
        if mayHold(key) { return }
        if layers[layers.count - 1].isFull {
            layers.append(Layer(keysMax: 4 * layers[layers.count - 1].keysMax))
        }
        layers[layers.count - 1].add(key.lastWord)
    }

    /// Bytes of memory.
    var byteCount: Int { layers.reduce(0) { $0 + $1.byteCount } }
}

/// A filter for a number of keys that is known.
private struct Layer {
    typealias Block = SIMD8<UInt32>

    private static let bitsOfKey = 14
    private static let bitsOfBlock = 256
    /// Odd numbers that give each of the eight words a bit of its own. Source: Parquet's specification of
    /// Bloom filters.
    private static let salts = Block(
        0x47b6_137b, 0x4497_4d91, 0x8824_ad5b, 0xa2b7_289d,
        0x7054_95c7, 0x2df1_424b, 0x9efc_4947, 0x5c6b_fb31)

    let keysMax: Int
    private var blocks: [Block]
    private var count = 0

    init(keysMax: Int) {
        self.keysMax = keysMax
        let blockCount = keysMax * Layer.bitsOfKey / Layer.bitsOfBlock
        blocks = Array(repeating: .zero, count: blockCount)
    }

    var isFull: Bool { count >= keysMax }
    var byteCount: Int { blocks.count * Layer.bitsOfBlock / 8 }

    /// - Parameters:
    ///   - hash: 64 bits as if drawn at random, the same for the same key.
    ///   - bits: those of the hash.
    func mayHold(_ hash: UInt64, _ bits: Block) -> Bool {
        blocks[index(hash)] & bits == bits
    }

    mutating func add(_ hash: UInt64) {
        blocks[index(hash)] |= Layer.bits(hash)
        count += 1
    }

    private func index(_ hash: UInt64) -> Int {
        Int(((hash >> 32) * UInt64(blocks.count)) >> 32)
    }

    /// The eight bits of a hash.
    static func bits(_ hash: UInt64) -> Block {
        let words = Block(repeating: UInt32(truncatingIfNeeded: hash)) &* salts
        return Block(repeating: 1) &<< (words &>> 27)
    }
}
