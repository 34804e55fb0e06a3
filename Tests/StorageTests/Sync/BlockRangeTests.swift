import LedgerCore
import Testing

@testable import Storage

struct BlockRangeTests {
    private let home = TemporaryHome()
    private let limits = BlockRange.Limits(compressedBytesMax: 1 << 20, plainBytesMax: 1 << 20)

    private func chain(of blocks: Int) throws -> TestChain {
        let chain = try TestChain.make(in: home)
        for block in 0..<blocks {
            try chain.extend(TestChain.transactions(2 * block..<2 * block + 2))
        }
        return chain
    }

    @Test func `a range brings the blocks that were committed`() throws {
        let chain = try chain(of: 5)

        let sent = try #require(try chain.store.read { try $0.blockRange(from: Height(2)) })
        let range = try BlockRange(decoding: sent.bytes, within: limits)

        #expect(
            (range.first, range.last, range.chain) == (Height(2), Height(5), chain.store.chainID))
        for block in range.blocks {
            let committed = try chain.store.read { try $0.block(at: block.height) }
            #expect(block.decided == committed?.decided)
            #expect(block.transactions.map(\.outcome) == committed?.outcomes.map { $0.encoded() })
        }
    }

    @Test func `a range ends at its limit, and has one block at least`() throws {
        let chain = try chain(of: 5)

        let (two, one, back) = try chain.store.read { reader in
            (
                try reader.blockRange(from: .first, blocksMax: 2),
                try reader.blockRange(from: Height(3), plainBytesMax: 1),
                try reader.blockRange(through: Height(4), blocksMax: 3)
            )
        }

        #expect((two?.first, two?.last) == (.first, Height(2)))
        #expect((one?.first, one?.last) == (Height(3), Height(3)))
        #expect((back?.first, back?.last) == (Height(2), Height(4)))
        let range = try BlockRange(decoding: try #require(back).bytes, within: limits)
        #expect(range.blocks.map(\.height) == [Height(2), Height(3), Height(4)])
    }

    @Test func `above the head there is no range`() throws {
        let chain = try chain(of: 1)

        let ranges = try chain.store.read { reader in
            (try reader.blockRange(from: Height(2)), try reader.blockRange(from: .genesis))
        }

        #expect(ranges == (nil, nil))
    }

    @Test func `a purged content is told apart, and its block still stands under its roots`() throws
    {
        let chain = try chain(of: 2)
        let purged = try TestChain.transaction(2).id
        try chain.store.purgeContents(of: [purged])

        let sent = try #require(try chain.store.read { try $0.blockRange(from: .first) })
        let range = try BlockRange(decoding: sent.bytes, within: limits)

        #expect(range.blocks.map(\.isWhole) == [true, false])
        #expect(range.blocks[1].transactions.map { $0.content == nil } == [true, false])
        #expect(range.blocks[1].decided == nil)
    }

    @Test func `what is larger than allowed is refused before it is unfolded`() throws {
        let chain = try chain(of: 3)
        let sent = try #require(try chain.store.read { try $0.blockRange(from: .first) })
        let frame = try BlockRangeFrame(decoding: sent.bytes)
        let zeros = Zlib.compress(Bytes(repeating: 0, count: 4 << 20))
        let bomb = BlockRangeFrame(
            chain: frame.chain, first: .first, blockCount: 1, plainByteCount: 4 << 20,
            compressed: zeros)

        func decode(_ bytes: Bytes, _ limits: BlockRange.Limits) -> BlockRangeFault? {
            do throws(BlockRangeFault) {
                _ = try BlockRange(decoding: bytes, within: limits)
                return nil
            } catch { return error }
        }

        #expect(
            decode(sent.bytes, BlockRange.Limits(compressedBytesMax: 10, plainBytesMax: 1 << 20))
                == .tooLarge(bytes: sent.bytes.count, max: 10))
        #expect(
            decode(
                sent.bytes,
                BlockRange.Limits(
                    compressedBytesMax: 1 << 20, plainBytesMax: 1 << 20, blocksMax: 2))
                == .blockCount(3, max: 2))
        #expect(decode(bomb.encoded(), limits) == .tooLarge(bytes: 4 << 20, max: 1 << 20))
    }

    @Test func `a range whose parts do not belong together is refused`() throws {
        let chain = try chain(of: 2)
        let sent = try #require(try chain.store.read { try $0.blockRange(from: .first) })
        let range = try BlockRange(decoding: sent.bytes, within: limits)
        let (one, two) = (range.blocks[0], range.blocks[1])
        let swapped = RangedBlock(
            header: two.header, certificate: two.certificate, nextValidators: nil,
            transactions: one.transactions)
        let outcome = RangedTransaction(
            envelope: one.transactions[0].envelope, signed: one.transactions[0].signed,
            outcome: Outcome(.refused(Refusal(code: "a.b"))).encoded())
        let refused = RangedBlock(
            header: one.header, certificate: one.certificate, nextValidators: nil,
            transactions: [outcome, one.transactions[1]])

        func decode(_ blocks: [RangedBlock], from first: Height) -> BlockRangeFault? {
            do throws(BlockRangeFault) {
                _ = try BlockRange(
                    decoding: BlockRangeFrame.of(blocks, from: first, chain: range.chain).encoded(),
                    within: limits)
                return nil
            } catch { return error }
        }

        #expect(decode([one, two], from: .first) == nil)
        #expect(decode([two, one], from: .first) == .outOfOrder(Height(2)))
        #expect(decode([one, swapped], from: .first) == .transactionsRoot(Height(2)))
        #expect(decode([refused], from: .first) == .outcomesRoot(.first))
    }
}

extension BlockRangeFrame {
    /// The frame of blocks that need not belong together.
    static func of(_ blocks: [RangedBlock], from first: Height, chain: ChainID) -> BlockRangeFrame {
        let plain = blocks.flatMap { $0.encoded() }
        return BlockRangeFrame(
            chain: chain, first: first, blockCount: blocks.count, plainByteCount: plain.count,
            compressed: Zlib.compress(plain))
    }
}
