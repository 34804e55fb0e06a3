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
        var pending = PendingBlocks(on: self, isForOne: true)
        pending.append(block, state: state, effects: effects)
        try commit(pending)
    }

    /// Makes blocks part of the ledger, all of them in one durable transaction.
    ///
    /// A crash inside leaves the ledger as it was before the first of them.
    ///
    /// - Throws: as `commit(_:state:effects:)` does.
    package func commit(_ pending: PendingBlocks) throws(StorageError) {
        guard pending.count > 0 else { return }
        precondition(pending.base == head, "blocks on another head")
        let after = pending.head

        try transact { database throws(StorageError) in
            let onDisk = try HeadRow.read(in: database)
            precondition(onDisk == pending.base, "the head on disk is not the head in memory")
            var firstLeaf = pending.base.log.size
            for entry in pending.entries {
                try write(entry, firstLeaf: firstLeaf, keeping: pending.versions, to: database)
                firstLeaf = entry.block.header.logSize + 1
            }
            try StateRows.apply(pending.changes, in: database)
            switch pending.versions {
            case .all: try FormerNodeRows.prune(in: database)
            case .last: try writeLastVersion(of: pending, to: database)
            case .none:
                try StateTreeRows.removeAll(in: database)
                try FormerNodeRows.removeAll(in: database)
            }
            try pending.log.write(from: pending.base.log.size, to: database)
            try VoteRows.close(after.height, in: database)
            try ProposedBlockRows.close(after.height, in: database)
            try HeadRow.write(after, to: database)
        }
        for entry in pending.entries { committedState.apply(entry.state) }
        publish(after)
        if pending.versions == .none { publish(.leftOut) }
    }

    private func write(
        _ entry: PendingBlocks.Entry, firstLeaf: UInt64, keeping versions: PendingBlocks.Versions,
        to database: Database
    ) throws(StorageError) {
        let height = entry.block.height
        try BlockRows.insert(entry.block, firstLeaf: firstLeaf, in: database)
        try ValidatorChangeRows.insert(entry.block, state: entry.state, in: database)
        if versions == .all, let tree = entry.state.tree {
            try FormerNodeRows.insert(tree.stale, since: height, in: database)
            try StateTreeRows.write(tree, in: database)
        }
        try EffectRows.insert(entry.effects, height: height, in: database)
    }

    private func writeLastVersion(
        of pending: PendingBlocks, to database: Database
    ) throws(StorageError) {
        // order-free: what is removed, and rows that are written in the order of their table.
        try StateTreeRows.remove(Array(pending.removed), in: database)
        try StateTreeRows.write(
            pending.nodes.map {
                (StateTreeNodeKey(path: $0.key, version: $0.value.version), $0.value.row)
            }, in: database)
        try FormerNodeRows.removeAll(in: database)
    }
}
