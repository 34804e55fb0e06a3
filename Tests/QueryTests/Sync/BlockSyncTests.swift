import LedgerCore
import Query
import Storage
import Testing

struct BlockSyncTests {
    /// The range from a height on, as it comes from a peer.
    private func range(
        of world: QueryWorld, from first: Height = .first, blocksMax: Int = 1_024,
        on chain: HeaderChain? = nil, to other: QueryWorld
    ) throws -> PreparedRange {
        let sent = try #require(
            try world.ledger.read { try $0.blockRange(from: first, blocksMax: blocksMax) })
        let range = try BlockRange(
            decoding: sent.bytes, within: BlockRange.Limits(world.genesis.parameters))
        let verified = try VerifiedRange(
            range, on: chain ?? HeaderChain(genesis: other.genesis))
        return try PreparedRange(verified, ledger: other.ledger)
    }

    @Test func `a node that was away ends with the same ledger and the same index`() throws {
        let (source, behind) = (try QueryWorld.season(), try QueryWorld())
        let sync = BlockSync(
            ledger: behind.ledger, index: behind.index, genesis: behind.genesis)
        let first = try range(of: source, blocksMax: 3, to: behind)
        let second = try range(of: source, from: Height(4), on: first.chain, to: behind)

        var heights: [[Height]] = []
        for range in [first, second] {
            try sync.apply(range) { heights.append($0.map(\.decided.block.height)) }
        }

        #expect(behind.ledger.head == source.ledger.head)
        #expect(try behind.index.dump() == source.index.dump())
        #expect(heights == [[Height(1), Height(2), Height(3)], [Height(4)]])
        for height in 1...4 {
            let blocks = try [source, behind].map { world in
                try world.ledger.read { try $0.block(at: Height(UInt64(height))) }
            }
            #expect(blocks[0] == blocks[1])
        }
        #expect(behind.ledger.verify() == source.ledger.verify())
    }

    @Test func `more blocks than one commit takes are taken over in several`() throws {
        let (source, behind) = (try QueryWorld(), try QueryWorld())
        for number in 0..<PendingBlocks.countMax + 3 {
            try source.record(EventText.harvest("L\(number)", at: number), by: "farm")
        }
        let sync = BlockSync(
            ledger: behind.ledger, index: behind.index, genesis: behind.genesis)

        var commits: [Int] = []
        try sync.apply(range(of: source, to: behind)) { commits.append($0.count) }

        #expect(commits == [PendingBlocks.countMax, 3])
        #expect(behind.ledger.head == source.ledger.head)
        #expect(try behind.index.dump() == source.index.dump())
    }

    @Test func `an index that a crash left behind by a whole commit catches up`() throws {
        let (source, behind) = (try QueryWorld.season(), try QueryWorld())
        let sync = BlockSync(
            ledger: behind.ledger, index: behind.index, genesis: behind.genesis)
        try sync.apply(range(of: source, to: behind))
        let heights = try (1...4).map { height in
            try behind.ledger.read { try $0.effects(at: Height(height)) } != nil
        }

        #expect(heights == [true, true, true, true])
    }

    @Test func `a range that does not fit the head is not taken over`() throws {
        let (source, behind) = (try QueryWorld.season(), try QueryWorld())
        let range = try range(of: source, to: behind)
        let sync = BlockSync(
            ledger: behind.ledger, index: behind.index, genesis: behind.genesis)
        try sync.apply(range)

        do throws(BlockSyncError) {
            try sync.apply(range)
            Issue.record("a range was taken over twice")
        } catch {
            guard case .notNext(let found, let head) = error else { throw error }
            #expect((found, head) == (.first, Height(4)))
        }
    }

    @Test func `a decided block that comes to something else here is told, and not written`() throws
    {
        let (source, behind) = (try QueryWorld(), try QueryWorld())
        // The source forgets a state change that its header is then without.
        try source.commitLying([source.capture([EventText.harvest("A")], by: "farm")])
        let sync = BlockSync(
            ledger: behind.ledger, index: behind.index, genesis: behind.genesis)

        let lying = try range(of: source, to: behind)
        do throws(BlockSyncError) {
            try sync.apply(lying)
            Issue.record("a wrong state was taken over")
        } catch {
            guard case .differs(let height, let what, _, _) = error else { throw error }
            #expect((height, what) == (.first, "state root"))
        }
        #expect(behind.ledger.head.height == .genesis)
    }
}
