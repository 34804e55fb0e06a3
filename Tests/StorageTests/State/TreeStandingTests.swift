import LedgerCore
import Testing

@testable import Storage

/// A ledger that goes without its state tree for a while.
struct TreeStandingTests {
    private let world = SnapshotWorld()
    private let other = TemporaryHome()
    private let key = StateKey(.member, "key-3")

    /// The first blocks of a source without their tree, on a ledger of its own.
    private func follow(
        _ source: LedgerStore, through last: UInt64,
        changing change: (UInt64, [StateChange]) -> [StateChange] = { $1 }
    ) throws -> LedgerStore {
        let store = try TestChain.make(in: other).store
        var changes = SnapshotWorld.changes()
        var pending = PendingBlocks(on: store, keeping: .none)
        for height in 1...last {
            let block = try #require(try source.read { try $0.block(at: Height(height)) })
            let update = pending.stateUpdate(
                change(height, changes.next()), claiming: block.header.stateRoot)
            pending.append(block, state: update)
            guard pending.count == 4 || height == last else { continue }
            try store.commit(pending)
            pending = PendingBlocks(on: store, keeping: .none)
        }
        return store
    }

    private func proves(_ store: LedgerStore) throws -> Bool {
        let (value, proof) = try store.read { reader in
            (try reader.value(for: key), try reader.stateProof(of: key))
        }
        guard let proof else { return false }
        return value.map { proof.shows(key.digest, holds: $0, root: store.head.stateRoot) }
            ?? proof.showsAbsence(of: key.digest, root: store.head.stateRoot)
    }

    private func rows(of table: String, in store: LedgerStore) throws -> Int {
        try store.read { reader in
            try PreparedStatement(reader.database, "SELECT count(*) FROM \(table)")
                .first { Int($0.integer(0)) } ?? -1
        }
    }

    @Test func `without its tree a ledger is the same but for proofs, until the tree is made`()
        throws
    {
        let source = try world.source(blocks: 30).store

        let store = try follow(source, through: 30)

        #expect(store.tree == .leftOut)
        #expect(store.head == source.head)
        #expect(try world.values(of: store) == world.values(of: source))
        #expect(try rows(of: "nodes", in: store) == 0)
        #expect(try rows(of: "former_nodes", in: store) == 0)
        #expect(try store.read { try $0.stateProof(of: key) } == nil)
        try store.completeTree()
        #expect(store.tree == .madeAnew)
        #expect(try proves(store))
        #expect(try store.read { try $0.stateRoot(at: Height(30)) } == source.head.stateRoot)
        #expect(store.verify() == source.verify())
    }

    @Test func `the blocks after it come to what they come to on a tree that was always there`()
        throws
    {
        let chain = try world.source(blocks: 20)
        let store = try follow(chain.store, through: 12)
        try store.completeTree()
        var changes = SnapshotWorld.changes()
        for _ in 1...12 { _ = changes.next() }

        for height in 13...20 {
            let block = try chain.store.read { try $0.block(at: Height(UInt64(height))) }
            try store.commit(
                try #require(block), state: try store.stateUpdate(changes.next()))
        }

        #expect(store.head == chain.store.head)
        #expect(try proves(store))
        // Versions before the newest are kept from there on.
        #expect(try store.read { try $0.stateProof(of: key, at: Height(12)) } != nil)
        #expect(try store.read { try $0.stateProof(of: key, at: Height(11)) } == nil)
    }

    @Test func `a ledger that is opened without its tree is sound, and makes it when it has to`()
        throws
    {
        let source = try world.source(blocks: 9).store
        try follow(source, through: 9).close()
        let home = try other.copy()

        var opened = try LedgerStore.open(home: home.paths)

        #expect(opened.tree == .leftOut)
        #expect(opened.verify() == source.verify())
        try opened.completeTree()
        // Once made, nothing is done again.
        try opened.completeTree()
        #expect(opened.tree == .madeAnew)
        try opened.close()
        let homeWithTree = try home.copy()
        opened = try LedgerStore.open(home: homeWithTree.paths)
        #expect(opened.tree == .kept)
        #expect(try proves(opened))
    }

    @Test func `a state that is not the one the last header names is told, and gets no tree`()
        throws
    {
        let source = try world.source(blocks: 9).store
        let store = try follow(source, through: 9) { height, changes in
            height == 5 ? Array(changes.dropFirst()) : changes
        }

        do throws(StorageError) {
            try store.completeTree()
            Issue.record("a wrong state has the right root")
        } catch {
            guard case .corrupt(let reason) = error else { throw error }
            #expect(reason.hasPrefix("the state after block 9 has the root "))
            #expect(reason.hasSuffix("and the block names \(source.head.stateRoot)"))
        }
        #expect(store.tree == .leftOut)
        #expect(try rows(of: "nodes", in: store) == 0)
    }

    @Test func `a tree and its former versions go when it is left out`() throws {
        let chain = try world.source(blocks: 10)
        let store = chain.store
        #expect(try rows(of: "former_nodes", in: store) > 0)
        let next = try chain.decide(TestChain.transactions(20..<22)).block

        var pending = PendingBlocks(on: store, keeping: .none)
        pending.append(
            next, state: pending.stateUpdate([], claiming: next.header.stateRoot))
        try store.commit(pending)

        for table in ["nodes", "deep_nodes", "former_nodes", "tree_versions"] {
            #expect(try rows(of: table, in: store) == 0, "\(table)")
        }
        try store.completeTree()
        #expect(try proves(store))
    }
}
