import Consensus
import LedgerCore
import Storage
import Traceability

/// What execution of a block's transactions comes to: a pure function of the committed state and of
/// the transactions, the same on every validator.
struct ExecutedBlock: Sendable {
    let execution: BlockExecution
    let update: StateUpdate
    let nextValidatorSetHash: Digest
    /// The log with the block's envelopes and without its header.
    private let log: MerkleFrontier

    var outcomes: [Outcome] { execution.outcomes }

    /// Executes on an overlay; nothing is written.
    init(
        executing transactions: [PreparedTransaction], height: Height, time: Timestamp,
        on store: LedgerStore, genesis: Genesis, measuring metrics: EngineMetrics
    ) throws {
        let head = store.head
        let context = BlockContext(chain: store.chainID, height: height, time: time)
        let executed: StateOverlay
        (execution, executed, nextValidatorSetHash) = try store.committedState.hold { state in
            var overlay = StateOverlay(on: state)
            let execution = try metrics.rules.measure {
                try BlockExecutor.execute(transactions, context: context, state: &overlay)
            }
            let next = try ValidatorSet(committedIn: overlay, genesis: genesis).hash
            return (execution, overlay, next)
        }
        update = try metrics.stateTree.measure { try store.stateUpdate(executed.changes) }
        var log = head.log
        log.append(transactionsOf: BlockBody(transactions: transactions.map(\.signed)))
        self.log = log
    }

    /// The one header that a block with these transactions can have at its place.
    func header(
        for body: BlockBody, like place: BlockPlace
    ) -> BlockHeader {
        BlockHeader(
            chain: place.chain, height: place.height, previous: place.previous, time: place.time,
            proposer: place.proposer, transactionsRoot: body.transactionsRoot,
            outcomesRoot: Outcome.root(of: outcomes), logSize: log.size, logRoot: log.root,
            stateRoot: update.root, validatorSetHash: place.validatorSetHash,
            nextValidatorSetHash: nextValidatorSetHash)
    }
}

/// What a header says that does not follow from the transactions.
struct BlockPlace: Hashable, Sendable {
    let chain: ChainID
    let height: Height
    let previous: BlockID
    let time: Timestamp
    let proposer: KeyID
    let validatorSetHash: Digest

    init(_ header: BlockHeader) {
        chain = header.chain
        height = header.height
        previous = header.previous
        time = header.time
        proposer = header.proposer
        validatorSetHash = header.validatorSetHash
    }

    init(_ request: BlockRequest, chain: ChainID) {
        self.chain = chain
        height = request.height
        previous = request.previous
        time = request.time
        proposer = request.proposer
        validatorSetHash = request.validatorSetHash
    }
}
