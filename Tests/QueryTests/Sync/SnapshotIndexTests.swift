import Foundation
import LedgerCore
import Query
import Storage
import Testing

struct SnapshotIndexTests {
    @Test func `an index begins with the snapshot, says so, and is whole once the ledger is`()
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
            try SnapshotIndexTests.fill(ledger, from: source)
            try index.close()
            try ledger.close()
        }

        let ledger = try LedgerStore.open(home: home)
        let index = try QueryIndex(ledger: ledger)
        try index.catchUp()

        #expect(index.height == Height(5))
        #expect(try index.dump() == source.index.dump())
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
        try source.record(EventText.harvest("E", at: 50), by: "farm")
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
