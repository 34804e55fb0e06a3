import Foundation
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

    @Test func `on a long way an empty index is left out, and made whole at its end`() throws {
        let (source, behind) = (try QueryWorld(), try QueryWorld())
        for number in 0..<70 {
            try source.record(EventText.harvest("L\(number)", at: number), by: "farm")
        }
        let (goal, sync) = (
            source.ledger.head.height,
            BlockSync(ledger: behind.ledger, index: behind.index, genesis: behind.genesis)
        )
        let first = try range(of: source, blocksMax: 25, to: behind)
        let second = try range(of: source, from: Height(26), on: first.chain, to: behind)

        try sync.apply(first, towards: goal)
        // Closer to the goal than a way has to be for this, and begun before.
        try sync.apply(second, towards: goal)

        #expect(behind.index.height == goal)
        #expect(try behind.index.read { try $0.since() } == goal.next)
        #expect(try behind.index.lacksHistory())
        try behind.record(EventText.harvest("NEXT", at: 70), by: "farm")
        #expect(try behind.index.read { try $0.since() } == goal.next)
        let isWhole = try behind.index.remake { _, _ in
            true
        } handOver: { remade in
            try? behind.index.adopt(remade)
        }
        #expect(isWhole)
        let kept = try QueryWorld()
        try BlockSync(ledger: kept.ledger, index: kept.index, genesis: kept.genesis)
            .apply(range(of: behind, to: kept))
        #expect(try behind.index.dump() == kept.index.dump())
    }

    /// A chain of so many blocks, and a new ledger that has taken over the first 25, towards the end.
    private func halfway(
        blocks: Int, lying: Int? = nil, goal: Height? = nil
    ) throws -> (source: QueryWorld, behind: QueryWorld, rest: PreparedRange) {
        let (source, behind) = (try QueryWorld(), try QueryWorld())
        for number in 0..<blocks {
            let event = EventText.harvest("L\(number)", at: number)
            if let lying, number >= lying {
                try source.commitLying([source.capture([event], by: "farm")])
            } else {
                try source.record(event, by: "farm")
            }
        }
        let first = try range(of: source, blocksMax: 25, to: behind)
        let rest = try range(of: source, from: Height(26), on: first.chain, to: behind)
        try BlockSync(ledger: behind.ledger, index: behind.index, genesis: behind.genesis)
            .apply(first, towards: goal ?? source.ledger.head.height)
        return (source, behind, rest)
    }

    @Test func `on a long way the tree over the state is made before the last block`() throws {
        let (source, behind, rest) = try halfway(blocks: 70)
        let sync = BlockSync(
            ledger: behind.ledger, index: behind.index, genesis: behind.genesis)
        #expect(behind.ledger.tree == .leftOut)
        #expect(behind.ledger.head.height == Height(25))

        var trees: [TreeStanding] = []
        try sync.apply(rest, towards: Height(70)) { _ in trees.append(behind.ledger.tree) }

        // Three commits of sixteen blocks at most, and that of the last one.
        #expect(trees == [.leftOut, .leftOut, .leftOut, .madeAnew])
        #expect(behind.ledger.head == source.ledger.head)
        #expect(behind.ledger.verify() == source.ledger.verify())
        // Once is enough, whatever goal somebody speaks of.
        try source.record(EventText.harvest("NEXT", at: 70), by: "farm")
        let next = try range(of: source, from: Height(71), on: rest.chain, to: behind)
        try sync.apply(next, towards: Height(1_000_000))
        #expect(behind.ledger.tree == .madeAnew)
        #expect(behind.ledger.head == source.ledger.head)
    }

    @Test(arguments: [1_000_000, UInt64.max])
    func `a goal that nobody leads to leaves no ledger without its tree`(goal: UInt64) throws {
        let (source, behind, rest) = try halfway(blocks: 70, goal: Height(goal))
        let sync = BlockSync(
            ledger: behind.ledger, index: behind.index, genesis: behind.genesis)

        try sync.apply(rest, towards: Height(goal))
        #expect(behind.ledger.tree == .leftOut)
        try behind.ledger.completeTree()

        #expect(behind.ledger.head == source.ledger.head)
        #expect(behind.ledger.verify() == source.ledger.verify())
    }

    @Test func `a root that is wrong on the way is told at its end`() throws {
        let (_, behind, rest) = try halfway(blocks: 70, lying: 60)
        let sync = BlockSync(
            ledger: behind.ledger, index: behind.index, genesis: behind.genesis)

        do throws(BlockSyncError) {
            try sync.apply(rest, towards: Height(70))
            Issue.record("a wrong state was taken over")
        } catch {
            guard case .failed(let storage) = error,
                case .corrupt(let reason)? = storage as? StorageError
            else { throw error }
            #expect(reason.hasPrefix("the state after block 69 has the root "))
        }
        #expect(behind.ledger.head.height == Height(69))
    }

    @Test func `where most of the way lies behind, the tree is kept`() throws {
        let (source, behind) = (try QueryWorld(), try QueryWorld())
        for number in 0..<200 {
            try source.record(EventText.harvest("L\(number)", at: number), by: "farm")
        }
        let first = try range(of: source, blocksMax: 130, to: behind)
        let rest = try range(of: source, from: Height(131), on: first.chain, to: behind)
        let sync = BlockSync(
            ledger: behind.ledger, index: behind.index, genesis: behind.genesis)
        try sync.apply(first, towards: Height(130))
        #expect(behind.ledger.tree == .madeAnew)
        // As after a restart.
        try behind.ledger.close()
        let home = HomePaths(directory: behind.home.directory + "-again")
        defer { try? FileManager.default.removeItem(atPath: home.directory) }
        try FileManager.default.copyItem(
            atPath: behind.home.directory, toPath: home.directory)
        let ledger = try LedgerStore.open(home: home)
        let index = try QueryIndex(ledger: ledger)

        try BlockSync(ledger: ledger, index: index, genesis: behind.genesis)
            .apply(rest, towards: Height(194))

        // 64 blocks to come, and 130 behind: less than half of those.
        #expect(ledger.tree == .kept)
        #expect(ledger.head == source.ledger.head)
    }

    @Test(arguments: [64, 65])
    func `up to 64 blocks are no long way`(blocks: Int) throws {
        let (source, behind) = (try QueryWorld(), try QueryWorld())
        for number in 0..<blocks {
            try source.record(EventText.harvest("L\(number)", at: number), by: "farm")
        }
        let sync = BlockSync(
            ledger: behind.ledger, index: behind.index, genesis: behind.genesis)

        try sync.apply(
            range(of: source, to: behind), towards: source.ledger.head.height)

        #expect(try behind.index.lacksHistory() == (blocks > 64))
    }

    @Test func `an index that knows something is written on a long way too`() throws {
        let (source, behind) = (try QueryWorld(), try QueryWorld())
        for number in 0..<70 {
            try source.record(EventText.harvest("L\(number)", at: number), by: "farm")
        }
        let sync = BlockSync(
            ledger: behind.ledger, index: behind.index, genesis: behind.genesis)
        let first = try range(of: source, blocksMax: 1, to: behind)

        try sync.apply(first)
        try sync.apply(
            range(of: source, from: Height(2), on: first.chain, to: behind),
            towards: source.ledger.head.height)

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

    @Test func `of a range that came in part some other way the rest is taken over`() throws {
        let (source, behind) = (try QueryWorld.season(), try QueryWorld())
        let (early, all) = (
            try range(of: source, blocksMax: 2, to: behind), try range(of: source, to: behind)
        )
        let sync = BlockSync(
            ledger: behind.ledger, index: behind.index, genesis: behind.genesis)

        var heights: [[Height]] = []
        for range in [early, all, early, all] {
            try sync.apply(range) { heights.append($0.map(\.decided.block.height)) }
        }

        #expect(heights == [[Height(1), Height(2)], [Height(3), Height(4)]])
        #expect(behind.ledger.head == source.ledger.head)
        #expect(try behind.index.dump() == source.index.dump())
    }

    @Test func `a range that does not fit the head is not taken over`() throws {
        let (source, behind) = (try QueryWorld.season(), try QueryWorld())
        let first = try range(of: source, blocksMax: 2, to: behind)
        let later = try range(of: source, from: Height(3), on: first.chain, to: behind)
        let sync = BlockSync(
            ledger: behind.ledger, index: behind.index, genesis: behind.genesis)

        do throws(BlockSyncError) {
            try sync.apply(later)
            Issue.record("a range was taken over before the one it follows")
        } catch {
            guard case .notNext(let found, let head) = error else { throw error }
            #expect((found, head) == (Height(3), .genesis))
        }
    }

    @Test func `a range of another ledger is not taken over, though its heights fit`() throws {
        let (source, other) = (try QueryWorld.season(), try QueryWorld())
        try other.record(EventText.harvest("OTHER"), by: "farm")
        let range = try range(of: source, to: other)
        let sync = BlockSync(ledger: other.ledger, index: other.index, genesis: other.genesis)

        do throws(BlockSyncError) {
            try sync.apply(range)
            Issue.record("two ledgers became one")
        } catch {
            guard case .notNext(let found, let head) = error else { throw error }
            #expect((found, head) == (Height(2), .first))
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
