import Consensus
import LedgerCore
import Logging
import NIOSSL
import Query
import ServiceLifecycle
import Storage
import Synchronization

/// Fills in what lies before the snapshot that a ledger began with, newest first, and makes the index
/// whole when nothing is missing any more.
///
/// Nobody waits for it: it rests as long as it works, does nothing while the node is behind, and its
/// threads take what the others leave. It can be interrupted at any range and goes on from the lowest
/// block that is here.
///
/// Spec: Docs/Spec/Sync.md §6.
struct HistoryFetcher: Service {
    let engine: LedgerEngine
    let hub: PeerHub
    let genesis: Genesis
    let tls: NIOSSLContext
    let logger: Logger

    /// Plain octets of one range: what one commit of the ledger's thread may take.
    private static let rangeOctets = 2 << 20
    private static let answerMilliseconds: Int64 = 60_000
    /// When nobody has what is missing, or the node is behind.
    private static let lookSeconds = 2
    private static let logEvery = Duration.seconds(10)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            do {
                try await fill()
                // Again where blocks were left out later, on a long way to the head. Whoever claims to be
                // ahead and brings nothing keeps nobody from an index.
                while true {
                    if !engine.isFetching { try await makeIndexWhole() }
                    try await Task.sleep(for: .seconds(Self.lookSeconds))
                }
            } catch {
                guard !Task.isCancelled else { return }
                logger.error(
                    "what lies before the first indexed block is not complete",
                    metadata: ["error": "\(error)"])
            }
            // A service that ends before the others would end the node.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
        }
    }

    // MARK: Blocks

    private func fill() async throws {
        var turns = HistoryTurns<PeerDirectory.Entry>()
        while try await anchor() != nil {
            var rests = true
            let sources = hub.directory.others(than: hub.own).filter { $0.address != nil }
            if !sources.isEmpty, !isBehind {
                let (source, takesLess) = turns.next(of: sources)
                let end = await fill(from: source, takingLess: takesLess)
                rests = turns.ended(
                    with: source, tookLess: takesLess, lacksContents: end == .lacksContents)
            }
            if rests { try await Task.sleep(for: .seconds(Self.lookSeconds)) }
        }
    }

    private enum End {
        case stopped
        /// It has the blocks and not all of what was in them: somebody else may.
        case lacksContents
    }

    /// As long as this peer has what is missing.
    ///
    /// - Parameter takingLess: whether blocks are taken whose contents are gone; nobody has them.
    private func fill(from source: PeerDirectory.Entry, takingLess: Bool) async -> End {
        guard let address = source.address else { return .stopped }
        var logged: ContinuousClock.Instant?
        do {
            let connection = try await PeerConnection.open(
                address, key: source.peer.key, tls: tls)
            defer { connection.close() }
            while let anchor = try await anchor(), !isBehind, !Task.isCancelled {
                let began = ContinuousClock.now
                guard let body = try await ask(connection, for: anchor) else { return .stopped }
                let ancestry = try await verified(body, below: anchor, from: source)
                guard takingLess || ancestry.isWhole else { return .lacksContents }
                let base = try await engine.fill(ancestry)
                if base == .first || logged.map({ $0.duration(to: .now) > Self.logEvery }) ?? true {
                    logged = .now
                    logger.notice(
                        "filling in what lies before the snapshot",
                        metadata: ["peer": "\(source.name)", "lowest": "\(base)"])
                }
                if takingLess, !ancestry.isWhole { return .stopped }
                try await Task.sleep(for: began.duration(to: .now))
            }
        } catch {
            if !Task.isCancelled {
                logger.info(
                    "older blocks were not fetched",
                    metadata: ["peer": "\(source.name)", "error": "\(error)"])
            }
        }
        return .stopped
    }

    /// Far behind, the newest blocks come first.
    private var isBehind: Bool {
        (hub.heightSeen?.rawValue ?? 0)
            > engine.snapshot.height.rawValue + BlockFetcher.gapMin
    }

    private func anchor() async throws -> BlockAnchor? {
        let validators = genesis.validatorSet
        return try await engine.store.read { reader in
            try reader.blockAnchor(genesisValidators: validators)
        }
    }

    /// Nil where the peer has no such block.
    private func ask(_ connection: PeerConnection, for anchor: BlockAnchor) async throws -> Bytes? {
        guard let last = anchor.base.previous else { return nil }
        return try await connection.blocks(
            "\(PeerPaths.through)=\(last.rawValue)&octets=\(Self.rangeOctets)",
            of: engine.store.chainID, timeoutMilliseconds: Self.answerMilliseconds)
    }

    private func verified(
        _ body: Bytes, below anchor: BlockAnchor, from source: PeerDirectory.Entry
    ) async throws -> BlockAncestry {
        let limits = BlockRange.Limits(engine.snapshot.parameters)
        do {
            return try await EngineThread.value(name: "history") {
                EngineThread.yieldToOthers()
                return try BlockAncestry(BlockRange(decoding: body, within: limits), below: anchor)
            }
        } catch {
            hub.blame(source.peer)
            throw error
        }
    }

    // MARK: The index

    private func makeIndexWhole() async throws {
        guard try engine.index.lacksHistory() else { return }
        logger.notice("making the index of the whole chain beside the one in use")
        let isStopping = Mutex(false)
        let isWhole = try await withTaskCancellationHandler {
            try await EngineThread.value(name: "index") { [engine, logger] in
                EngineThread.yieldToOthers()
                var logged = ContinuousClock.now
                return try engine.index.remake { done, target in
                    if logged.duration(to: .now) > Self.logEvery {
                        logged = .now
                        logger.notice(
                            "making the index anew",
                            metadata: ["height": "\(done)", "of": "\(target)"])
                    }
                    return !isStopping.withLock { $0 }
                } handOver: {
                    engine.adopt($0)
                }
            }
        } onCancel: {
            isStopping.withLock { $0 = true }
        }
        if isWhole { logger.notice("the index knows the whole chain") }
    }
}
