import LedgerCore
import Testing

@testable import Storage

struct LogTests {
    private let home = TemporaryHome()

    /// A chain of blocks of many sizes, and every entry of its log.
    private func world() throws -> (chain: TestChain, entries: [Bytes]) {
        let chain = try TestChain.make(in: home)
        var entries: [Bytes] = []
        var number = 0
        for size in [0, 1, 2, 253, 1, 255, 256, 3, 100] {
            let transactions = try TestChain.transactions(number..<number + size)
            number += size
            let block = try chain.extend(transactions)
            entries += transactions.map(\.envelope.bytes) + [block.header.encoded()]
        }
        return (chain, entries)
    }

    @Test func `proofs from tiles are those of the whole tree`() throws {
        let (chain, entries) = try world()
        let size = UInt64(entries.count)
        let leaves = entries.map(MerkleHash.leaf)

        try chain.store.read { reader throws in
            for index in stride(from: 0, to: size, by: 41) {
                let proof = try reader.inclusionProof(leaf: index, size: size)
                #expect(
                    proof?.holds(leaf: leaves[Int(index)], root: chain.store.head.log.root) == true)
            }
            for first in stride(from: 1, through: size, by: 37) {
                let root = MerkleHash.root(ofLeaves: leaves.prefix(Int(first)))
                #expect(try reader.logRoot(ofSize: first) == root)
                let proof = try reader.consistencyProof(first: first, second: size)
                #expect(
                    proof?.holds(firstRoot: root, secondRoot: chain.store.head.log.root) == true)
            }
            #expect(try reader.inclusionProof(leaf: size, size: size) == nil)
            #expect(try reader.consistencyProof(first: 1, second: size + 1) == nil)
            #expect(try reader.consistencyProof(first: 0, second: size) == nil)
            #expect(try reader.logRoot(ofSize: 0) == MerkleHash.emptyRoot)
        }
    }

    @Test func `tiles are the hashes of their level, and any width is the beginning`() throws {
        let (chain, entries) = try world()
        let leaves = entries.map(MerkleHash.leaf)
        let full = leaves.count / 256

        try chain.store.read { reader throws in
            for number in 0..<full {
                let tile = try reader.tile(level: 0, number: UInt64(number), width: 256)
                #expect(tile == leaves[number * 256..<(number + 1) * 256].flatMap(\.bytes))
            }
            let upper = (0..<full).flatMap { number in
                MerkleHash.root(ofLeaves: leaves[number * 256..<(number + 1) * 256]).bytes
            }
            #expect(try reader.tile(level: 1, number: 0, width: full) == upper)
            #expect(try reader.tile(level: 1, number: 0, width: full + 1) == nil)
            #expect(try reader.tile(level: 0, number: 0, width: 3) == leaves[..<3].flatMap(\.bytes))
            #expect(try reader.tile(level: 0, number: 0, width: 257) == nil)
            #expect(try reader.tile(level: 0, number: 0, width: 0) == nil)
        }
    }

    @Test func `entries are envelopes, with a header at the end of each block`() throws {
        let (chain, entries) = try world()

        try chain.store.read { reader throws in
            #expect(try reader.logEntries(from: 0, count: entries.count + 9) == entries)
            #expect(try reader.logEntries(from: 250, count: 20) == Array(entries[250..<270]))
            #expect(try reader.logEntries(from: .max, count: .max).isEmpty)
        }
    }
}
