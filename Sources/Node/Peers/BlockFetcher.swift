import Consensus
import LedgerCore
import Logging
import NIOSSL
import Query
import ServiceLifecycle
import Storage
import Traceability

/// Fetches ranges of decided blocks while this node is far behind its peers.
///
/// Close to the head, R12 brings one block after the other; this is for a node that was away or is new.
/// What a peer claims to have is no goal: each range must prove itself on the one before, by the
/// certificates of the validators in force, and a peer that has nothing to show for its claim is asked
/// last. Verifying and understanding a range is done here, while the ledger's thread executes the
/// one before it. It can be interrupted at any block: it goes on from the ledger's head.
///
/// Spec: Docs/Spec/Sync.md §4.
struct BlockFetcher: Service {
    let engine: LedgerEngine
    let hub: PeerHub
    let genesis: Genesis
    let tls: NIOSSLContext
    let logger: Logger

    /// So many blocks behind, ranges are quicker than one block at a time.
    static let gapMin: UInt64 = 8
    private static let lookMilliseconds = 200
    private static let answerMilliseconds: Int64 = 30_000
    /// Ranges that were verified and wait for the ledger's thread.
    private static let aheadMax = 2

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var turn = 0
            while !Task.isCancelled {
                if let source = source(turn) {
                    turn += 1
                    await fetch(from: source)
                }
                try? await Task.sleep(for: .milliseconds(Self.lookMilliseconds))
            }
        }
    }

    /// A peer that speaks of a height far ahead, and can be dialled: another one each time.
    private func source(_ turn: Int) -> PeerDirectory.Entry? {
        let head = engine.snapshot.height.rawValue
        let ahead = hub.views().filter {
            $0.isConnected && ($0.height?.rawValue ?? 0) > head + Self.gapMin
        }
        let entries = ahead.compactMap { hub.directory.entry(of: $0.peer) }
            .filter { $0.address != nil }
        return entries.isEmpty ? nil : entries[turn % entries.count]
    }

    private func fetch(from source: PeerDirectory.Entry) async {
        guard let address = source.address else { return }
        let from = engine.snapshot.height
        do {
            let connection = try await PeerConnection.open(
                address, key: source.peer.key, tls: tls
            ) { [engine] in BlockRange.Limits(engine.snapshot.parameters).compressedBytesMax }
            defer { connection.close() }
            let target = hub.views().first { $0.peer == source.peer }?.height
            logger.notice(
                "fetching blocks",
                metadata: [
                    "peer": "\(source.name)", "from": "\(from)",
                    "peerHeight": "\(target.map(\.description) ?? "?")",
                ])
            try await follow(source, towards: target ?? from, on: connection)
            logger.notice(
                "fetched blocks",
                metadata: ["from": "\(from)", "height": "\(engine.snapshot.height)"])
        } catch {
            if !Task.isCancelled {
                logger.warning(
                    "blocks were not fetched",
                    metadata: ["peer": "\(source.name)", "error": "\(error)"])
            }
        }
    }

    private func follow(
        _ source: PeerDirectory.Entry, towards goal: Height, on connection: PeerConnection
    ) async throws {
        let store = engine.store
        var chain = try store.headerChain(
            validators: engine.snapshot.validators, genesis: genesis)
        var waiting: [Task<Void, any Error>] = []
        let first = chain.height
        while !Task.isCancelled {
            let body = try await connection.blocks(
                "from=\(chain.height.next.rawValue)", of: store.chainID,
                timeoutMilliseconds: Self.answerMilliseconds)
            guard let body else { break }
            let start = chain
            let prepared: PreparedRange
            do {
                prepared = try await EngineThread.value(name: "sync") {
                    let limits = BlockRange.Limits(engine.snapshot.parameters)
                    let range = try BlockRange(decoding: body, within: limits)
                    return try PreparedRange(VerifiedRange(range, on: start), ledger: store)
                }
            } catch {
                if error is BlockRangeFault { hub.blame(source.peer) }
                throw error
            }
            chain = prepared.chain
            waiting.append(Task { try await engine.takeOver(prepared, towards: goal) })
            if waiting.count >= Self.aheadMax { try await waiting.removeFirst().value }
        }
        for task in waiting { try await task.value }
        if chain.height == first { hub.disbelieve(source.peer, above: first) }
    }
}
