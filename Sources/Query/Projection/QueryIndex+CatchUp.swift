import GRDB
package import LedgerCore
import Storage
import Synchronization
import Traceability

extension QueryIndex {
    /// Brings the index to the height of the ledger: from what the ledger kept of the last blocks, or
    /// by executing the chain again where that is not enough.
    ///
    /// On a ledger that began with a snapshot the index begins at its head, and tells so by `since`. Once
    /// everything is filled in, ``remake(progress:handOver:)`` makes it whole.
    ///
    /// Call it at the start, before anything is committed. The next commit may begin when it returns.
    ///
    /// - Parameter progress: heights as they are done; the last one is that of the ledger.
    package func catchUp(
        progress: (_ done: Height, _ target: Height) -> Void = { _, _ in }
    ) throws(QueryError) {
        let target = ledger.head.height
        let isWhole = try ledgerIsWhole()
        while height < target {
            guard let facts = try keptFacts(of: height.next) else {
                let begins = try beginsLate() || !isWhole
                return begins ? try begin(behind: target) : try rebuild(progress: progress)
            }
            try apply(facts)
            progress(height, target)
        }
    }

    /// Makes the index anew from the ledger alone. Gives the same rows, number for number.
    ///
    /// - Throws: `.notReplayable` when a content was purged: the index must then be copied from a node
    ///   that has it.
    package func rebuild(
        progress: (_ done: Height, _ target: Height) -> Void = { _, _ in }
    ) throws(QueryError) {
        let target = ledger.head.height
        try clear()
        let replay = try replay()
        while height < target {
            try executeNext(on: replay)
            progress(height, target)
        }
    }

    /// The chain from its beginning, for an index that is empty.
    func replay() throws(QueryError) -> ChainReplay {
        let genesis: Bytes
        do { genesis = try ledger.read { try $0.genesis() } } catch { throw QueryError(error) }
        return try ChainReplay(genesis: genesis, keepingTree: false)
    }

    /// Writes the next block as its execution says.
    ///
    /// - Parameter replay: at the height of the index.
    func executeNext(on replay: ChainReplay) throws(QueryError) {
        let block = try replayableBlock(at: height.next)
        let step = try replay.next(block)
        guard step.execution.outcomes == block.outcomes else {
            throw .notReplayable(height: block.height, reason: "it has other outcomes now")
        }
        let effects = BlockEffects(step.execution, changes: step.changes)
        try apply(
            BlockFacts(
                header: block.header, execution: step.execution, effects: effects))
    }

    /// What the ledger kept of a block; nil where it has kept it no more, or cannot show the block.
    func keptFacts(of height: Height) throws(QueryError) -> BlockFacts? {
        do {
            return try ledger.read { reader in
                guard let bytes = try reader.effects(at: height), !bytes.isEmpty,
                    let block = try reader.block(at: height)
                else { return nil }
                do {
                    return BlockFacts(block: block, effects: try BlockEffects(decoding: bytes))
                } catch { throw QueryError.effects(height: height, reason: "\(error)") }
            }
        } catch { throw QueryError(error) }
    }

    private func replayableBlock(at height: Height) throws(QueryError) -> CommittedBlock {
        do {
            guard let block = try ledger.read({ try $0.block(at: height) }) else {
                throw QueryError.gap(index: height, block: ledger.head.height)
            }
            return block
        } catch let error as StorageError {
            if case .contentAbsent(let id) = error {
                throw .notReplayable(height: height, reason: "the content of \(id) was purged")
            }
            throw .storage(error)
        } catch { throw QueryError(error) }
    }

    func ledgerIsWhole() throws(QueryError) -> Bool {
        do { return try ledger.read { try $0.base() } == .first } catch { throw QueryError(error) }
    }

    func beginsLate() throws(QueryError) -> Bool {
        do { return try read { try $0.since() } > .first } catch { throw QueryError(error) }
    }

    /// This far from the goal, or closer, an index that knows nothing yet is written on the way.
    private static let blocksWrittenMax: UInt64 = 64

    /// Whether the next blocks are left out of the index: where it is empty, so that nobody misses what it
    /// knew, and the way to the goal is long. It is made whole afterwards, beside it.
    ///
    /// Asked when it is at the ledger's height. Once some blocks were left out, all are until the goal.
    ///
    /// - Parameter goal: the height that others have, as far as it is known.
    package func way(
        from height: Height, towards goal: Height
    ) throws(QueryError) -> IndexRun.Way {
        guard goal > height else { return .writing }
        do {
            let since = try read { try $0.since() }
            // Behind the first block that it is to know of, it has been written.
            guard since > height else { return .writing }
            let isFar = goal.rawValue - height.rawValue > QueryIndex.blocksWrittenMax
            return since > .first || isFar ? .leavingOut : .writing
        } catch { throw QueryError(error) }
    }

    /// Begins behind a height; for an index that is empty.
    func leaveOut(through height: Height) throws(QueryError) {
        do {
            try pool.write { database in try setProgress(height, in: database) }
        } catch { throw QueryError(error) }
        publish(height)
    }

    /// It knows nothing up to a height, and follows from there.
    private func setProgress(_ height: Height, in database: Database) throws(StorageError) {
        try PreparedStatement(database, "UPDATE progress SET height = ?, since = ?")
            .run(.height(height), .height(height.next))
    }

    /// An empty index that goes on behind a height.
    private func begin(behind height: Height) throws(QueryError) {
        try clear(since: height.next)
        publish(height)
    }

    private func clear(since: Height = .first) throws(QueryError) {
        do {
            try names.withLock { names in
                names = NameCache()
                try pool.write { database in
                    for table in QuerySchema.order.keys.sorted() where table != "progress" {
                        try database.execute(sql: "DELETE FROM \"\(table)\"")
                    }
                    try setProgress(since.previous ?? .genesis, in: database)
                }
            }
        } catch { throw QueryError(error) }
        publish(.genesis)
    }
}
