import GRDB
package import LedgerCore
import Synchronization

/// The state after the last committed block, for the thread that executes the next one.
///
/// Reads through a bounded cache to the connection that writes: of all connections only this one keeps
/// its pages when a block is committed, and SQLite reads those of the others anew. It holds one read
/// transaction from the first miss to the next write: taking SQLite's read lock for every value would cost
/// more than the value. Other threads read a snapshot with `LedgerStore.read`.
package final class CommittedState: StateReading, Sendable {
    private let pool: DatabasePool
    private let cache: Mutex<ValueCache>

    /// - Parameter pool: allows transactions that outlast an access; nobody else writes with it.
    init(_ pool: DatabasePool, cacheBytes: Int) {
        self.pool = pool
        cache = Mutex(ValueCache(bytesMax: cacheBytes))
    }

    package func value(for key: StateKey) throws(StateReadError) -> Bytes? {
        if case .known(let value) = cache.withLock({ $0.value(for: key) }) { return value }
        do {
            let value = try read { database throws(StorageError) in
                try StateRows.value(for: key, in: database)
            }
            cache.withLock { $0.remember(value, for: key) }
            return value
        } catch { throw StateReadError(reason: "\(error)") }
    }

    /// Reads at the committed height, in the transaction that is held.
    func read<Value>(
        _ body: (Database) throws(StorageError) -> Value
    ) throws(StorageError) -> Value {
        do {
            return try pool.writeWithoutTransaction { database in
                if !database.isInsideTransaction { try database.beginTransaction(.deferred) }
                return try body(database)
            }
        } catch { throw StorageError(error) }
    }

    /// Writes, outside of the transaction that is held.
    func write<Value>(
        _ body: (Database) throws(StorageError) -> Value
    ) throws(StorageError) -> Value {
        do {
            return try pool.writeWithoutTransaction { database in
                if database.isInsideTransaction { try database.rollback() }
                return try body(database)
            }
        } catch { throw StorageError(error) }
    }

    /// Takes over what a block has changed, once it is on disk.
    func apply(_ changes: [StateChange]) {
        cache.withLock { cache in
            for change in changes { cache.remember(change.value, for: change.key) }
        }
    }
}
