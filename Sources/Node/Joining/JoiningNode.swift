import Consensus
import LedgerCore
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Storage

/// A node whose home may first take over the state of its peers; then it serves from it.
///
/// The join comes before the ledger is opened, since it replaces the ledger's file. Meanwhile the node
/// listens where it will serve, and says how far it is. A node whose peers cannot be reached, or have
/// nothing that is worth it, begins at once and takes blocks.
///
/// Spec: Docs/Spec/Sync.md §5.2.
package struct JoiningNode: Service {
    private let configuration: NodeConfiguration
    private let onReady: @Sendable (_ port: Int) -> Void
    private let logger: Logger
    private let join: Join

    /// What is known before anybody is asked.
    private struct Join: Sendable {
        let standing: HomeStanding
        let gap: UInt64
        let transport: PeerTLS
        let validators: PeerDirectory
        let key: Digest
    }

    /// Nil for a home that takes no snapshot, whatever its peers have: it is opened as it is.
    ///
    /// - Throws: `KeyFile.Fault` for a key that cannot be used.
    package init?(
        configuration: NodeConfiguration,
        onReady: @escaping @Sendable (_ port: Int) -> Void = { _ in }
    ) throws {
        MemoryKeeper.keepLittle()
        let home = configuration.home
        // What is wrong with the ledger is told by whoever opens it.
        guard configuration.joining.way != .blocks,
            let standing = try? HomeStanding(of: home),
            let gap = configuration.joining.gap(hasBlocks: standing.head > .genesis)
        else { return nil }
        let genesis = standing.genesis
        let key = try TransportKey.find(
            in: home.keysDirectory, named: configuration.validator ?? genesis.onlyValidator,
            demo: DemoKeys(of: genesis), genesis: genesis)
        let others = PeerDirectory(standing.validators)
        guard let key,
            others.others(than: PeerID(key.digest)).contains(where: { $0.address != nil })
        else { return nil }
        self.configuration = configuration
        self.onReady = onReady
        logger = Logger(label: "daftar", log: configuration.log)
        join = Join(
            standing: standing, gap: gap, transport: try PeerTLS(key), validators: others,
            key: key.digest)
    }

    /// - Throws: what the machine has against the join, and what a node throws.
    package func run() async throws {
        let file = ProcessFile(path: configuration.home.processFile)
        try file.write()
        defer { file.remove() }
        guard try await joins() else { return }
        try await NodeService(configuration: configuration, onReady: onReady).run()
    }

    /// - Returns: whether the node is to go on: false when it was told to stop meanwhile.
    private func joins() async throws -> Bool {
        let outcome = try await cancelWhenGracefulShutdown { () -> SnapshotJoin.Outcome? in
            do { return try await takeOver() } catch is CancellationError { return nil }
        }
        switch outcome {
        case nil: return false
        case .byBlocks?: break
        case .installed(let height)?:
            logger.notice("joined by snapshot", metadata: ["height": "\(height)"])
        }
        return true
    }

    private func takeOver() async throws -> SnapshotJoin.Outcome {
        let sources = try await sources()
        defer { for source in sources { Task { await source.close() } } }
        guard !sources.isEmpty else { return .byBlocks }
        let progress = JoinProgress(logger: logger)
        let work = SnapshotJoin(
            genesis: join.standing.genesis, home: configuration.home.paths,
            above: Height(join.standing.head.rawValue + join.gap), sources: sources,
            progress: progress, logger: logger,
            moment: Timestamp(milliseconds: UTCText.milliseconds()))
        guard configuration.port != 0 else { return try await work.run() }
        let listener = try await JoiningListener.open(
            host: configuration.host, port: configuration.port, JoiningResponder(progress: progress)
        )
        do {
            let outcome = try await work.run()
            // The port is free when this has ended.
            try await listener.close().get()
            return outcome
        } catch {
            try? await listener.close().get()
            throw error
        }
    }

    /// Those who listen, asked all at once, so that those who do not cost their time only once; in another
    /// order each time, so that not all who join ask the same one.
    private func sources() async throws -> [PeerSnapshotSource] {
        let tls = try NIOSSLContext(configuration: join.transport.client())
        let all = join.validators.others(than: PeerID(join.key)).compactMap {
            PeerSnapshotSource($0, chain: join.standing.genesis.chainID, tls: tls)
        }
        return await withTaskGroup(of: PeerSnapshotSource?.self) { group in
            for source in all {
                group.addTask { await source.isThere() ? source : nil }
            }
            return await group.reduce(into: []) { there, source in
                if let source { there.append(source) }
            }.shuffled()
        }
    }
}
