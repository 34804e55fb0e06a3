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

    /// A commit is closed after so many bytes of contents: small enough that the index of one is written
    /// while the next is executed, large enough that its fsync does not count.
    private static let contentBytesUsual = 2 << 20
    /// The same where there is neither an index nor a tree to write: as much as a range has.
    private static let contentBytesFar = 16 << 20

    /// Takes over what lies behind the head of a range, which begins there or earlier: some of its blocks
    /// may have come another way meanwhile.
    ///
    /// The index of a commit is written on another thread while the next blocks are executed, and is done
    /// before they are committed: so it is never behind by more blocks than effects are kept of. A crash
    /// inside leaves the blocks of the commits before, and an index that its start brings up. An index that
    /// is empty waits until the goal is reached, and is made anew then, beside it. So does the tree over the
    /// state, where most of the way is to come: it is made of the whole state shortly before the goal, and held
    /// against the root of the last block then; of the blocks before it roots of outcomes and log are compared,
    /// not that of the state.
    ///
    /// - Parameters:
    ///   - goal: the height that others are at, as far as it is known. Versions of the state tree that
    ///     would be gone by then are not written.
    ///   - indexing: what is being indexed from before; the last commit of this range afterwards. It may
    ///     have failed: whoever waits for it is told.
    ///   - ended: for each run that is begun here.
    ///   - indexed: told of each run that was waited for here.
    ///   - committed: told after each commit, with the blocks that are on disk now.
    /// - Throws: `.notNext` for a range that does not fit the head (somebody else was quicker);
    ///   `.differs` when a decided block does not come to what its header says, before anything of it
    ///   is written: this node, or two thirds of the validators, are wrong, and it must stop.
    package func apply(
        _ range: PreparedRange, towards goal: Height = .genesis, indexing: inout IndexRun?,
        ended: @escaping @Sendable () -> Void = {}, indexed: (IndexRun) -> Void = { _ in },
        committed: ([SyncedBlock]) -> Void = { _ in }
    ) throws(BlockSyncError) {
        var rest = try range.blocks(behind: ledger.head)
        do {
            while !rest.isEmpty {
                let (pending, batch) = try executeSome(of: &rest, towards: goal)
                if let run = indexing {
                    try run.wait()
                    indexing = nil
                    indexed(run)
                }
                let way = try index.way(from: ledger.head.height, towards: goal)
                try ledger.commit(pending)
                committed(batch)
                indexing = IndexRun(batch, way, into: index, ended: ended)
            }
        } catch { throw BlockSyncError(error) }
    }

    /// Takes over a range, and returns when it is indexed too.
    package func apply(
        _ range: PreparedRange, towards goal: Height = .genesis,
        committed: ([SyncedBlock]) -> Void = { _ in }
    ) throws(BlockSyncError) {
        var indexing: IndexRun?
        let outcome = Result { () throws(BlockSyncError) in
            try apply(range, towards: goal, indexing: &indexing, committed: committed)
        }
        // Nothing is left running that writes the index.
        do { try indexing?.wait() } catch { throw BlockSyncError(error) }
        try outcome.get()
    }

    private func executeSome(
        of rest: inout ArraySlice<PreparedBlock>, towards goal: Height
    ) throws(BlockSyncError) -> (PendingBlocks, [SyncedBlock]) {
        let leavesTreeOut = try leavesTreeOut(towards: goal)
        if !leavesTreeOut {
            do { try ledger.completeTree() } catch { throw BlockSyncError(error) }
        }
        let contentBytesUsual =
            leavesTreeOut ? BlockSync.contentBytesFar : BlockSync.contentBytesUsual
        let isForOne =
            rest.count == 1 || (rest.first?.contentBytes ?? 0) >= contentBytesUsual
        let lastPossible = ledger.head.height.rawValue + UInt64(PendingBlocks.countMax)
        let isFarBehind = lastPossible + UInt64(LedgerStore.stateVersionsMax) < goal.rawValue
        var pending =
            leavesTreeOut || isFarBehind
            ? PendingBlocks(on: ledger, keeping: leavesTreeOut ? .none : .last)
            : PendingBlocks(on: ledger, isForOne: isForOne)
        var batch: [SyncedBlock] = []
        var contentBytes = 0
        while let block = rest.first, pending.count < PendingBlocks.countMax,
            contentBytes < contentBytesUsual,
            !leavesTreeOut || pending.head.height.next < goal
        {
            batch.append(try execute(block, on: &pending))
            contentBytes += block.contentBytes
            rest.removeFirst()
        }
        return (pending, batch)
    }

    /// Whether the next blocks are committed without their tree: that is done up to the last but one, so that
    /// a ledger is never at the goal before its state was held against a root.
    private func leavesTreeOut(towards goal: Height) throws(BlockSyncError) -> Bool {
        let head = ledger.head.height
        guard head.next < goal else { return false }
        switch ledger.tree {
        case .madeAnew: return false
        case .leftOut: return true
        case .kept:
            // To make it costs what it costs to keep it for a third of the blocks. A peer may claim any goal:
            // nothing is multiplied or added.
            guard goal.rawValue - head.rawValue > head.rawValue / 2 else { return false }
            do { return try index.way(from: head, towards: goal) == .leavingOut } catch {
                throw BlockSyncError(error)
            }
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
            update =
                pending.versions == .none
                ? pending.stateUpdate(overlay.changes, claiming: header.stateRoot)
                : try pending.stateUpdate(overlay.changes)
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

/// A block that is in the ledger, with what it did.
package struct SyncedBlock: Sendable {
    package let decided: DecidedBlock
    package let execution: BlockExecution
    package let effects: BlockEffects

    package init(decided: DecidedBlock, execution: BlockExecution, effects: BlockEffects) {
        self.decided = decided
        self.execution = execution
        self.effects = effects
    }

    package var height: Height { decided.block.height }
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
