package import LedgerCore
package import Storage
package import Traceability

/// The chain executed again from its genesis, on a state of its own: for a verification of the ledger,
/// and for an index that is made anew.
package struct ChainReplay {
    private let chain: ChainID
    private let state: ScratchState

    /// - Parameter genesis: canonical, as the ledger has it.
    /// - Throws: `.notReplayable` when it founds no state.
    package init(genesis: Bytes, keepingTree: Bool) throws(QueryError) {
        do {
            let founded = try Genesis(decoding: genesis)
            var overlay = StateOverlay(on: EmptyState())
            try GenesisState.apply(founded, into: &overlay)
            chain = founded.chainID
            state = try ScratchState(state: overlay.changes, keepingTree: keepingTree)
        } catch let error as StorageError {
            throw .storage(error)
        } catch { throw .notReplayable(height: .genesis, reason: "\(error)") }
    }

    /// Executes the next block.
    package func next(_ block: CommittedBlock) throws(QueryError) -> ReplayStep {
        let header = block.header
        let prepared = block.decided.block.body.transactions.map {
            PreparedTransaction(inBlock: $0)
        }
        do {
            var overlay = StateOverlay(on: state)
            let execution = try BlockExecutor.execute(
                prepared,
                context: BlockContext(chain: chain, height: header.height, time: header.time),
                state: &overlay)
            let changes = overlay.changes
            let root = try state.apply(changes)
            return ReplayStep(execution: execution, changes: changes, stateRoot: root)
        } catch let error as ExecutionFailure {
            throw .notReplayable(height: header.height, reason: error.description)
        } catch let error as StateReadError {
            throw .notReplayable(height: header.height, reason: error.reason)
        } catch { throw QueryError(error) }
    }
}

/// What came of a block that was executed again.
package struct ReplayStep: Sendable {
    package let execution: BlockExecution
    package let changes: [StateChange]
    /// Nil where no tree is kept.
    package let stateRoot: Digest?
}

extension ChainReplay: LedgerReplay {
    package func validators(at height: Height) throws -> ValidatorSet {
        guard let leaf = try Registry.validators(in: state) else {
            throw QueryError.notReplayable(height: height, reason: "the state has no validators")
        }
        return leaf.set
    }

    package mutating func execute(_ block: CommittedBlock) throws -> ReplayedBlock {
        let step = try next(block)
        guard let root = step.stateRoot else {
            preconditionFailure("a verification replays with the state tree")
        }
        return ReplayedBlock(outcomes: step.execution.outcomes, stateRoot: root)
    }
}
