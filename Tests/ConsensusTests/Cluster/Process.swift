import Consensus
import LedgerCore

/// One running validator, with the disk that outlives it.
final class Process {
    let index: Int
    /// Which validator's key it has; twins share one.
    let validator: Int
    let behaviour: Behaviour
    let clockOffset: Int64

    // On disk.
    let log = MemoryLog()
    private(set) var blocks: [DecidedBlock] = []
    var pool: Set<UInt64> = []

    // In memory.
    var replica: Replica
    var isUp = true
    /// Raised by each start, so that what was meant for a former life is dropped.
    var life = 0
    /// A block is being committed.
    var isCommitting = false

    private let chain: TestChain

    init(
        index: Int, validator: Int, behaviour: Behaviour, clockOffset: Int64, chain: TestChain
    ) {
        self.index = index
        self.validator = validator
        self.behaviour = behaviour
        self.clockOffset = clockOffset
        self.chain = chain
        replica = Process.replica(chain, validator, chain.start, nil)
    }

    var peerID: PeerID { PeerID(Digest(hashing: [UInt8(index)])) }
    var isHonest: Bool { behaviour == .honest }
    var height: Int { blocks.count }

    /// What the last committed block left.
    var stateRoot: Digest { blocks.last?.block.header.stateRoot ?? .zero }

    var next: HeightStart { blocks.last.map { chain.start(after: $0.block) } ?? chain.start }

    /// The smallest thing to do that is not done.
    var work: UInt64? { pool.min() }

    func crash() {
        isUp = false
        life += 1
        isCommitting = false
        if behaviour == .amnesiac { log.wipe() }
    }

    func restart() {
        isUp = true
        replica = Process.replica(chain, validator, next, log.recovered())
    }

    /// One transaction of the database: the block, and the end of the height in the consensus log.
    func commit(_ decided: DecidedBlock) {
        precondition(decided.block.height == next.height, "heights are committed in order")
        blocks.append(decided)
        log.commit(decided.block.height)
        let outcomes = decided.block.header.outcomesRoot
        pool = pool.filter { TestChain.outcomes($0) != outcomes }
    }

    func isDone(_ content: UInt64) -> Bool {
        let outcomes = TestChain.outcomes(content)
        return blocks.contains { $0.block.header.outcomesRoot == outcomes }
    }

    private static func replica(
        _ chain: TestChain, _ validator: Int, _ start: HeightStart,
        _ recovered: Durable<ConsensusRecord>?
    ) -> Replica {
        Replica(
            chain: TestChain.id, start: start, signer: chain.signers[validator],
            verifier: FakeVerifier(), recovered: recovered)
    }
}
