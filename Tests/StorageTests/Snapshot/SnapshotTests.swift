import Foundation
import LedgerCore
import Testing

@testable import Storage

struct SnapshotTests {
    private let world = SnapshotWorld()

    @Test func `a home made from a snapshot stands where the other stood, and goes on with it`()
        throws
    {
        let source = try world.source(blocks: 120)
        let snapshot = try world.export(source)

        let store = try world.install(snapshot)

        #expect(store.head == source.store.head)
        #expect(try store.read { try $0.base() } == Height(121))
        #expect(try world.values(of: store) == world.values(of: source.store))
        let next = try source.extend(
            TestChain.transactions(900..<902), changes: [SnapshotWorld.change(3, "after")])
        let state = try store.stateUpdate([SnapshotWorld.change(3, "after")])
        try store.commit(next, state: state)
        #expect(store.head == source.store.head)
        #expect(
            store.verify() == .sound(LedgerExtent(first: Height(121), blocks: 1, transactions: 2)))
    }

    @Test func `the rows of the tree are those of one update with the whole state`() throws {
        let source = try world.source(blocks: 8)
        let store = try world.install(try world.export(source))
        let changes = try world.values(of: store).map { StateChange(key: $0.key, value: $0.value) }
            .sorted { $0.key < $1.key }

        let update = try StateTree(version: nil, store: StateTreeMemoryStore())
            .updated(with: changes, version: Height(8))

        let rows = try store.read { reader in
            try PreparedStatement(
                reader.database, "SELECT place, version, row FROM nodes ORDER BY place"
            ).all { [$0.integer(0).description, $0.integer(1).description, $0.blob(2).hex] }
        }
        let expected = try update.nodes.sorted { $0.key.path < $1.key.path }
            .map { [try #require($0.key.path.place).description, "8", $0.row.hex] }
        #expect(rows == expected)
        #expect(store.head.stateRoot == update.root)
    }

    @Test func `what lies below is not here, and nothing pretends it is`() throws {
        let source = try world.source(blocks: 120)
        let store = try world.install(try world.export(source))
        let old = try TestChain.transaction(3)
        let size = store.head.log.size

        try store.read { (reader) throws in
            #expect(try reader.header(at: Height(120))?.id == store.head.blockID)
            #expect(try reader.block(at: Height(120)) == nil)
            #expect(try reader.header(at: Height(119)) == nil)
            #expect(try reader.blockRange(from: Height(120)) == nil)
            #expect(try reader.transaction(old.id) == nil)
            #expect(try reader.firstLeaf() == size)
            #expect(throws: StorageError.belowBase(Height(121))) {
                try reader.logEntries(from: 5, count: 3)
            }
            #expect(throws: StorageError.belowBase(Height(121))) {
                try reader.inclusionProof(leaf: 5, size: size)
            }
        }
        #expect(store.verify() == .sound(LedgerExtent(first: Height(121))))
        #expect(store.origin == .restored(at: SnapshotWorld.now))
    }

    @Test func `a crash while the snapshot is fetched costs only what was on its way`() throws {
        let source = try world.source(blocks: 4)
        let (folder, verified) = try world.export(source)
        let target = SnapshotFolder(directory: world.target.paths.directory + "-fetched")
        defer { try? target.remove() }
        try target.begin(verified)
        #expect(try target.missingChunks(of: verified) == [0])
        let chunk = try #require(try folder.chunk(0))

        #expect(throws: SnapshotFault.chunkOther(index: 0)) {
            try target.add(Array(chunk.dropLast()), at: 0, of: verified)
        }
        try target.add(chunk, at: 0, of: verified)
        try target.begin(verified)

        #expect(try target.missingChunks(of: verified) == [])
        #expect(try target.manifest() == verified.manifest)
    }

    @Test func `a snapshot by type and id, as it was up to schema 4, is taken as well`() throws {
        let source = try world.source(blocks: 20)
        let (folder, verified) = try world.export(source)
        let values = try world.values(of: source.store)
        let keys = values.keys.sorted {
            $0.type == $1.type ? $0.id.precedes($1.id) : $0.type.rawValue < $1.type.rawValue
        }
        #expect(keys != keys.sorted { StatePlace($0).bytes.precedes(StatePlace($1).bytes) })
        var writer = SnapshotChunkWriter()
        for key in keys {
            let value = try #require(values[key])
            #expect(writer.add(key: key.id, ofType: key.type.rawValue, value: value) == nil)
        }
        let rest = writer.finish()
        let chunk = try #require(rest).folded()
        let older = SnapshotManifest(
            setChanges: [], header: verified.manifest.header,
            certificate: verified.manifest.certificate, edge: verified.manifest.edge,
            chunks: [chunk.chunk])
        try folder.remove()
        try folder.begin(world.verified(older))
        try folder.add(chunk.bytes, at: 0, of: world.verified(older))

        let store = try world.install((folder, world.verified(older)))

        #expect(store.head == source.store.head)
        #expect(try world.values(of: store) == values)
    }

    @Test(arguments: [
        SnapshotFault.keysOutOfOrder, .chunkMissing(index: 0),
        .stateRootOther(computed: .zero, claimed: .zero),
    ])
    func `a snapshot that lies about the state leaves the home as it was`(
        fault: SnapshotFault
    ) throws {
        let source = try world.source(blocks: 4)
        let (folder, verified) = try world.export(source)
        var writer = SnapshotChunkWriter()
        #expect(writer.add(key: [1], ofType: 2, value: [66]) == nil)
        if fault == .keysOutOfOrder {
            #expect(writer.add(key: [0, 9], ofType: 2, value: [66]) == nil)
        }
        let rest = writer.finish()
        let forged = try #require(rest).folded()
        let manifest = SnapshotManifest(
            setChanges: [], header: verified.manifest.header,
            certificate: verified.manifest.certificate, edge: verified.manifest.edge,
            chunks: [forged.chunk])
        let lying = try world.verified(manifest)
        try folder.remove()
        try folder.begin(lying)
        if fault != .chunkMissing(index: 0) { try folder.add(forged.bytes, at: 0, of: lying) }
        let head: LedgerHead
        do {
            let own = try TestChain.make(in: world.target)
            head = own.store.head
            try own.store.close()
        }

        let thrown = #expect(throws: SnapshotFault.self) {
            try LedgerStore.install(
                lying, from: folder, genesis: TestChain.genesis, into: world.target.paths,
                at: SnapshotWorld.now)
        }

        if case .stateRootOther = fault {
            guard case .stateRootOther(_, manifest.header.stateRoot) = thrown else {
                Issue.record("\(String(describing: thrown))")
                return
            }
        } else {
            #expect(thrown == fault)
        }
        let left = try FileManager.default.contentsOfDirectory(
            atPath: world.target.paths.directory)
        #expect(left.filter { $0.contains("partial") } == [])
        #expect(try LedgerStore.open(home: world.target.paths).head == head)
    }

    @Test func `what a validator has signed, and what waits, outlives the snapshot`() throws {
        let source = try world.source(blocks: 6)
        let snapshot = try world.export(source)
        let waiting = try TestChain.transaction(700)
        let vote = TestChain.precommit(BlockID(.zero), height: Height(7))
        do {
            let own = try TestChain.make(in: world.target)
            try own.store.addToPool([waiting])
            try own.store.consensusLog.write(
                TestChain.record(height: Height(7), messages: [vote]))
            try own.store.close()
        }

        let store = try world.install(snapshot)

        #expect(store.origin == .own)
        try store.read { (reader) throws in
            #expect(try reader.poolTransactions() == [waiting])
            #expect(try reader.signedMessages(at: Height(7)) == [vote])
            #expect(try reader.consensusRecord()?.messages == [vote])
        }
    }

    @Test func `a home in which nothing has happened does not know what its key has signed`() throws
    {
        let source = try world.source(blocks: 3)
        let snapshot = try world.export(source)
        try TestChain.make(in: world.target).store.close()

        let store = try world.install(snapshot)

        #expect(store.origin == .restored(at: SnapshotWorld.now))
    }

    @Test func `a home that is as far already keeps its ledger`() throws {
        let source = try world.source(blocks: 3)
        let (folder, verified) = try world.export(source)
        let paths = source.store.paths
        try source.store.close()

        #expect(throws: SnapshotFault.self) {
            try LedgerStore.install(
                verified, from: folder, genesis: TestChain.genesis, into: paths,
                at: SnapshotWorld.now)
        }
    }
}
