import GRDB
package import LedgerCore
import Storage
import Synchronization

extension QueryIndex {
    /// Whether the ledger has blocks by now that this index knows nothing of.
    package func lacksHistory() throws(QueryError) -> Bool {
        guard try ledgerIsWhole() else { return false }
        return try beginsLate()
    }

    /// Makes an index of the whole chain beside this one while this one goes on serving, and lets it take
    /// its place.
    ///
    /// Executes every block, which takes as long as it takes: for a thread of its own. What a crash leaves
    /// unfinished begins anew; what was handed over is taken up at the next start.
    ///
    /// - Parameters:
    ///   - progress: heights as they are done; false ends the work.
    ///   - handOver: runs `adopt` on the thread that drives the ledger; whether it took place, false when
    ///     the ledger has gone on too far. Nil ends the work.
    /// - Returns: whether the new index is in its place.
    /// - Throws: `.notReplayable` when a content was purged: the index then stays as it is.
    package func remake(
        progress: (_ done: Height, _ target: Height) -> Bool,
        handOver: (QueryIndex) -> Bool?
    ) throws(QueryError) -> Bool {
        let path = ledger.paths.queryRemade
        let remade: QueryIndex
        do {
            remade = try QueryIndex(
                anewAt: path, of: ledger, settings: DatabaseSettings(durability: .normal))
        } catch { throw QueryError(error) }
        do throws(QueryError) {
            if try follow(with: remade, progress: progress, handOver: handOver) { return true }
        } catch {
            discard(remade)
            throw error
        }
        discard(remade)
        return false
    }

    private func follow(
        with remade: QueryIndex, progress: (Height, Height) -> Bool,
        handOver: (QueryIndex) -> Bool?
    ) throws(QueryError) -> Bool {
        let replay = try remade.replay()
        while true {
            while remade.height < ledger.head.height {
                guard progress(remade.height, ledger.head.height) else { return false }
                try remade.executeNext(on: replay)
            }
            let old = pool
            switch handOver(remade) {
            case nil: return false
            case false?: continue
            case true?:
                // Waits for those who are still reading it. What is left of it a start removes.
                if (try? old.close()) != nil { try? QueryIndex.removeFiles(at: ledger.paths.query) }
                return true
            }
        }
    }

    private func discard(_ remade: QueryIndex) {
        try? remade.close()
        try? QueryIndex.removeFiles(at: ledger.paths.queryRemade)
    }

    /// Puts an index that was made anew in the place of this one, at the height of the ledger.
    ///
    /// For the thread that drives the ledger: nothing is committed meanwhile.
    ///
    /// - Returns: false when the ledger is further ahead than effects are kept of; nothing has changed then.
    package func adopt(_ remade: QueryIndex) throws(QueryError) -> Bool {
        guard ledger.head.height.rawValue - remade.height.rawValue <= LedgerStore.effectsKept
        else { return false }
        while remade.height < ledger.head.height {
            guard let facts = try remade.keptFacts(of: remade.height.next) else {
                throw .gap(index: remade.height, block: ledger.head.height)
            }
            try remade.apply(facts)
        }
        _ = replacePool(with: remade.pool)
        names.withLock { $0 = NameCache() }
        publish(remade.height)
        return true
    }

    /// At the start: an index that took the other's place since the last one gets its name.
    ///
    /// It is told by its height. One that was handed over is not behind the other, which was not written
    /// any more. A crash in between leaves the new one alone, and the next start takes that up.
    static func takeUpRemade(of ledger: LedgerStore, settings: DatabaseSettings) throws {
        let (path, remade) = (ledger.paths.query, ledger.paths.queryRemade)
        guard exists(remade) else { return }
        guard let (pool, height) = try open(at: remade, of: ledger, settings: settings) else {
            return try removeFiles(at: remade)
        }
        let other = exists(path) ? try open(at: path, of: ledger, settings: settings) : nil
        try other?.0.close()
        guard height >= other?.1 ?? .genesis else {
            try pool.close()
            return try removeFiles(at: remade)
        }
        _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try pool.close()
        try removeFiles(at: path)
        try move(remade, to: path)
    }
}
