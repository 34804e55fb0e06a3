import GRDB
package import LedgerCore
import Synchronization

/// The state after the last committed block, for the thread that executes the next one.
///
/// Reads through a bounded cache to a connection of its own. That connection holds one read
/// transaction from the first miss to the next commit: taking SQLite's read lock for every value
/// would cost more than the value. Other threads read a snapshot with `LedgerStore.read`.
package final class CommittedState: StateReading, Sendable {
    private let queue: DatabaseQueue
    private let cache: Mutex<ValueCache>

    init(path: String, cacheBytes: Int) throws(StorageError) {
        var settings = DatabaseSettings(durability: .full)
        settings.readersMax = 1
        var configuration = DatabasePool.configuration(settings)
        configuration.readonly = true
        configuration.allowsUnsafeTransactions = true
        do { queue = try DatabaseQueue(path: path, configuration: configuration) } catch {
            throw StorageError(error)
        }
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
            return try queue.unsafeRead { database in
                if !database.isInsideTransaction { try database.beginTransaction(.deferred) }
                return try body(database)
            }
        } catch { throw StorageError(error) }
    }

    /// Lets go of the height that was read, so that the write-ahead log can be emptied behind it.
    func release() throws(StorageError) {
        do {
            try queue.unsafeRead { database in
                if database.isInsideTransaction { try database.rollback() }
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
