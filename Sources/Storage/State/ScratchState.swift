import GRDB
package import LedgerCore

/// A state of its own in a temporary file, for executing the chain again from its beginning.
///
/// Not durable and not shared: SQLite removes the file when the state is let go of, and never needs
/// more memory than its page cache.
package final class ScratchState: StateReading {
    private let queue: DatabaseQueue
    private let keepsTree: Bool
    private var version: Height

    /// - Parameters:
    ///   - state: what is there before the first block.
    ///   - keepingTree: whether roots are wanted.
    package init(state: [StateChange], keepingTree: Bool) throws(StorageError) {
        keepsTree = keepingTree
        do {
            // An empty name is SQLite's own temporary file.
            queue = try DatabaseQueue(path: "", configuration: ScratchState.configuration)
            version = .genesis
            try queue.inDatabase { database in
                try database.execute(sql: LedgerSchema.stateTables)
                try database.beginTransaction()
                try LedgerFounding.writeState(state, to: database)
            }
        } catch { throw StorageError(error) }
    }

    package func value(for key: StateKey) throws(StateReadError) -> Bytes? {
        do {
            return try read { database throws(StorageError) in
                try StateRows.value(for: key, in: database)
            }
        } catch { throw StateReadError(reason: "\(error)") }
    }

    /// Applies what a block has changed.
    ///
    /// - Returns: the root of the state tree after the block; nil where no tree is kept.
    package func apply(_ changes: [StateChange]) throws(StorageError) -> Digest? {
        let next = version.next
        let root = try read { database throws(StorageError) in
            guard keepsTree else {
                try StateRows.apply(changes, in: database)
                return Digest?.none
            }
            let tree = try StateTreeRows(database).tree(after: changes, to: version)
            try StateRows.apply(changes, in: database)
            try StateTreeRows.write(tree, in: database)
            return Digest?.some(tree.root)
        }
        version = next
        return root
    }

    private func read<Value>(
        _ body: (Database) throws(StorageError) -> Value
    ) throws(StorageError) -> Value {
        do { return try queue.inDatabase { database in try body(database) } } catch {
            throw StorageError(error)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = OFF")
            try database.execute(sql: "PRAGMA synchronous = OFF")
            try database.execute(sql: "PRAGMA cache_size = -65536")
        }
        return configuration
    }
}
