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
    private static let patienceMilliseconds: Int64 = 2_000
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
            defer { engine.setFetching(false) }
            try await follow(
                source, towards: target?.previous ?? .genesis, on: connection)
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
        let first = chain.height
        var body = ask(for: chain.height.next, on: connection)
        var handedOver: [Task<Void, any Error>] = []
        do {
            while let bytes = try await value(of: body), !Task.isCancelled {
                let verified = try await verify(bytes, on: chain, from: source)
                engine.setFetching(true)
                chain = verified.chain
                body = ask(for: chain.height.next, on: connection)
                let prepared = try await EngineThread.value(name: "sync") {
                    try PreparedRange(verified, ledger: store)
                }
                handedOver.append(Task { try await engine.takeOver(prepared, towards: goal) })
                if handedOver.count >= Self.aheadMax {
                    try await handedOver.removeFirst().value
                }
            }
            for task in handedOver { try await task.value }
        } catch {
            body.cancel()
            // Whoever fetches next begins from the head that these lead to.
            for task in handedOver { _ = await task.result }
            throw error
        }
        if chain.height == first { hub.disbelieve(source.peer, above: first) }
    }

    /// The next range travels while the one before it is understood.
    private func ask(for height: Height, on connection: PeerConnection) -> Task<Bytes?, any Error> {
        Task { [chain = engine.store.chainID] in
            try await connection.blocks(
                "from=\(height.rawValue)", of: chain,
                timeoutMilliseconds: Self.answerMilliseconds)
        }
    }

    /// Who lets this node wait for a range does not keep it from asking others for single blocks.
    private func value(of body: Task<Bytes?, any Error>) async throws -> Bytes? {
        let patience = Task { [engine] in
            try await Task.sleep(for: .milliseconds(Self.patienceMilliseconds))
            engine.setFetching(false)
        }
        defer { patience.cancel() }
        return try await body.value
    }

    private func verify(
        _ bytes: Bytes, on chain: HeaderChain, from source: PeerDirectory.Entry
    ) async throws -> VerifiedRange {
        do {
            return try await EngineThread.value(name: "sync") { [engine] in
                let limits = BlockRange.Limits(engine.snapshot.parameters)
                return try VerifiedRange(BlockRange(decoding: bytes, within: limits), on: chain)
            }
        } catch {
            // That contents are gone is no fault; all else is nobody's but who sent it.
            switch error {
            case is BlockRangeFault, VerificationFault.header: hub.blame(source.peer)
            default: break
            }
            throw error
        }
    }
}
