import LedgerCore
import Logging
import Storage

/// Makes the ledger of a home from the snapshot of somebody who has one.
///
/// Nothing is believed: the manifest rests on the genesis, each chunk on the manifest, and the state on
/// the root in the block's header. Whoever sends anything else is asked no more, and nothing of it stays.
/// Chunks are on disk as they come, and are taken up again after an interruption; whoever has the same
/// snapshot may send the rest of it.
///
/// Spec: Docs/Spec/Sync.md §5.2.
struct SnapshotJoin {
    enum Outcome: Hashable, Sendable {
        case installed(Height)
        /// Nobody has a snapshot that is of use.
        case byBlocks
    }

    let genesis: Genesis
    let home: HomePaths
    /// A snapshot is of a block above this.
    let above: Height
    let sources: [any SnapshotSource]
    let progress: JoinProgress
    let logger: Logger
    /// The moment of a restore.
    let moment: Timestamp
    /// Between two questions to one who makes a snapshot, or gave no answer.
    var pause: @Sendable (_ seconds: Int) async throws -> Void = {
        try await Task.sleep(for: .seconds($0))
    }

    /// Without an answer so often in a row, a source is asked no more.
    private static let failuresMax = 3
    /// As long as one is waited for who says that it makes a snapshot.
    private static let waitsMax = 600
    /// Of a key and its value with what the tree has of them, on disk: generous.
    private static let keyBytes = 512

    private var folder: SnapshotFolder { SnapshotFolder(directory: home.joining) }

    /// - Throws: what is wrong with the machine (a full disk); cancellation. What came stays for the next
    ///   attempt.
    func run() async throws -> Outcome {
        var sources = sources
        var kept = takeUp()
        var damages = 0
        while !sources.isEmpty {
            progress.reached(.looking)
            if kept == nil { kept = try await offer(from: &sources) }
            guard let offer = kept else { break }
            kept = nil
            guard try await fetch(offer, from: &sources) else { continue }
            switch try await install(offer) {
            case .installed: return .installed(offer.snapshot.manifest.height)
            case .damaged:
                damages += 1
                guard damages < Self.failuresMax else {
                    throw StorageError.inputOutput(
                        "\(folder.directory) does not keep what is written")
                }
                kept = offer
            case .late: sources = []
            case .lied:
                // Chunks that are what the manifest says: the lie is the manifest's.
                sources.removeAll { $0.name == offer.source }
            }
        }
        try folder.remove()
        return .byBlocks
    }

    /// A snapshot that is verified as far as its manifest goes, and whose it is.
    private struct Offer {
        let snapshot: VerifiedSnapshot
        let digest: Digest
        /// Nil for one that an earlier run began to fetch.
        let source: String?

        init(_ snapshot: VerifiedSnapshot, source: String?) {
            self.snapshot = snapshot
            digest = snapshot.manifest.digest
            self.source = source
        }
    }

    // MARK: Manifests

    private func takeUp() -> Offer? {
        guard let manifest = try? folder.manifest(), manifest.height > above,
            let snapshot = try? VerifiedSnapshot(manifest, trusting: genesis)
        else { return nil }
        return Offer(snapshot, source: nil)
    }

    /// The first snapshot that is sound; who has none, or lies, is taken out.
    private func offer(from sources: inout [any SnapshotSource]) async throws -> Offer? {
        while let source = sources.first {
            do {
                if let bytes = try await manifest(of: source) {
                    let snapshot = try await verified(bytes)
                    return Offer(snapshot, source: source.name)
                }
            } catch let fault as SnapshotFault {
                blame(source, fault)
            }
            sources.removeFirst()
        }
        return nil
    }

    /// Nil where the source has none, or does not answer.
    private func manifest(of source: any SnapshotSource) async throws -> Bytes? {
        var (failures, waits) = (0, 0)
        while failures < Self.failuresMax, waits < Self.waitsMax {
            do {
                switch try await source.manifest(above: above) {
                case .manifest(let bytes): return bytes
                case .none(let reason):
                    logger.info(
                        "a peer has no snapshot",
                        metadata: ["peer": "\(source.name)", "reason": "\(reason)"])
                    return nil
                case .making(let seconds):
                    progress.reached(.waiting(peer: source.name))
                    waits += seconds
                    try await pause(seconds)
                }
            } catch {
                // Who never answered is left at once: a node that is not let in is told so by silence.
                if waits == 0 { failures = Self.failuresMax - 1 }
                try await rest(after: error, of: source, &failures)
            }
        }
        return nil
    }

    private func verified(_ bytes: Bytes) async throws -> VerifiedSnapshot {
        let (genesis, above, home) = (genesis, above, home)
        return try await EngineThread.value(name: "join") {
            guard bytes.count <= SnapshotManifest.byteCountMax,
                let manifest = try? SnapshotManifest(decoding: bytes)
            else { throw SnapshotFault.manifestMalformed }
            let snapshot = try VerifiedSnapshot(manifest, trusting: genesis)
            guard manifest.height > above else { throw SnapshotFault.notAhead(head: above) }
            // The list of chunks is nobody's word but the sender's.
            let need = manifest.byteCount + manifest.keyCount * Self.keyBytes
            guard need < (try DiskRoom.freeBytes(below: home.directory)) else {
                throw SnapshotFault.storage(.diskFull)
            }
            return snapshot
        }
    }

    // MARK: Chunks

    /// Fetches what is missing: from the one who offered it first, then from whoever has the same.
    ///
    /// - Returns: whether everything is here. Who had nothing of it is asked again only for another one.
    private func fetch(
        _ offer: Offer, from sources: inout [any SnapshotSource]
    ) async throws -> Bool {
        let (folder, snapshot) = (folder, offer.snapshot)
        var missing = try await EngineThread.value(name: "join") {
            try folder.begin(snapshot)
            return try folder.missingChunks(of: snapshot)
        }
        let first = sources.filter { $0.name == offer.source }
        for source in first + sources.filter({ $0.name != offer.source }) {
            guard !missing.isEmpty else { return true }
            let isHonest = try await fetch(&missing, of: offer, from: source)
            // One who could not bring its own snapshot to the end would not bring the next one either.
            if !isHonest || (source.name == offer.source && !missing.isEmpty) {
                sources.removeAll { $0.name == source.name }
            }
        }
        return missing.isEmpty
    }

    /// - Returns: whether the source sent nothing but the truth.
    private func fetch(
        _ missing: inout [Int], of offer: Offer, from source: any SnapshotSource
    ) async throws -> Bool {
        let (folder, snapshot) = (folder, offer.snapshot)
        let count = snapshot.manifest.chunks.count
        var failures = 0
        while let index = missing.first, failures < Self.failuresMax {
            progress.reached(
                .fetching(
                    height: snapshot.manifest.height, done: count - missing.count, of: count))
            do {
                guard let bytes = try await source.chunk(index, of: offer.digest) else {
                    return true
                }
                try await EngineThread.value(name: "join") {
                    try folder.add(bytes, at: index, of: snapshot)
                }
                missing.removeFirst()
                failures = 0
            } catch let fault as SnapshotFault {
                if case .storage(let error) = fault { throw error }
                blame(source, fault)
                return false
            } catch {
                try await rest(after: error, of: source, &failures)
            }
        }
        return true
    }

    // MARK: The ledger

    private enum Installation {
        case installed
        /// A chunk is not on disk as it came.
        case damaged
        /// The home is beyond it by now.
        case late
        case lied
    }

    private func install(_ offer: Offer) async throws -> Installation {
        let (folder, snapshot, home) = (folder, offer.snapshot, home)
        let (genesis, moment, progress) = (genesis.encoded(), moment, progress)
        do {
            try await EngineThread.value(name: "join") {
                try LedgerStore.install(
                    snapshot, from: folder, genesis: genesis, into: home, at: moment
                ) { done, total in
                    progress.reached(
                        .installing(height: snapshot.manifest.height, done: done, of: total))
                }
                try folder.remove()
            }
            return .installed
        } catch let fault as SnapshotFault {
            switch fault {
            case .storage(let error): throw error
            case .chunkMissing, .chunkOther: return .damaged
            case .notAhead: return .late
            default:
                logger.warning(
                    "a snapshot lied, and nothing of it stays",
                    metadata: ["peer": "\(offer.source ?? "?")", "fault": "\(fault)"])
                try folder.remove()
                return .lied
            }
        }
    }

    // MARK: Sources

    private func blame(_ source: any SnapshotSource, _ fault: SnapshotFault) {
        logger.warning(
            "a peer's snapshot is not taken",
            metadata: ["peer": "\(source.name)", "fault": "\(fault)"])
    }

    /// - Throws: what ends the join: cancellation, and the failures of this machine.
    private func rest(
        after error: any Error, of source: any SnapshotSource, _ failures: inout Int
    ) async throws {
        if error is CancellationError || Task.isCancelled || error is StorageError { throw error }
        failures += 1
        logger.info(
            "a peer does not answer",
            metadata: ["peer": "\(source.name)", "error": "\(error)"])
        if failures < Self.failuresMax { try await pause(1) }
    }
}
