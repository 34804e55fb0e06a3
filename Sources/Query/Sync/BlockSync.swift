package import LedgerCore
package import Storage
package import Traceability

/// Takes over blocks that others have decided: executes each on the one before, holds what comes of it
/// against its header, and commits several at once.
///
/// For the thread that writes the ledger. The same rules and the same commit as for a block decided
/// here; only the vote is missing.
///
/// Spec: Docs/Spec/Sync.md §4.
package struct BlockSync {
    private let ledger: LedgerStore
    private let index: QueryIndex
    private let genesis: Genesis

    package init(ledger: LedgerStore, index: QueryIndex, genesis: Genesis) {
        self.ledger = ledger
        self.index = index
        self.genesis = genesis
    }

    /// Takes over a range, which must begin right behind the head.
    ///
    /// A crash inside leaves the blocks of the commits before, and an index that its start brings up.
    ///
    /// - Parameter committed: told after each commit, with the blocks that are on disk and indexed now.
    /// - Throws: `.notNext` for a range that does not fit the head (somebody else was quicker);
    ///   `.differs` when a decided block does not come to what its header says, before anything of it
    ///   is written: this node, or two thirds of the validators, are wrong, and it must stop.
    package func apply(
        _ range: PreparedRange, committed: ([SyncedBlock]) -> Void = { _ in }
    ) throws(BlockSyncError) {
        var rest = range.blocks[...]
        while !rest.isEmpty {
            var pending = PendingBlocks(on: ledger)
            var batch: [SyncedBlock] = []
            while let block = rest.first, pending.count < PendingBlocks.countMax {
                batch.append(try execute(block, on: &pending))
                rest.removeFirst()
            }
            do {
                try ledger.commit(pending)
                for block in batch { try index.apply(block.facts) }
            } catch { throw BlockSyncError(error) }
            committed(batch)
        }
    }

    private func execute(
        _ block: PreparedBlock, on pending: inout PendingBlocks
    ) throws(BlockSyncError) -> SyncedBlock {
        let header = block.decided.block.header
        guard header.height == pending.head.height.next, header.previous == pending.head.blockID
        else { throw .notNext(found: header.height, head: pending.head.height) }
        let execution: BlockExecution
        let update: StateUpdate
        let next: ValidatorSet
        do {
            var overlay = StateOverlay(on: pending)
            execution = try BlockExecutor.execute(
                block.transactions,
                context: BlockContext(
                    chain: header.chain, height: header.height, time: header.time),
                state: &overlay)
            update = try pending.stateUpdate(overlay.changes)
            next = try Registry.validators(in: overlay)?.set ?? genesis.validatorSet
        } catch { throw BlockSyncError(error) }
        let computed = [
            ("outcomes root", Outcome.root(of: execution.outcomes), header.outcomesRoot),
            ("state root", update.root, header.stateRoot),
            ("next validators", next.hash, header.nextValidatorSetHash),
            ("log root", logRoot(after: block, on: pending), header.logRoot),
        ]
        for (what, computed, claimed) in computed where computed != claimed {
            throw .differs(
                height: header.height, what: what, computed: computed, claimed: claimed)
        }
        let effects = BlockEffects(execution, changes: update.changes)
        pending.append(
            CommittedBlock(decided: block.decided, outcomes: execution.outcomes), state: update,
            effects: effects.encoded())
        return SyncedBlock(decided: block.decided, execution: execution, effects: effects)
    }

    private func logRoot(after block: PreparedBlock, on pending: PendingBlocks) -> Digest {
        var log = pending.head.log
        log.append(transactionsOf: block.decided.block.body)
        return log.root
    }
}

/// A block that was taken over.
package struct SyncedBlock: Sendable {
    package let decided: DecidedBlock
    package let execution: BlockExecution
    package let effects: BlockEffects

    package var outcomes: [Outcome] { execution.outcomes }

    var facts: BlockFacts {
        BlockFacts(
            header: decided.block.header, execution: execution, effects: effects)
    }
}

/// Why a range was not taken over, or not all of it.
package enum BlockSyncError: Error {
    case notNext(found: Height, head: Height)
    case differs(height: Height, what: String, computed: Digest, claimed: Digest)
    /// The machine: disk, or a state that cannot be read.
    case failed(any Error)

    init(_ error: any Error) {
        self = (error as? BlockSyncError) ?? .failed(error)
    }
}
