import Foundation
import LedgerCore
import Logging
import Storage
import Synchronization

/// The snapshots of this node's ledger that peers fetch, in `snapshots/` of the home.
///
/// One is made when a peer asks and none is fresh, on a thread of its own, one at a time; whoever asks
/// meanwhile waits for the same one. It stays while somebody fetches it, and goes some minutes after.
/// Nothing that a peer asks can make the node fail: what does not work is an answer.
///
/// Spec: Docs/Spec/Sync.md §5.1.
final class SnapshotShelf: Sendable {
    struct Limits: Hashable, Sendable {
        /// A snapshot that is younger is given to whoever asks for a new one.
        var fresh = Duration.seconds(600)
        /// One that nobody has fetched from for so long is removed.
        var idle = Duration.seconds(300)
        /// After a failure none is made for so long; nor twice within it.
        var pause = Duration.seconds(30)
        /// So many lie there at once: one that is fetched, and one that is newer.
        var countMax = 2
    }

    /// What a peer is told that asks for a snapshot.
    enum Offer: Equatable, Sendable {
        case ready(manifest: Bytes)
        /// It is being made; ask again.
        case making
        /// This node has no block above the height that was asked for.
        case notAhead
        /// The disk has no room for one.
        case noRoom
        case failed(String)
    }

    private struct Export {
        let digest: Digest
        let height: Height
        let folder: SnapshotFolder
        let manifest: Bytes
        let chunkCount: Int
        let made: ContinuousClock.Instant
        var used: ContinuousClock.Instant
    }

    private struct State {
        var exports: [Export] = []
        var isMaking = false
        var began: ContinuousClock.Instant?
        var failure: String?
    }

    private let store: LedgerStore
    private let limits: Limits
    private let logger: Logger
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())

    /// - Parameter now: the clock.
    init(
        store: LedgerStore, limits: Limits = Limits(), logger: Logger,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.store = store
        self.limits = limits
        self.logger = logger
        self.now = now
        takeUp()
    }

    private var directory: String { store.paths.snapshots }
    private var unfinished: String { directory + "/unfinished" }

    /// Whether a snapshot is being made: the ledger is being read.
    var isMaking: Bool { state.withLock { $0.isMaking } }

    // MARK: What a stop or a crash left

    /// Somebody may be in the middle of fetching what a former run has made; the rest goes.
    private func takeUp() {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: directory))?.sorted() ?? [] {
            let folder = SnapshotFolder(directory: directory + "/" + name)
            let count = state.withLock { $0.exports.count }
            guard count < limits.countMax, let manifest = try? folder.manifest(),
                manifest.digest.hex == name
            else {
                try? files.removeItem(atPath: folder.directory)
                continue
            }
            // Its age is not known, so it counts as old.
            let old = now() - limits.fresh
            let export = Self.export(manifest, in: folder, made: old, used: now())
            state.withLock { $0.exports.append(export) }
        }
    }

    private static func export(
        _ manifest: SnapshotManifest, in folder: SnapshotFolder,
        made: ContinuousClock.Instant, used: ContinuousClock.Instant
    ) -> Export {
        let bytes = manifest.encoded()
        return Export(
            digest: Digest(hashing: bytes), height: manifest.height, folder: folder,
            manifest: bytes, chunkCount: manifest.chunks.count, made: made, used: used)
    }

    // MARK: Answers

    /// The manifest of a snapshot of a block above this height; begins to make one where there is none.
    func manifest(above height: Height) -> Offer {
        let moment = now()
        let head = store.head.height
        guard head > height else { return .notAhead }
        let (offer, begins) = state.withLock { state -> (Offer, Bool) in
            let fresh = state.exports.indices.last {
                state.exports[$0].height > height
                    && state.exports[$0].made.duration(to: moment) < limits.fresh
            }
            if let fresh {
                state.exports[fresh].used = moment
                return (.ready(manifest: state.exports[fresh].manifest), false)
            }
            if state.isMaking { return (.making, false) }
            if let began = state.began, began.duration(to: moment) < limits.pause {
                return (state.failure.map { .failed($0) } ?? .making, false)
            }
            guard hasRoom else { return (.noRoom, false) }
            (state.isMaking, state.began, state.failure) = (true, moment, nil)
            return (.making, true)
        }
        if begins { make() }
        return offer
    }

    /// A chunk of a snapshot that lies here, as it is on disk; nil where there is none.
    ///
    /// Blocks for the read of a file.
    func chunk(_ index: Int, of digest: Digest) throws(StorageError) -> Bytes? {
        let moment = now()
        let folder = state.withLock { state -> SnapshotFolder? in
            guard let place = state.exports.firstIndex(where: { $0.digest == digest }),
                (0..<state.exports[place].chunkCount).contains(index)
            else { return nil }
            state.exports[place].used = moment
            return state.exports[place].folder
        }
        return try folder?.chunk(index)
    }

    /// Removes what nobody fetches any more; to be called now and then.
    func sweep() {
        let moment = now()
        let gone = state.withLock { state in
            let gone = state.exports.filter { $0.used.duration(to: moment) >= limits.idle }
            state.exports.removeAll { export in gone.contains { $0.digest == export.digest } }
            return gone
        }
        for export in gone { remove(export) }
    }

    // MARK: Making

    /// A snapshot is smaller than the ledger, and must not be what fills the disk under it.
    private var hasRoom: Bool {
        guard let use = try? store.diskUse(),
            let free = try? DiskRoom.freeBytes(below: store.paths.directory)
        else { return false }
        return free > 2 * (use.ledgerBytes + use.logBytes)
    }

    private func make() {
        let thread = Thread { [self] in
            EngineThread.yieldToOthers()
            finish(Result { try export() })
        }
        thread.name = "snapshot"
        thread.start()
    }

    private func export() throws -> Export {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try? FileManager.default.removeItem(atPath: unfinished)
        let manifest = try store.exportSnapshot(to: unfinished)
        let folder = SnapshotFolder(directory: directory + "/" + manifest.digest.hex)
        // The state of the same block, made before: the same bytes.
        try? FileManager.default.removeItem(atPath: folder.directory)
        try FileManager.default.moveItem(atPath: unfinished, toPath: folder.directory)
        return Self.export(manifest, in: folder, made: now(), used: now())
    }

    private func finish(_ result: Result<Export, any Error>) {
        let gone = state.withLock { state -> [Export] in
            state.isMaking = false
            switch result {
            case .failure(let error):
                state.failure = "\(error)"
                return []
            case .success(let export):
                state.exports.removeAll { $0.digest == export.digest }
                state.exports.append(export)
                let surplus = state.exports.count - limits.countMax
                guard surplus > 0 else { return [] }
                defer { state.exports.removeFirst(surplus) }
                return Array(state.exports.prefix(surplus))
            }
        }
        for export in gone { remove(export) }
        switch result {
        case .success(let export):
            logger.notice(
                "a snapshot was made for peers",
                metadata: ["height": "\(export.height)", "chunks": "\(export.chunkCount)"])
        case .failure(let error):
            try? FileManager.default.removeItem(atPath: unfinished)
            logger.warning("no snapshot was made", metadata: ["error": "\(error)"])
        }
    }

    private func remove(_ export: Export) {
        do { try export.folder.remove() } catch {
            logger.warning("a snapshot was not removed", metadata: ["error": "\(error)"])
        }
    }
}
