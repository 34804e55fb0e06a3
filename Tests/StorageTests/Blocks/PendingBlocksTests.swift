import LedgerCore
import Testing

@testable import Storage

struct PendingBlocksTests {
    private let world = SnapshotWorld()
    private let other = TemporaryHome()

    /// The blocks of the source, several to a commit, on a ledger of its own.
    private func follow(
        _ source: TestChain, aCommit: Int, keeping versions: PendingBlocks.Versions
    ) throws -> LedgerStore {
        let chain = try TestChain.make(in: other)
        var random = SnapshotWorld.changes()
        var height = Height.genesis
        while height < source.store.head.height {
            var pending = PendingBlocks(on: chain.store, keeping: versions)
            while pending.count < aCommit, height < source.store.head.height {
                height = height.next
                let block = try source.store.read { try $0.block(at: height) }
                pending.append(
                    try #require(block), state: try pending.stateUpdate(random.next()))
            }
            try chain.store.commit(pending)
        }
        return chain.store
    }

    private func nodes(of store: LedgerStore) throws -> [[Bytes]] {
        try rows("SELECT place + version, row FROM nodes ORDER BY place", of: store)
    }

    private func former(in store: LedgerStore) throws -> [[Bytes]] {
        try rows("SELECT since, nodes FROM former_nodes ORDER BY since, first", of: store)
    }

    private func rows(_ select: String, of store: LedgerStore) throws -> [[Bytes]] {
        try store.read { reader in
            try PreparedStatement(reader.database, select)
                .all { [Array("\($0.integer(0))".utf8), $0.blob(1)] }
        }
    }

    @Test(arguments: [1, 5, PendingBlocks.countMax])
    func `blocks that are committed together leave what they leave one by one`(
        aCommit: Int
    ) throws {
        let source = try world.source(blocks: 30)

        let store = try follow(source, aCommit: aCommit, keeping: .all)

        #expect(store.head == source.store.head)
        #expect(try world.values(of: store) == world.values(of: source.store))
        #expect(try nodes(of: store) == nodes(of: source.store))
        #expect(try former(in: store) == former(in: source.store))
        #expect(try !former(in: store).isEmpty)
        #expect(store.verify() == source.store.verify())
    }

    @Test func `with the last version alone, the tree is the same, and no version before it`()
        throws
    {
        let source = try world.source(blocks: 30)

        let store = try follow(source, aCommit: 7, keeping: .last)

        #expect(store.head == source.store.head)
        #expect(try world.values(of: store) == world.values(of: source.store))
        // Thirty is no multiple of seven: the last commit has two blocks.
        #expect(try nodes(of: store) == nodes(of: source.store))
        #expect(try former(in: store) == [])
        let key = StateKey(.member, "key-1")
        #expect(try store.read { try $0.stateProof(of: key, at: Height(29)) } == nil)
        #expect(try store.read { try $0.stateProof(of: key, at: Height(30)) } != nil)
    }
}
