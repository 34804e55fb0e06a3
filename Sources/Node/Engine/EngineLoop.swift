import Consensus
import LedgerCore
import Logging
import Query
import Storage
import Traceability

/// What the ledger's thread does, round after round. Its state is local to that thread.
///
/// Every failure here is one of the machine or a broken invariant, since all that comes from clients
/// was judged before: it ends the process (ADR 0008), and the next start recovers.
struct EngineLoop {
    let store: LedgerStore
    let genesis: Genesis
    let waiters: CommitWaiters
    let metrics: EngineMetrics
    let logger: Logger
    private let started = ContinuousClock.now
    let index: QueryIndex
    let peers: PeerHub
    /// Called on the thread that indexes, when it has done what it was given.
    let indexEnded: @Sendable () -> Void
    let publish: @Sendable (LedgerSnapshot) -> Void
    let publishStanding: @Sendable (AgreementStanding) -> Void
    let logKey: PrivateKey?
    let seen: EvidenceBook

    /// In force at the height in work.
    var parameters: ChainParameters
    var replica: Replica
    var relay = TransactionRelay()
    var pool: Pool
    var prepared = PreparedPool()
    var timers = TimerQueue<Consensus.Timer>()
    /// Proposals whose transactions are on their way.
    var proposals = ProposalDesk()
    var memory = MemoryKeeper()
    var proposalSize = ProposalSize()
    /// Blocks of the height at hand that were executed, so that a block is executed once however
    /// often it is judged and decided.
    var executed: [BlockID: ExecutedBlock] = [:]
    /// Committed blocks that are being written to the index.
    var indexing: IndexRun?
    /// When this node woke for the height in work.
    var wokeAt: ContinuousClock.Instant?
    /// While a validator of a restored or copied home waits to see that it may sign.
    var vigil: Vigil?
    /// When evidence against a validator was handed in last.
    var handedIn: [KeyID: Timestamp] = [:]

    init(
        store: LedgerStore, genesis: Genesis, signer: (any MessageSigner)?,
        logKey: PrivateKey?, seen: EvidenceBook, waiters: CommitWaiters, metrics: EngineMetrics,
        logger: Logger,
        index: QueryIndex, peers: PeerHub, indexEnded: @escaping @Sendable () -> Void,
        publish: @escaping @Sendable (LedgerSnapshot) -> Void,
        publishStanding: @escaping @Sendable (AgreementStanding) -> Void
    ) {
        self.store = store
        self.genesis = genesis
        self.waiters = waiters
        self.metrics = metrics
        self.logger = logger
        self.index = index
        self.peers = peers
        self.indexEnded = indexEnded
        self.publish = publish
        self.publishStanding = publishStanding
        self.logKey = logKey
        self.seen = seen
        do {
            parameters = try Registry.parameters(in: store.committedState) ?? genesis.parameters
            pool = Pool(limits: PoolLimits(parameters))
            let record = try store.read { (reader) throws(StorageError) in
                try reader.consensusRecord()
            }
            replica = Replica(
                chain: store.chainID, start: try HeightStart(after: store, genesis: genesis),
                signer: signer, watching: store.origin == .own ? nil : .startedWatching,
                // Written again, which changes nothing: only the log can say that it is durable.
                recovered: try record.map { try store.consensusLog.record($0) })
        } catch {
            BrokenInvariant.stop(
                "the ledger cannot be taken up", ["error": "\(error)"], logger: logger)
        }
    }

    /// Takes up what a stop or a crash left: the pool, the height at hand, the projections.
    mutating func start() {
        let waiting = orStop("the pool on disk cannot be read") {
            try store.read { (reader) throws(StorageError) in try reader.poolTransactions() }
        }
        for transaction in waiting { restore(transaction) }
        orStop("the index cannot be brought up to the ledger") { try index.catchUp() }
        beginVigil()
        publishSnapshot()
        carryOut(replica.handle(.start, at: now))
        wake()
        publishStanding(AgreementStanding(replica, poolCount: pool.count))
    }

    /// Until the queue is closed and empty.
    mutating func run(_ queue: EngineQueue<EngineInput, EngineSender>) {
        while let inputs = queue.takeAll(waitingUpTo: wait) {
            if inputs.isEmpty { memory.rested() }
            var submissions: [Submission] = []
            // Those that came one behind the other are looked up together.
            var arrived: [(relayed: [RelayedTransaction], peer: PeerID)] = []
            for input in inputs {
                if case .peer(.transactions(let relayed, from: let peer)) = input {
                    arrived.append((relayed, peer))
                    continue
                }
                takeArrived(&arrived)
                switch input {
                case .submit(let submission): submissions.append(submission)
                case .peer(let input): take(input)
                case .takeOver(let range, let goal, let finished):
                    finished(takeOver(range, towards: goal))
                case .fetching(let does): carryOut(replica.handle(.hostCatchesUp(does), at: now))
                case .fill(let ancestry, let finished): finished(fill(ancestry))
                case .adopt(let index, let finished): finished(adopt(index))
                case .indexed: if indexing?.isOver == true { settleIndex() }
                }
            }
            takeArrived(&arrived)
            admit(submissions)
            for timer in timers.takeDue(at: monotonicNow) {
                carryOut(replica.handle(.timer(timer), at: now))
            }
            askForOverdueBlocks()
            wake()
            if replica.state.step != .idle, wokeAt == nil { wokeAt = .now }
            publishStanding(AgreementStanding(replica, poolCount: pool.count))
        }
        settleIndex()
    }

    private mutating func takeArrived(
        _ arrived: inout [(relayed: [RelayedTransaction], peer: PeerID)]
    ) {
        guard !arrived.isEmpty else { return }
        admit(arrived)
        arrived = []
    }

    /// Milliseconds until something is to be done without an input; nil where nothing is.
    private var wait: Int64? {
        let now = monotonicNow
        return [
            timers.wait(from: now), proposals.wait(from: now), memory.millisecondsUntilRest,
        ].compactMap { $0 }.min()
    }

    private mutating func restore(_ transaction: SignedTransaction) {
        let key = orStop("the registry cannot be read") {
            try Registry.senderKey(of: transaction.header, in: store.committedState)
        }
        // A validator that has left hands in nothing more; what it left waiting expires.
        guard let key else { return }
        guard let verified = try? transaction.verified(by: key, on: store.chainID) else {
            BrokenInvariant.stop(
                "a transaction of the pool does not verify", ["id": "\(transaction.id)"],
                logger: logger)
        }
        pool.restore(verified)
        prepared.keep(PreparedTransaction(inBlock: verified))
    }

    var now: Timestamp { Timestamp(milliseconds: UTCText.milliseconds()) }

    /// For timers: it does not jump when somebody sets the clock.
    var monotonicNow: Timestamp {
        Timestamp(milliseconds: (ContinuousClock.now - started).microseconds / 1_000)
    }

    /// Tells the replica of work, as long as there is some: with one validator each call ends with a
    /// committed block.
    mutating func wake() {
        // What a start took up was offered to nobody yet.
        let fresh = pool.notOffered
        send(relay.push(fresh.map(\.signed)))
        pool.markOffered(fresh.map(\.id))
        var height: Height?
        while pool.holdsOffered, height != store.head.height {
            height = store.head.height
            carryOut(replica.handle(.transactionsAvailable(offered: true), at: now))
        }
    }

    /// Runs what can only fail when the machine or an invariant does.
    func orStop<Value>(_ what: String, _ body: () throws -> Value) -> Value {
        do { return try body() } catch {
            BrokenInvariant.stop(what, ["error": "\(error)"], logger: logger)
        }
    }

    /// The validators of the height in work, with their records.
    var validators: ValidatorsLeaf {
        orStop("the validators cannot be read") {
            try ValidatorsLeaf(committedIn: store.committedState, genesis: genesis)
        }
    }

    func publishSnapshot() {
        var snapshot = orStop("the head of the ledger") {
            try LedgerSnapshot(of: store, genesis: genesis)
        }
        snapshot.projected = index.height
        snapshot.projectedSince = orStop("the beginning of the index") {
            try index.read { try $0.since() }
        }
        publish(snapshot)
    }
}
