import GRDB
package import LedgerCore
import Synchronization

extension LedgerStore {
    /// Brings what belongs to lots into memory before the thread that executes asks for it, on a connection
    /// that waits for no writer.
    ///
    /// Nothing depends on it: what is not brought, because the disk is slow or fails, others read ahead or a
    /// block is committed meanwhile, that thread reads itself.
    ///
    /// - Parameters:
    ///   - lots: their keys.
    ///   - countMax: how many of them are looked at, the first: more would push each other out of memory.
    ///   - timeMax: how long reading goes on; whoever brought the transaction waits for it.
    /// - Returns: of how many the facts were read.
    @discardableResult
    package func readAhead(
        _ lots: [StateKey], countMax: Int = 8_192, timeMax: Duration = .milliseconds(200)
    ) async -> Int {
        let version = committedState.version
        let unknown = committedState.unknown(among: lots.prefix(countMax))
        guard !unknown.isEmpty else { return 0 }
        return await committedState.readingAhead { state in
            (try? await pool.read { database in
                try LedgerStore.read(
                    unknown, into: state, asOf: version, until: .now + timeMax, database)
            }) ?? 0
        }
    }

    /// - Returns: of how many lots the facts were read.
    private static func read(
        _ lots: [StateKey], into state: CommittedState, asOf version: UInt64,
        until end: ContinuousClock.Instant, _ database: Database
    ) throws(StorageError) -> Int {
        let select = try PreparedStatement(database, StateRows.selectRange)
        for (index, lot) in lots.enumerated() {
            guard ContinuousClock.now < end else { return index }
            var facts: [(StateKey, Bytes)] = []
            try StatePlace(lot).withPlaces { first, end throws(StorageError) in
                try select.forEach(from: first, before: end, limit: HeldState.factsMax) {
                    row throws(StorageError) in
                    let (type, id) = try row.withBlob(0, StatePlace.key(at:))
                    facts.append((StateKey(type, id), row.blob(1)))
                }
            }
            guard state.remember(facts, asOf: version) else { return index }
        }
        return lots.count
    }
}

/// What is known before it is asked for.
extension CommittedState {
    /// How many read ahead at once; the others of the connections that read are for requests.
    private static let readersAheadMax = 2

    /// Those of some keys of which neither a value nor that they are absent is in memory.
    func unknown(among keys: some Sequence<StateKey>) -> [StateKey] {
        keys.filter { isUnknown($0) }
    }

    /// Runs `body` unless as many do as may.
    fileprivate func readingAhead(_ body: (CommittedState) async -> Int) async -> Int {
        let isFree = readersAhead.withLock { count in
            guard count < CommittedState.readersAheadMax else { return false }
            count += 1
            return true
        }
        guard isFree else { return 0 }
        defer { readersAhead.withLock { $0 -= 1 } }
        return await body(self)
    }
}
