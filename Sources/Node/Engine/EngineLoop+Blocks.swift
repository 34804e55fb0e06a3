import Consensus
import LedgerCore
import Logging
import Query
import Storage
import Traceability

/// Building, judging and committing blocks.
extension EngineLoop {
    /// A block of what the pool holds; `nil` where it holds nothing that may go in now.
    mutating func build(_ request: BlockRequest) -> Block? {
        let transactions = pool.reap(
            maxBytes: request.transactionBytesMax,
            enoughBytes: bytesEnough,
            maxTransactions: Int(clamping: parameters.blockTransactionsMax),
            blockTime: request.time
        ).map(\.signed)
        guard !transactions.isEmpty else { return nil }
        let body = BlockBody(transactions: transactions)
        let place = BlockPlace(request, chain: store.chainID)
        let result = execute(body, at: place)
        let header = result.header(for: body, like: place)
        let block = Block(header: header, body: body)
        executed[header.id] = result
        return block
    }

    /// How large a proposal may be and still be judged in time by the others; who is alone takes all.
    private var bytesEnough: Int {
        let start = replica.start
        guard start.validators.count > 1 else { return .max }
        return proposalSize.bytesEnough(
            within: start.parameters.timeouts.proposeMilliseconds)
    }

    /// What execution says of a block somebody proposed.
    mutating func validate(_ block: Block) -> BlockVerdict {
        if let reason = repetition(in: block) { return .invalid(reason: reason) }
        let place = BlockPlace(block.header)
        let result = executed[block.id] ?? execute(block.body, at: place)
        let expected = result.header(for: block.body, like: place)
        let verdict = BlockVerdict(on: block.header, executedAs: expected)
        if verdict == .valid { executed[block.id] = result }
        return verdict
    }

    /// Makes a decided block part of the ledger, tells who waited, and says what comes next.
    ///
    /// A crash before the commit leaves the block before, with the transactions in the pool and the
    /// votes in the log; a crash after it leaves the projections behind, which the start brings up.
    mutating func commit(_ decided: DecidedBlock) -> HeightStart {
        let block = decided.block
        if executed[block.id] == nil, case .invalid(let reason) = validate(block) {
            BrokenInvariant.stop(
                "a decided block does not hold",
                ["height": "\(block.height)", "reason": reason], logger: logger)
        }
        guard let result = executed.removeValue(forKey: block.id) else {
            preconditionFailure("a valid block was executed")
        }
        let effects = BlockEffects(result.execution, changes: result.update.changes)
        settleIndex()
        let way = orStop("the beginning of the index") {
            // Who works on a height has those before it.
            try index.way(from: store.head.height, towards: peers.heightSeen?.previous ?? .genesis)
        }
        orStop("block \(block.height) cannot be committed") {
            try metrics.commit.measure {
                try store.commit(
                    CommittedBlock(decided: decided, outcomes: result.outcomes),
                    state: result.update, effects: effects.encoded())
            }
        }
        metrics.agreed(in: decided.certificate.round, since: wokeAt)
        wokeAt = nil
        forget(block)
        let synced = SyncedBlock(
            decided: decided, execution: result.execution, effects: effects)
        indexing = IndexRun([synced], way, into: index, ended: indexEnded)
        publishSnapshot()
        return orStop("the next height") { try HeightStart(after: store, genesis: genesis) }
    }

    /// Takes over blocks that others have decided: the same rules and the same commit, without a vote.
    ///
    /// A crash inside leaves some of them, and the start goes on from there.
    mutating func takeOver(
        _ range: PreparedRange, towards goal: Height
    ) -> Result<Void, BlockSyncError> {
        let sync = BlockSync(ledger: store, index: index, genesis: genesis)
        let before = store.head.height
        let deciding = replica.start.validators
        let treeBefore = store.tree
        var taken: [SyncedBlock] = []
        var indexed: [IndexRun] = []
        let outcome = Result { () throws(BlockSyncError) in
            try sync.apply(
                range, towards: goal, indexing: &indexing, ended: indexEnded,
                indexed: { indexed.append($0) }, committed: { taken += $0 })
        }
        let contentBytes = indexed.reduce(0) { $0 + settled($1) }
        indexed = []
        tellOfTree(since: treeBefore)
        for block in taken { forget(block.decided.block) }
        if case .failure(let error) = outcome {
            switch error {
            case .notNext where store.head.height == before: return .failure(error)
            case .notNext: break
            case .differs, .failed:
                BrokenInvariant.stop(
                    "decided blocks cannot be taken over", ["error": "\(error)"], logger: logger)
            }
        }
        publishSnapshot()
        let next = orStop("the next height") { try HeightStart(after: store, genesis: genesis) }
        carryOut(replica.handle(.committed(next: next), at: now))
        // A set that changed within the range makes the indices of its later blocks mean others: the
        // blocks that follow will tell.
        for block in taken where block.decided.block.header.validatorSetHash == deciding.hash {
            carryOut(vigilSaw(block.decided, by: deciding))
        }
        tellObservers()
        memory.committed(contentBytes: contentBytes)
        return .success(())
    }

    private func tellOfTree(since before: TreeStanding) {
        guard store.tree != before else { return }
        logger.notice(
            store.tree == .leftOut
                ? "the tree over the state is left out until the way is over"
                : "the tree over the state was made, and has the root that was decided",
            metadata: ["height": "\(store.head.height)"])
    }

    /// Waits until every committed block is indexed, and tells who waited for them.
    mutating func settleIndex() {
        guard let contentBytes = settledIndex() else { return }
        publishSnapshot()
        // The blocks are let go of by now, and what they took can be given back.
        memory.committed(contentBytes: contentBytes)
    }

    private mutating func settledIndex() -> Int? {
        guard let run = indexing else { return nil }
        indexing = nil
        return settled(run)
    }

    /// A client that is told of its transaction finds it in the index.
    ///
    /// - Returns: octets of the contents.
    private mutating func settled(_ run: IndexRun) -> Int {
        metrics.project.record(orStop("blocks cannot be indexed") { try run.wait() })
        for block in run.blocks { tell(block.decided.block, block.execution) }
        return run.blocks.reduce(0) { sum, block in
            sum + block.decided.block.body.transactions.reduce(0) { $0 + $1.content.count }
        }
    }

    /// Counts what a block did, and tells who waited for it.
    private mutating func tell(_ block: Block, _ execution: BlockExecution) {
        metrics.count(execution)
        for (transaction, outcome) in zip(block.body.transactions, execution.outcomes) {
            waiters.tell(
                .committed(height: block.height, outcome: outcome), of: transaction.id)
        }
        logger.debug(
            "block committed",
            metadata: [
                "height": "\(block.height)", "transactions": "\(execution.outcomes.count)",
            ])
    }

    private mutating func forget(_ block: Block) {
        executed = [:]
        parameters = orStop("the parameters of the chain") {
            try Registry.parameters(in: store.committedState) ?? genesis.parameters
        }
        pool.limits = PoolLimits(parameters)
        let committed = block.body.transactions.map(\.id)
        let expired = pool.remove(committed: committed, blockTime: block.header.time)
        relay.forget(committed + expired)
        prepared.forget(committed + expired)
        orStop("the pool cannot be written") { try store.removeFromPool(expired) }
        for id in expired { waiters.tell(.expired, of: id) }
    }

    private mutating func execute(_ body: BlockBody, at place: BlockPlace) -> ExecutedBlock {
        // Where a long way did not come to its end.
        let treeBefore = store.tree
        orStop("the state tree cannot be made") { try store.completeTree() }
        tellOfTree(since: treeBefore)
        let began = ContinuousClock.now
        defer {
            proposalSize.executed(
                bytes: body.transactions.reduce(0) { $0 + $1.blockByteCount },
                microseconds: (ContinuousClock.now - began).microseconds)
        }
        return orStop("block \(place.height) cannot be executed") {
            try metrics.execute.measure {
                try ExecutedBlock(
                    executing: body.transactions.map(prepared.transaction), height: place.height,
                    time: place.time, on: store, genesis: genesis, measuring: metrics)
            }
        }
    }

    /// Why a block holds a transaction that the chain has or may have had, or has it twice; `nil` where
    /// not.
    ///
    /// The state says it, and not the rows of transactions: it is the same on a node that began with a
    /// snapshot. An id is spent there until its expiry; after that nobody proposes it.
    private func repetition(in block: Block) -> String? {
        let transactions = block.body.transactions
        guard Set(transactions.map(\.id)).count == transactions.count else {
            return "a transaction stands in it twice"
        }
        if let late = transactions.first(where: { $0.header.expiry < block.header.time }) {
            return "transaction \(late.id) expired before the block"
        }
        return orStop("the spent transactions") {
            try transactions.first {
                try store.committedState.value(for: .spent($0.id.digest)) != nil
            }
        }.map { "transaction \($0.id) is in the chain already" }
    }
}
