import Foundation
import LedgerCore
import Storage
import Testing

@testable import Query

struct SnapshotIndexTests {
    @Test func `an index begins with the snapshot, says so, and is made whole beside its use`()
        throws
    {
        let source = try QueryWorld.season()
        let home = HomePaths(directory: source.home.directory + "-joined")
        defer { try? FileManager.default.removeItem(atPath: home.directory) }
        try SnapshotIndexTests.join(source, into: home)
        do {
            let ledger = try LedgerStore.open(home: home)
            let index = try QueryIndex(ledger: ledger)
            try index.catchUp()
            #expect(index.height == Height(4))
            #expect(try index.read { try $0.since() } == Height(5))
            try SnapshotIndexTests.follow(source, from: Height(5), ledger, index)
            #expect(try !index.lacksHistory())
            try SnapshotIndexTests.fill(ledger, from: source)
            #expect(try index.lacksHistory())

            let isWhole = try index.remake { _, _ in
                true
            } handOver: { remade in
                try? index.adopt(remade)
            }

            #expect(isWhole)
            #expect(try !index.lacksHistory())
            #expect(index.height == Height(5))
            #expect(try index.dump() == source.index.dump())
            try SnapshotIndexTests.follow(source, from: Height(6), ledger, index)
            #expect(try index.dump() == source.index.dump())
            #expect(!FileManager.default.fileExists(atPath: home.query))
            try index.close()
            try ledger.close()
        }

        let ledger = try LedgerStore.open(home: home)
        let index = try QueryIndex(ledger: ledger)
        try index.catchUp()

        #expect(index.height == Height(6))
        #expect(try index.dump() == source.index.dump())
        #expect(!FileManager.default.fileExists(atPath: home.queryRemade))
    }

    @Test func `the ledger goes on while the index is made anew`() throws {
        try SnapshotIndexTests.withFilled { source, ledger, index in
            var isFirst = true

            let isWhole = try index.remake { _, _ in
                true
            } handOver: { remade in
                // The first time, more blocks come than effects are kept of.
                if isFirst {
                    isFirst = false
                    for height in 5..<5 + UInt64(LedgerStore.effectsKept) + 1 {
                        try? SnapshotIndexTests.follow(source, from: Height(height), ledger, index)
                    }
                    return try? index.adopt(remade)
                }
                return try? index.adopt(remade)
            }

            #expect(isWhole)
            #expect(!isFirst)
            #expect(index.height == source.ledger.head.height)
            #expect(try index.dump() == source.index.dump())
        }
    }

    @Test func `an index that is given up half way leaves the one in use`() throws {
        try SnapshotIndexTests.withFilled { source, ledger, index in
            let before = try index.dump()

            let stopped = try index.remake { done, _ in
                done < Height(2)
            } handOver: { _ in
                true
            }
            let closed = try index.remake { _, _ in
                true
            } handOver: { _ in
                nil
            }

            #expect(!stopped && !closed)
            #expect(try index.dump() == before)
            #expect(try index.lacksHistory())
            #expect(!FileManager.default.fileExists(atPath: ledger.paths.queryRemade))
        }
    }

    @Test func `what a crash left half made is begun anew`() throws {
        try SnapshotIndexTests.withFilled { source, ledger, index in
            // As a process leaves it that ends in the middle.
            let remade = try QueryIndex(
                anewAt: ledger.paths.queryRemade, of: ledger,
                settings: DatabaseSettings(durability: .normal))
            try remade.executeNext(on: try remade.replay())
            try remade.close()
            let before = try index.dump()
            try index.close()

            let reopened = try QueryIndex(ledger: ledger)

            #expect(try reopened.dump() == before)
            #expect(!FileManager.default.fileExists(atPath: ledger.paths.queryRemade))
        }
    }

    @Test func `where a content was purged the index stays as it is`() throws {
        try SnapshotIndexTests.withFilled { _, ledger, index in
            try ledger.purgeContents(of: Height(1)...Height(4))
            let before = try index.dump()

            let error = #expect(throws: QueryError.self) {
                try index.remake { _, _ in
                    true
                } handOver: { _ in
                    true
                }
            }

            guard case .notReplayable(_, let reason) = error, reason.hasSuffix("was purged") else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try index.dump() == before)
        }
    }

    /// A home that began with a snapshot at block 4 and has every block by now.
    private static func withFilled(
        _ body: (QueryWorld, LedgerStore, QueryIndex) throws -> Void
    ) throws {
        let source = try QueryWorld.season()
        let home = HomePaths(directory: source.home.directory + "-joined")
        defer { try? FileManager.default.removeItem(atPath: home.directory) }
        try join(source, into: home)
        let ledger = try LedgerStore.open(home: home)
        let index = try QueryIndex(ledger: ledger)
        try index.catchUp()
        try fill(ledger, from: source)
        try body(source, ledger, index)
    }

    private static func join(_ source: QueryWorld, into home: HomePaths) throws {
        let folder = SnapshotFolder(directory: source.home.directory + "/snapshot")
        let manifest = try source.ledger.exportSnapshot(to: folder.directory)
        let verified = try VerifiedSnapshot(manifest, trusting: source.genesis)
        try LedgerStore.install(
            verified, from: folder, genesis: source.genesis.encoded(), into: home,
            at: QueryWorld.start)
    }

    /// One block more at the source, taken over by the node that joined.
    private static func follow(
        _ source: QueryWorld, from height: Height, _ ledger: LedgerStore, _ index: QueryIndex
    ) throws {
        let number = height.rawValue
        try source.record(EventText.harvest("E\(number)", at: 45 + Int(number)), by: "farm")
        let sent = try #require(try source.ledger.read { try $0.blockRange(from: height) })
        let chain = try ledger.headerChain(
            validators: source.genesis.validatorSet, genesis: source.genesis)
        let range = try BlockRange(
            decoding: sent.bytes, within: BlockRange.Limits(source.genesis.parameters))
        try BlockSync(ledger: ledger, index: index, genesis: source.genesis)
            .apply(PreparedRange(VerifiedRange(range, on: chain), ledger: ledger))
        #expect(ledger.head == source.ledger.head)
        #expect(index.height == height)
    }

    private static func fill(_ ledger: LedgerStore, from source: QueryWorld) throws {
        let validators = source.genesis.validatorSet
        while let anchor = try ledger.read({ try $0.blockAnchor(genesisValidators: validators) }) {
            let last = try #require(anchor.base.previous)
            let sent = try #require(
                try source.ledger.read { try $0.blockRange(through: last, blocksMax: 2) })
            let range = try BlockRange(
                decoding: sent.bytes, within: BlockRange.Limits(source.genesis.parameters))
            try ledger.fill(BlockAncestry(range, below: anchor))
        }
    }
}
