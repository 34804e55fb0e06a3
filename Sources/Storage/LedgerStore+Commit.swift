import GRDB
package import LedgerCore

extension LedgerStore {
    /// Makes a decided block part of the ledger, in one durable transaction: block, contents,
    /// outcomes, certificate, state, log. On disk when it returns.
    ///
    /// A crash inside leaves the ledger at the block before, with the transactions still in the pool
    /// and the votes of this height still there; the block is then decided or fetched again.
    ///
    /// That the block follows the head, and has the roots that its header names, are facts the caller
    /// has established before it voted: they trap.
    ///
    /// - Parameter effects: what projections need to know of the block beside its bytes, for a
    ///   projection that a crash keeps from being written after the commit. Kept for the last
    ///   ``effectsKept`` blocks.
    /// - Throws: `.diskFull`, `.inputOutput`, `.corrupt`. The node stops on each: nothing was written.
    package func commit(
        _ block: CommittedBlock, state: StateUpdate, effects: Bytes = []
    ) throws(StorageError) {
        let before = head
        let header = block.header
        precondition(header.chain == chainID, "a block of another chain")
        precondition(header.height == before.height.next, "a block that does not follow the head")
        precondition(header.previous == before.blockID, "a block on another block")
        precondition(
            block.outcomes.count == block.decided.block.body.transactions.count,
            "one outcome a transaction")
        precondition(
            block.decided.certificate.blockID == header.id, "a certificate of another block")
        precondition(state.base == before.blockID, "a state update on another block")
        precondition(state.root == header.stateRoot, "another state than the header's")

        try committedState.release()
        let after = try transact { database throws(StorageError) in
            let onDisk = try HeadRow.read(in: database)
            precondition(onDisk == before, "the head on disk is not the head in memory")
            let log = try BlockRows.insert(block, log: before.log, in: database)
            try StateRows.apply(state.changes, in: database)
            try StateTreeRows.insert(state.tree, height: header.height, in: database)
            if header.height.rawValue > LedgerStore.stateVersionsKept {
                let oldest = Height(header.height.rawValue - LedgerStore.stateVersionsKept)
                try StateTreeRows.prune(through: oldest, in: database)
            }
            try EffectRows.insert(effects, height: header.height, in: database)
            try VoteRows.close(header.height, in: database)
            try ProposedBlockRows.close(header.height, in: database)
            let after = LedgerHead(
                height: header.height, blockID: header.id, stateRoot: header.stateRoot, log: log)
            try HeadRow.write(after, to: database)
            return after
        }
        // Again, should another thread have read meanwhile: what it read was the height before.
        try committedState.release()
        committedState.apply(state.changes)
        publish(after)
    }
}
