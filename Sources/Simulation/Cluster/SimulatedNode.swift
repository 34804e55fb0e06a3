import Consensus
import LedgerCore

/// One running node, with the disk that outlives it: a production replica and a production pool, and
/// what their host must remember.
final class SimulatedNode {
    let index: Int
    /// The seat whose key it has; twins share one, who only ever observes has none.
    let validator: Int?
    let behaviour: Behaviour
    let disk: Disk
    var clock: NodeClock
    private let chain: SimulatedChain

    // In memory.
    var replica: Replica
    var pool = Pool(limits: PoolLimits())
    var relay = TransactionRelay()
    var executed: [BlockID: Execution] = [:]
    var isUp = true
    /// Raised by each crash, so that what was meant for a former life is dropped.
    private(set) var life = 0
    /// Raised when the replica cancels its timers.
    var epoch = 0
    var isCommitting = false
    /// Whether its host fetches decided blocks.
    var isFetching = false
    /// When the last write will be on the disk.
    var syncedUntil: Int64 = 0
    /// Restored from a backup: the last height at which it may have signed what it does not know of.
    private(set) var formerHeight: Height?
    /// Whether its disk is not known to hold everything that it signed.
    private(set) var isDoubted = false
    private(set) var vigil: Vigil?

    init(
        index: Int, validator: Int?, behaviour: Behaviour, clock: NodeClock, chain: SimulatedChain
    ) {
        self.index = index
        self.validator = validator
        self.behaviour = behaviour
        self.clock = clock
        self.chain = chain
        disk = Disk(chain)
        replica = Replica(
            chain: chain.id, start: chain.books.next, signer: validator.map { chain.signers[$0] },
            verifier: chain.verifier)
    }

    var peerID: PeerID { PeerID(Digest(hashing: [UInt8(index)])) }
    var isHonest: Bool { behaviour == .honest }
    var signer: (any MessageSigner)? { validator.map { chain.signers[$0] } }
    var books: Books { disk.stored.books }
    /// Blocks that are committed.
    var height: Int { disk.stored.blocks.count }

    /// Whether a transaction is on its disk.
    func holds(_ id: TransactionID) -> Bool {
        disk.stored.committed.contains(id) || disk.stored.waiting.contains { $0.id == id }
    }

    /// The power goes off, and what is in memory with it.
    func stop() {
        isUp = false
        life += 1
        isCommitting = false
        isFetching = false
    }

    /// Someone puts an old copy of the disk in the place of this one while the node is down.
    func restoreBackup() -> Bool {
        let height = books.next.height
        guard disk.restoreBackup() else { return false }
        formerHeight = max(height, formerHeight ?? height)
        isDoubted = true
        return true
    }

    /// It watches from now on: it may have signed what it does not know of.
    func beginVigil(at now: Timestamp) {
        isDoubted = true
        vigil = signer.map { Vigil(of: $0.keyID, from: now) }
    }

    /// - Returns: whether it knows by now that it may sign.
    func sawDecided(_ block: DecidedBlock, by validators: ValidatorSet) -> Bool {
        vigil?.saw(block, of: validators) == true
    }

    /// It has seen the others go on without it.
    func endVigil() {
        isDoubted = false
        vigil = nil
    }

    /// Starts from what is on the disk.
    func start(at now: Timestamp) {
        if isDoubted { beginVigil(at: now) }
        isUp = true
        epoch += 1
        executed = [:]
        pool = Pool(limits: PoolLimits())
        relay = TransactionRelay()
        for transaction in disk.stored.waiting { pool.restore(transaction) }
        let recovered = try? disk.recovered()
        replica = Replica(
            chain: chain.id, start: books.next, signer: signer, verifier: chain.verifier,
            watching: isDoubted ? .startedWatching : nil,
            recovered: recovered ?? nil)
    }
}
