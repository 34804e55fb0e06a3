import EPCIS
import Foundation
import LedgerCore
import Logging
import NIOCore
import Synchronization

@testable import Node
@testable import Storage

/// A ledger of some blocks, its snapshot in many small chunks, and a home of the same chain at genesis.
struct JoinWorld: Sendable {
    let genesis: Genesis
    let head: LedgerHead
    let snapshot: FakeSnapshot
    let home: TemporaryHome

    static func make() async throws -> JoinWorld {
        let folder = try TemporaryHome()
        let (head, entries, manifest) = try await RunningNode.with { node in
            for number in 1...3 {
                let harvest = Documents.harvest(
                    "urn:uuid:h\(number)", lot: "/01/04880000000011/10/A\(number)")
                let response = try await node.post(
                    "/epcis/v2/capture", Documents.document(harvest))
                guard try await node.job(of: response)["success"] == .bool(true) else {
                    throw RunningNode.NoLocation()
                }
            }
            let store = node.node.engine.store
            let target = SnapshotFolder(directory: folder.home.path + "/snapshot")
            let manifest = try store.exportSnapshot(to: target.directory)
            var entries: [FakeSnapshot.Entry] = []
            for (index, chunk) in manifest.chunks.enumerated() {
                let bytes = try target.chunk(index) ?? []
                let rows = try SnapshotChunk(decoding: bytes, keyCount: chunk.keyCount).rows
                entries += rows.rows.map { FakeSnapshot.Entry($0, in: rows.bytes) }
            }
            return (store.head, entries, manifest)
        }
        let joined = try TemporaryHome()
        let genesis = try DemoChain.genesis()
        try NodeFounding.found(joined.home, on: genesis)
        return JoinWorld(
            genesis: genesis, head: head,
            snapshot: FakeSnapshot(manifest, of: entries), home: joined)
    }

    /// The same block with a state in which one value is another, and chunks that say so.
    func lie() -> FakeSnapshot {
        var entries = snapshot.entries
        entries[entries.count - 1].value.append(0)
        return FakeSnapshot(snapshot.manifest, of: entries)
    }

    func join(_ sources: [FakeSource], above: Height = .genesis) -> SnapshotJoin {
        let logger = Logger(label: "test", log: NodeLog(level: .critical))
        return SnapshotJoin(
            genesis: genesis, home: home.home.paths, above: above, sources: sources,
            progress: JoinProgress(logger: logger), logger: logger,
            moment: Timestamp(milliseconds: 1_791_000_000_000), pause: { _ in })
    }

    /// Where the home stands now.
    func opened<Value>(_ body: (LedgerStore) throws -> Value) throws -> Value {
        let store = try LedgerStore.open(home: home.home.paths)
        defer { try? store.close() }
        return try body(store)
    }

    var hasRest: Bool { FileManager.default.fileExists(atPath: home.home.paths.joining) }
}

/// A snapshot in memory: a chunk for every few keys.
struct FakeSnapshot: Sendable {
    struct Entry: Sendable {
        let type: UInt8
        let id: Bytes
        var value: Bytes

        init(_ row: BulkRows.Row, in bytes: Bytes) {
            type = UInt8(row.integer)
            id = Bytes(bytes[row.first])
            value = Bytes(bytes[row.second])
        }
    }

    let manifest: SnapshotManifest
    let chunks: [Bytes]
    let entries: [Entry]

    var digest: Digest { manifest.digest }
    var answer: SnapshotAnswer { .manifest(manifest.encoded()) }

    init(_ manifest: SnapshotManifest, of entries: [Entry], chunks count: Int = 5) {
        let each = max(1, entries.count / count)
        var (chunks, records): ([Bytes], [SnapshotManifest.Chunk]) = ([], [])
        for start in stride(from: 0, to: entries.count, by: each) {
            var writer = SnapshotChunkWriter()
            for entry in entries[start..<min(start + each, entries.count)] {
                _ = entry.id.withUnsafeBytes { id in
                    entry.value.withUnsafeBytes { value in
                        writer.add(type: entry.type, id: id, value: value)
                    }
                }
            }
            guard let made = writer.finish()?.folded() else { continue }
            chunks.append(made.bytes)
            records.append(made.chunk)
        }
        self.manifest = SnapshotManifest(
            setChanges: manifest.setChanges, header: manifest.header,
            certificate: manifest.certificate, edge: manifest.edge, chunks: records)
        self.chunks = chunks
        self.entries = entries
    }
}

/// A peer that answers as it is told, and remembers what it was asked.
final class FakeSource: SnapshotSource {
    struct Gone: Error {}

    let name: String
    private let snapshot: FakeSnapshot?
    /// Chunks that it sends otherwise.
    private let wrong: [Int: Bytes]
    /// At this chunk the question ends so, every time.
    private let failure: (index: Int, error: any Error)?
    private let state: Mutex<(answers: [SnapshotAnswer], chunks: [Int], manifests: Int)>

    /// - Parameter before: what it answers first to whoever asks for a manifest.
    init(
        _ name: String, _ snapshot: FakeSnapshot?, before: [SnapshotAnswer] = [],
        wrong: [Int: Bytes] = [:], failing failure: (index: Int, error: any Error)? = nil
    ) {
        self.name = name
        self.snapshot = snapshot
        self.wrong = wrong
        self.failure = failure
        state = Mutex((before, [], 0))
    }

    var chunksAsked: [Int] { state.withLock { $0.chunks } }
    var manifestsAsked: Int { state.withLock { $0.manifests } }

    func manifest(above height: Height) async throws -> SnapshotAnswer {
        let first = state.withLock { state -> SnapshotAnswer? in
            state.manifests += 1
            return state.answers.isEmpty ? nil : state.answers.removeFirst()
        }
        return first ?? snapshot?.answer ?? .none(reason: "nothing here")
    }

    func chunk(_ index: Int, of digest: Digest) async throws -> Bytes? {
        if let failure, failure.index == index { throw failure.error }
        state.withLock { $0.chunks.append(index) }
        guard let snapshot, snapshot.digest == digest else { return nil }
        return wrong[index] ?? snapshot.chunks[index]
    }
}
