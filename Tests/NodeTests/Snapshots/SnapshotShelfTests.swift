import EPCIS
import Foundation
import LedgerCore
import Logging
import Storage
import Synchronization
import Testing

@testable import Node

struct SnapshotShelfTests {
    /// A clock that stands until it is moved.
    private final class Clock: Sendable {
        private let moment = Mutex(ContinuousClock.now)

        var now: ContinuousClock.Instant { moment.withLock { $0 } }

        func move(seconds: Int) {
            moment.withLock { $0 += .seconds(seconds) }
        }
    }

    private static let logger = Logger(label: "test", log: NodeLog(level: .critical))

    private static func shelf(_ node: RunningNode, _ clock: Clock) -> SnapshotShelf {
        SnapshotShelf(store: node.node.engine.store, logger: logger, now: { clock.now })
    }

    /// The manifest, once it is made.
    private static func made(_ shelf: SnapshotShelf, above: Height = .genesis) async throws
        -> SnapshotManifest
    {
        for _ in 0..<2_000 {
            if case .ready(let bytes) = shelf.manifest(above: above) {
                return try SnapshotManifest(decoding: bytes)
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw RunningNode.NoLocation()
    }

    private static func folders(_ node: RunningNode) -> [String] {
        let path = node.node.configuration.home.paths.snapshots
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    private static func nextBlock(_ node: RunningNode) async throws {
        let lot = "/01/04880000000011/10/B2"
        let response = try await node.post(
            "/epcis/v2/capture",
            Documents.document(Documents.harvest("urn:uuid:next", lot: lot)))
        #expect(try await node.job(of: response)["success"] == .bool(true))
    }

    @Test func `who asks while a snapshot is made waits for the same one`() async throws {
        try await RunningNode.withSeason { node in
            let shelf = Self.shelf(node, Clock())

            #expect(shelf.manifest(above: .genesis) == .making)
            let manifest = try await Self.made(shelf)
            try await Self.nextBlock(node)
            let again = try await Self.made(shelf)

            #expect(manifest.height == .first)
            #expect(again == manifest)
            #expect(Self.folders(node) == [manifest.digest.hex])
            let chunk = try #require(try shelf.chunk(0, of: manifest.digest))
            #expect(Digest(hashing: chunk) == manifest.chunks[0].digest)
        }
    }

    @Test func `what is not there is not given`() async throws {
        try await RunningNode.withSeason { node in
            let shelf = Self.shelf(node, Clock())
            let manifest = try await Self.made(shelf)

            #expect(shelf.manifest(above: .first) == .notAhead)
            #expect(try shelf.chunk(manifest.chunks.count, of: manifest.digest) == nil)
            #expect(try shelf.chunk(-1, of: manifest.digest) == nil)
            #expect(try shelf.chunk(0, of: Digest(hashing: [])) == nil)
        }
    }

    @Test func `an old one is still given to who fetches it, and a new one to who asks`()
        async throws
    {
        try await RunningNode.withSeason { node in
            let clock = Clock()
            let shelf = Self.shelf(node, clock)
            let old = try await Self.made(shelf)
            try await Self.nextBlock(node)
            clock.move(seconds: 599)
            #expect(try await Self.made(shelf) == old)
            clock.move(seconds: 1)

            let new = try await Self.made(shelf)

            #expect(new.height == Height(2))
            #expect(try shelf.chunk(0, of: old.digest) != nil)
            #expect(Self.folders(node) == [old.digest.hex, new.digest.hex].sorted())
        }
    }

    @Test func `one that nobody fetches is removed`() async throws {
        try await RunningNode.withSeason { node in
            let clock = Clock()
            let shelf = Self.shelf(node, clock)
            let manifest = try await Self.made(shelf)
            clock.move(seconds: 299)
            shelf.sweep()
            #expect(try shelf.chunk(0, of: manifest.digest) != nil)
            clock.move(seconds: 300)

            shelf.sweep()

            #expect(try shelf.chunk(0, of: manifest.digest) == nil)
            #expect(Self.folders(node) == [])
        }
    }

    @Test func `after a start who was fetching goes on, and what is unfinished goes`() async throws
    {
        try await RunningNode.withSeason { node in
            let manifest = try await Self.made(Self.shelf(node, Clock()))
            let home = node.node.configuration.home.paths
            try FileManager.default.createDirectory(
                atPath: home.snapshots + "/unfinished.partial", withIntermediateDirectories: true)

            let shelf = Self.shelf(node, Clock())

            #expect(Self.folders(node) == [manifest.digest.hex])
            #expect(try shelf.chunk(0, of: manifest.digest) != nil)
            // Its age is not known: who asks for a new one gets a new one.
            #expect(shelf.manifest(above: .genesis) == .making)
            #expect(try await Self.made(shelf) == manifest)
        }
    }

    @Test func `a snapshot that cannot be made is an answer, and is tried again later`()
        async throws
    {
        try await RunningNode.withSeason { node in
            let clock = Clock()
            let shelf = Self.shelf(node, clock)
            let home = node.node.configuration.home.paths
            // A file where the folder has to be.
            try Data().write(to: URL(filePath: home.snapshots))
            #expect(shelf.manifest(above: .genesis) == .making)
            while shelf.isMaking { try await Task.sleep(for: .milliseconds(5)) }

            let answer = shelf.manifest(above: .genesis)

            guard case .failed = answer else {
                Issue.record("\(answer)")
                return
            }
            try FileManager.default.removeItem(atPath: home.snapshots)
            clock.move(seconds: 30)
            #expect(try await Self.made(shelf).height == .first)
            #expect(node.node.engine.readiness == .ready(height: 1))
        }
    }
}
