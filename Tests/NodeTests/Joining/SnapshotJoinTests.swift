import LedgerCore
import Testing

@testable import Node
@testable import Storage

struct SnapshotJoinTests {
    @Test func `a home takes over the state of a peer, and stands where that stood`() async throws {
        let world = try await JoinWorld.make()
        let peer = FakeSource("a", world.snapshot)

        let outcome = try await world.join([peer]).run()

        #expect(outcome == .installed(world.head.height))
        try world.opened { (store) throws in
            #expect(store.head == world.head)
            #expect(try store.read { try $0.base() } == world.head.height.next)
        }
        #expect(peer.chunksAsked == Array(world.snapshot.chunks.indices))
        #expect(!world.hasRest)
    }

    @Test func `a peer that is making a snapshot is asked again until it has one`() async throws {
        let world = try await JoinWorld.make()
        let making = SnapshotAnswer.making(afterSeconds: 1)
        let peer = FakeSource("a", world.snapshot, before: [making, making])

        let outcome = try await world.join([peer]).run()

        #expect(outcome == .installed(world.head.height))
        #expect(peer.manifestsAsked == 3)
    }

    @Test func `who lies in the manifest is asked no more, and the next one is`() async throws {
        let world = try await JoinWorld.make()
        let cut = SnapshotAnswer.manifest(Array(world.snapshot.manifest.encoded().dropLast()))
        let manifest = world.snapshot.manifest
        let other = SnapshotManifest(
            setChanges: manifest.setChanges, header: manifest.header,
            certificate: CommitCertificate(
                height: manifest.height.next, round: manifest.certificate.round,
                blockID: manifest.certificate.blockID,
                signatures: manifest.certificate.signatures),
            edge: manifest.edge, chunks: manifest.chunks)
        let liars = [
            FakeSource("a", world.snapshot, before: [cut]),
            FakeSource("b", FakeSnapshot(other, of: world.snapshot.entries)),
        ]
        let honest = FakeSource("c", world.snapshot)

        let outcome = try await world.join(liars + [honest]).run()

        #expect(outcome == .installed(world.head.height))
        #expect(liars.map(\.chunksAsked) == [[], []])
        #expect(honest.chunksAsked == Array(world.snapshot.chunks.indices))
    }

    @Test func `a false chunk is not kept, and who has the same snapshot sends the rest`()
        async throws
    {
        let world = try await JoinWorld.make()
        let liar = FakeSource("a", world.snapshot, wrong: [2: world.snapshot.chunks[1]])
        let honest = FakeSource("b", world.snapshot)

        let outcome = try await world.join([liar, honest]).run()

        #expect(outcome == .installed(world.head.height))
        #expect(liar.chunksAsked == [0, 1, 2])
        #expect(honest.chunksAsked == Array(world.snapshot.chunks.indices.dropFirst(2)))
    }

    @Test func `a state that is not the block's leaves nothing behind`() async throws {
        let world = try await JoinWorld.make()
        let liar = FakeSource("a", world.lie())

        let outcome = try await world.join([liar]).run()

        #expect(outcome == .byBlocks)
        #expect(liar.chunksAsked == Array(world.snapshot.chunks.indices))
        #expect(!world.hasRest)
        try world.opened { (store) throws in
            #expect(store.head.height == .genesis)
            #expect(try store.read { try $0.base() } == .first)
        }
    }

    @Test func `after one whose state was a lie the next one is asked`() async throws {
        let world = try await JoinWorld.make()
        let (liar, honest) = (FakeSource("a", world.lie()), FakeSource("b", world.snapshot))

        let outcome = try await world.join([liar, honest]).run()

        #expect(outcome == .installed(world.head.height))
        #expect(liar.manifestsAsked == 1)
        try world.opened { #expect($0.head == world.head) }
    }

    @Test func `an interruption costs only what was on its way`() async throws {
        let world = try await JoinWorld.make()
        let first = FakeSource("a", world.snapshot, failing: (3, CancellationError()))
        await #expect(throws: CancellationError.self) {
            try await world.join([first]).run()
        }
        #expect(world.hasRest)
        let second = FakeSource("b", world.snapshot)

        let outcome = try await world.join([second]).run()

        #expect(outcome == .installed(world.head.height))
        #expect(second.manifestsAsked == 0)
        #expect(second.chunksAsked == Array(world.snapshot.chunks.indices.dropFirst(3)))
    }

    @Test func `when nobody has the rest any more, another snapshot is begun`() async throws {
        let world = try await JoinWorld.make()
        let first = FakeSource("a", world.snapshot, failing: (1, CancellationError()))
        await #expect(throws: CancellationError.self) { try await world.join([first]).run() }
        // The same block, cut otherwise: another manifest.
        let other = FakeSnapshot(world.snapshot.manifest, of: world.snapshot.entries, chunks: 2)
        let second = FakeSource("b", other)

        let outcome = try await world.join([second]).run()

        #expect(outcome == .installed(world.head.height))
        #expect(second.manifestsAsked == 1)
    }

    @Test func `a peer that is lost is left for one that has the same`() async throws {
        let world = try await JoinWorld.make()
        let lost = FakeSource("a", world.snapshot, failing: (1, FakeSource.Gone()))
        let other = FakeSource("b", world.snapshot)

        let outcome = try await world.join([lost, other]).run()

        #expect(outcome == .installed(world.head.height))
        #expect(lost.chunksAsked == [0])
        #expect(other.chunksAsked == Array(world.snapshot.chunks.indices.dropFirst(1)))
    }

    @Test func `where nobody has anything of use the node goes on by blocks`() async throws {
        let world = try await JoinWorld.make()
        let empty = FakeSource("a", nil)
        let old = FakeSource("b", world.snapshot)

        let outcome = try await world.join([empty, old], above: world.head.height).run()

        #expect(outcome == .byBlocks)
        #expect(old.chunksAsked == [])
        #expect(!world.hasRest)
    }
}
