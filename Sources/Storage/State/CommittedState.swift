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
    private let memory: Mutex<Memory>
    /// Whether the connections are closed. Held while others than the engine read: SQLite's memory must not
    /// go from under them.
    private let isClosed = Mutex(false)
    /// How many read ahead now.
    let readersAhead = Mutex(0)

    /// What need not be read from the disk.
    private struct Memory {
        var cache: ValueCache
        var upper = UpperNodes()
        var keys = KeyFilter()
        var knowsEveryKey = false
        /// Counts the blocks that were taken over.
        var version: UInt64 = 0

        /// The filter first: most of what is asked for is not there, and the cache would be searched in
        /// vain, anywhere in megabytes.
        mutating func value(for key: StateKey) -> ValueCache.Answer {
            if knowsEveryKey, !keys.mayHold(key.digest) { return .known(nil) }
            return cache.value(for: key)
        }
    }

    /// - Parameter pool: allows transactions that outlast an access; nobody else writes with it.
    init(_ pool: DatabasePool, cacheBytes: Int) {
        self.pool = pool
        memory = Mutex(Memory(cache: ValueCache(bytesMax: cacheBytes)))
    }

    package func value(for key: StateKey) throws(StateReadError) -> Bytes? {
        try value(for: key) { () throws(StorageError) in
            try read { database throws(StorageError) in
                try StateRows.value(for: key, in: database)
            }
        }
    }

    /// - Parameter look: reads what is not in memory.
    func value(
        for key: StateKey, _ look: () throws(StorageError) -> Bytes?
    ) throws(StateReadError) -> Bytes? {
        if case .known(let value) = memory.withLock({ $0.value(for: key) }) { return value }
        do {
            let value = try look()
            memory.withLock { $0.cache.remember(value, for: key) }
            return value
        } catch { throw StateReadError(reason: "\(error)") }
    }

    /// Reads nodes of the tree, in the transaction that is held.
    func readTree<Value>(
        _ body: (CommittedNodes) throws(StorageError) -> Value
    ) throws(StorageError) -> Value {
        try read { database throws(StorageError) in
            try body(CommittedNodes(state: self, rows: StateTreeRows(database)))
        }
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

    /// Reads on a connection of those that anybody reads on, which waits for no writer.
    ///
    /// - Returns: nil once the connections are closed.
    func readSnapshot<Value: Sendable>(_ body: (Database) throws -> Value) throws -> Value? {
        try isClosed.withLock { isClosed in
            isClosed ? nil : try pool.read(body)
        }
    }

    /// Closes all connections, once nobody reads on one.
    func close() throws(StorageError) {
        try write { _ in }
        do {
            try isClosed.withLock { isClosed in
                isClosed = true
                try pool.close()
            }
        } catch { throw StorageError(error) }
    }

    /// Takes over what a block has changed, once it is on disk.
    func apply(_ update: StateUpdate) {
        memory.withLock { memory in
            memory.version += 1
            for change in update.changes {
                memory.cache.remember(change.value, for: change.key)
                if change.value != nil { memory.keys.add(change.key.digest) }
            }
            for node in update.tree?.nodes ?? [] { memory.upper.remember(node.row, node.key) }
        }
    }
}

/// What is remembered.
extension CommittedState {
    func upperNode(_ key: StateTreeNodeKey) -> Bytes? {
        memory.withLock { $0.upper.row(key) }
    }

    func remember(_ row: Bytes, _ key: StateTreeNodeKey) {
        memory.withLock { $0.upper.remember(row, key) }
    }

    func remember(_ value: Bytes, for key: StateKey) {
        memory.withLock { $0.cache.remember(value, for: key) }
    }

    /// Which blocks what is in memory is of.
    var version: UInt64 { memory.withLock { $0.version } }

    /// Whether the disk would be asked for a key.
    func isUnknown(_ key: StateKey) -> Bool {
        if case .unknown = memory.withLock({ $0.value(for: key) }) { true } else { false }
    }

    /// Remembers what another thread has read, unless a block was taken over since it knew of this version:
    /// what it read may be of before that block.
    ///
    /// It may as well be of the block that is being committed, which changes whatever differs once it is
    /// taken over; until then nothing is asked for.
    ///
    /// - Returns: whether it was remembered.
    func remember(_ facts: [(StateKey, Bytes)], asOf version: UInt64) -> Bool {
        memory.withLock { memory in
            guard memory.version == version else { return false }
            for (key, value) in facts { memory.cache.remember(value, for: key) }
            return true
        }
    }

    func learn(_ keys: [Digest]) {
        memory.withLock { memory in
            for key in keys { memory.keys.add(key) }
        }
    }

    func knowsEveryKey() {
        memory.withLock { $0.knowsEveryKey = true }
    }

    /// Whether most keys that are not there need not be looked up any more.
    var knowsAbsence: Bool { memory.withLock { $0.knowsEveryKey } }
}
