import Consensus
import LedgerCore

/// One running node, with the disk that outlives it: a production replica and a production pool, and
/// what their host must remember.
final class SimulatedNode {
    let index: Int
    /// Which validator's key it has, by its place in the set; twins share one, observers have none.
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
    /// When the last write will be on the disk.
    var syncedUntil: Int64 = 0
    /// Restored from a backup: it does not sign before it has seen this height decided.
    private(set) var watchesUntil: Height?

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
    }

    /// Someone puts an old copy of the disk in the place of this one while the node is down.
    func restoreBackup() -> Bool {
        let height = books.next.height
        guard disk.restoreBackup() else { return false }
        watchesUntil = max(height, watchesUntil ?? height)
        return true
    }

    func maySignAgain() { watchesUntil = nil }

    /// Starts from what is on the disk.
    func start() {
        isUp = true
        epoch += 1
        executed = [:]
        pool = Pool(limits: PoolLimits())
        relay = TransactionRelay()
        for transaction in disk.stored.waiting { pool.restore(transaction) }
        let recovered = try? disk.recovered()
        replica = Replica(
            chain: chain.id, start: books.next, signer: signer, verifier: chain.verifier,
            watching: watchesUntil == nil ? nil : .startedWatching,
            recovered: recovered ?? nil)
    }
}
