import GRDB
package import LedgerCore
import Synchronization

/// The truth of one node on disk: genesis, blocks, certificates, state, log, pool and own votes, in
/// one SQLite file of one home.
///
/// One thread writes: `commit`, the pool and the vote log are called from the thread that drives the
/// ledger, one after the other. Anybody reads, at any time, from a snapshot, and never waits for the
/// writer nor makes it wait.
///
/// Opening is recovery: SQLite has already dropped what a crash left half written, so a home that
/// was killed and one that was closed are opened by the same steps.
///
/// Spec: Docs/Spec/Storage.md.
package final class LedgerStore: Sendable {
    package let paths: HomePaths
    package let chainID: ChainID
    /// The state after the last block, for the thread that executes the next one.
    package let committedState: CommittedState

    let pool: DatabasePool
    /// Held until the store is gone; nil where the store only reads.
    private let lock: HomeLock?
    /// Replaced whole after each commit.
    private let published: Mutex<Published>

    private struct Published {
        var head: LedgerHead
        var home: HomeRecord
        var tree: TreeStanding
    }

    /// Memory for state values; see `ValueCache`.
    package static let stateCacheBytesDefault = 32 << 20

    init(
        paths: HomePaths, lock: HomeLock?, pool: DatabasePool, chainID: ChainID, head: LedgerHead,
        home: HomeRecord, tree: TreeStanding, stateCacheBytes: Int
    ) {
        self.paths = paths
        self.lock = lock
        self.pool = pool
        self.chainID = chainID
        committedState = CommittedState(pool, cacheBytes: stateCacheBytes)
        published = Mutex(Published(head: head, home: home, tree: tree))
    }

    /// Where the ledger stands; changes when `commit` returns.
    package var head: LedgerHead { published.withLock { $0.head } }

    /// Whether this home is the one it was made as.
    package var origin: HomeOrigin { published.withLock { $0.home.origin } }

    /// The name of this copy of the ledger.
    package var instance: HomeInstance { published.withLock { $0.home.instance } }

    /// Whether the state tree is here.
    package var tree: TreeStanding { published.withLock { $0.tree } }

    func publish(_ tree: TreeStanding) {
        published.withLock { $0.tree = tree }
    }

    func publish(_ head: LedgerHead) {
        published.withLock { $0.head = head }
    }

    func publish(_ home: HomeRecord) {
        published.withLock { $0.home = home }
    }

    /// Reads at one moment: everything that `body` asks belongs to the same height.
    ///
    /// - Throws: `StorageError`, or what `body` throws.
    package func read<Value>(_ body: (LedgerReader) throws -> Value) throws -> Value {
        let archive = paths.archive
        do {
            return try pool.read { database in
                try body(LedgerReader(database, archiveDirectory: archive))
            }
        } catch { throw StorageError.translating(error) }
    }

    /// Reads at one moment, without holding a thread of the cooperative pool meanwhile.
    ///
    /// - Throws: `StorageError`, or what `body` throws.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (LedgerReader) throws -> Value
    ) async throws -> Value {
        let archive = paths.archive
        do {
            return try await pool.read { database in
                try body(LedgerReader(database, archiveDirectory: archive))
            }
        } catch { throw StorageError.translating(error) }
    }

    /// One durable transaction: on disk when it returns, or not at all.
    func transact<Value>(
        _ body: (Database) throws(StorageError) -> Value
    ) throws(StorageError) -> Value {
        try committedState.write { database throws(StorageError) in
            var value: Result<Value, StorageError>?
            do {
                try database.inTransaction(.immediate) {
                    value = .success(try body(database))
                    return .commit
                }
            } catch { value = .failure(StorageError(error)) }
            guard let value else { preconditionFailure("a transaction without an end") }
            return try value.get()
        }
    }

    /// Ends the use of the home. Optional: a process that just ends leaves nothing to repair.
    package func close() throws(StorageError) {
        try committedState.close()
    }
}
