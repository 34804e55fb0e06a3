import Consensus
import Dispatch
import HTTPTypes
import LedgerCore
import Logging
import Metrics
import Query
import ServiceLifecycle
import Storage
import Synchronization
import Traceability

/// The ledger as the rest of the node sees it: hand in transactions, wait for them, look where it
/// stands. One thread behind it does everything that changes anything.
///
/// Spec: ADR 0010.
final class LedgerEngine: Service {
    let store: LedgerStore
    let index: QueryIndex
    let waiters = CommitWaiters()
    private let genesis: Genesis
    private let signer: (any MessageSigner)?
    private let logKey: PrivateKey?
    /// What this node has seen of validators that break the rules.
    let evidence = EvidenceBook()
    /// Whom this node talks to; nobody where it has no key for it.
    let peers: PeerHub
    private let queue: EngineQueue<EngineInput, EngineSender>
    private let published: Mutex<LedgerSnapshot>
    private let standing = Mutex(AgreementStanding())
    private let fetches = Mutex(false)
    /// Each snapshot after a commit, for one listener; the oldest go when it is slow.
    let heads: AsyncStream<LedgerSnapshot>
    private let headed: AsyncStream<LedgerSnapshot>.Continuation
    private let phase = Mutex(Phase.starting)
    private let metrics: EngineMetrics
    private let logger: Logger

    private enum Phase {
        case starting, running, stopping
    }

    /// - Parameters:
    ///   - signer: The validator's key; `nil` follows without voting.
    ///   - logKey: The validator's, with which it hands in evidence.
    ///   - peers: Whom this node is to them, and whom it talks to.
    ///   - index: Brought up to the ledger at the start, and written after each commit.
    init(
        store: LedgerStore, index: QueryIndex, genesis: Genesis,
        signer: (any MessageSigner)?, logKey: PrivateKey? = nil, peers: PeerIdentity,
        limits: NodeLimits,
        registry: MetricsRegistry,
        logger: Logger
    ) throws {
        self.store = store
        self.genesis = genesis
        self.signer = signer
        self.logKey = logKey
        self.index = index
        self.logger = logger
        let queue = EngineQueue<EngineInput, EngineSender> { sender in
            switch sender {
            case .clients: limits.queueCapturesMax
            case .peer: limits.queuePeerBytesMax
            case .node: .max
            }
        }
        self.queue = queue
        self.peers = PeerHub(own: peers.own, observers: peers.observers) { change in
            _ = queue.push(.peer(change), from: .node)
        }
        metrics = EngineMetrics(registry: registry)
        published = Mutex(try LedgerSnapshot(of: store, genesis: genesis))
        (heads, headed) = AsyncStream.makeStream(
            of: LedgerSnapshot.self, bufferingPolicy: .bufferingNewest(256))
    }

    var snapshot: LedgerSnapshot { published.withLock { $0 } }

    /// Where this node stands in the height in work.
    var agreement: AgreementStanding { standing.withLock { $0 } }

    var readiness: NodeReadiness {
        switch phase.withLock({ $0 }) {
        case .starting: .starting
        case .running: .ready(height: snapshot.height.rawValue)
        case .stopping: .stopping
        }
    }

    /// Inputs that wait for the thread.
    var queueDepth: Int { queue.count }

    /// Puts a transaction into the pool; it is on disk when this returns.
    ///
    /// - Throws: `node.busy`, `node.stopping`, or what the pool has against it.
    func submit(_ transaction: VerifiedTransaction, prepared: PreparedTransaction) async throws
        -> Submission.Standing
    {
        await readAhead(for: [prepared])
        let (results, result) = AsyncStream.makeStream(
            of: Result<Submission.Standing, Problem>.self)
        let submission = Submission(transaction: transaction, prepared: prepared) {
            result.yield($0)
            result.finish()
        }
        switch queue.push(.submit(submission), from: .clients) {
        case .taken: break
        case .full:
            metrics.queueRefused.increment(by: 1)
            throw Problem("node.busy", "The queue before the ledger is full.")
                .retryAfter(seconds: 1)
        case .closed:
            throw Problem("node.stopping", "The node is stopping.")
        }
        for await result in results { return try result.get() }
        // The request was given up; the transaction may be on disk all the same, and its id tells.
        throw CancellationError()
    }

    /// Brings into memory what transactions will ask of the state, before the ledger's thread has to wait
    /// for the disk.
    func readAhead(for transactions: [PreparedTransaction]) async {
        let lots = transactions.flatMap(\.lots)
        guard !lots.isEmpty else { return }
        let start = ContinuousClock.now
        await store.readAhead(lots)
        metrics.readAhead.record(ContinuousClock.now - start)
    }

    /// Takes in what a peer sent; the thread gets to it in its turn.
    ///
    /// - Parameter bytes: On the wire, counted against what of one peer may wait.
    func take(
        _ input: PeerInput, bytes: Int, from peer: PeerID
    ) -> EngineQueue<EngineInput, EngineSender>.Admission {
        queue.push(.peer(input), from: .peer(peer), cost: bytes)
    }

    /// The validators in force, as peers.
    var peerDirectory: PeerDirectory { PeerDirectory(snapshot.validatorRecords) }

    /// Makes blocks that others have decided part of the ledger; they are when this returns.
    ///
    /// - Parameter goal: the height that others are at, as far as it is known.
    /// - Throws: `BlockSyncError.notNext` when the ledger has moved on meanwhile.
    func takeOver(_ range: PreparedRange, towards goal: Height) async throws {
        let (results, result) = AsyncStream.makeStream(of: Result<Void, BlockSyncError>.self)
        let admission = queue.push(
            .takeOver(range, towards: goal) {
                result.yield($0)
                result.finish()
            }, from: .node)
        guard admission == .taken else { throw CancellationError() }
        for await result in results { return try result.get() }
        throw CancellationError()
    }

    /// Whether ranges of decided blocks are being fetched.
    var isFetching: Bool { fetches.withLock { $0 } }

    /// Says whether they are, so that no peer is asked for the same blocks meanwhile.
    func setFetching(_ does: Bool) {
        fetches.withLock { $0 = does }
        _ = queue.push(.fetching(does), from: .node)
    }

    /// Puts blocks below the lowest that is here.
    ///
    /// - Returns: the lowest one then.
    /// - Throws: `CancellationError` when the node is stopping.
    func fill(_ ancestry: BlockAncestry) async throws -> Height {
        let (results, result) = AsyncStream.makeStream(of: Height.self)
        let admission = queue.push(
            .fill(ancestry) {
                result.yield($0)
                result.finish()
            }, from: .node)
        guard admission == .taken else { throw CancellationError() }
        for await base in results { return base }
        throw CancellationError()
    }

    /// Lets an index of the whole chain take its place; blocks the thread that made it.
    ///
    /// - Returns: whether it has; nil when the node is stopping.
    func adopt(_ remade: QueryIndex) -> Bool? {
        let done = DispatchSemaphore(value: 0)
        let isAdopted = Mutex(false)
        let admission = queue.push(
            .adopt(remade) { outcome in
                isAdopted.withLock { $0 = outcome }
                done.signal()
            }, from: .node)
        guard admission == .taken else { return nil }
        done.wait()
        return isAdopted.withLock { $0 }
    }

    /// Runs the ledger's thread until graceful shutdown, or until another service has failed and this one is
    /// cancelled; what was in the queue is still done.
    func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            await EngineThread.run(name: "ledger") {
                var loop = EngineLoop(
                    store: self.store, genesis: self.genesis, signer: self.signer,
                    logKey: self.logKey, seen: self.evidence,
                    waiters: self.waiters, metrics: self.metrics, logger: self.logger,
                    index: self.index, peers: self.peers,
                    indexEnded: { _ = self.queue.push(.indexed, from: .node) },
                    publish: self.publish,
                    publishStanding: { standing in self.standing.withLock { $0 = standing } })
                loop.start()
                self.phase.withLock { if $0 == .starting { $0 = .running } }
                loop.run(self.queue)
            }
        } onCancelOrGracefulShutdown: {
            self.phase.withLock { $0 = .stopping }
            self.queue.close()
        }
    }

    private func publish(_ snapshot: LedgerSnapshot) {
        published.withLock { $0 = snapshot }
        headed.yield(snapshot)
    }
}

extension Problem {
    func retryAfter(seconds: Int64) -> Problem {
        with(.retryAfter, String(max(1, seconds)))
    }
}
