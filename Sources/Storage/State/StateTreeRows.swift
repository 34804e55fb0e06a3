import GRDB
import LedgerCore

/// The nodes of the state tree as rows, by version and path: a block appends, and seldom rewrites.
struct StateTreeRows: StateTreeNodeStore {
    private let select: PreparedStatement

    init(_ database: Database) throws(StorageError) {
        select = try PreparedStatement(
            database, "SELECT row FROM nodes WHERE version = ? AND path = ?")
    }

    func node(_ key: StateTreeNodeKey) throws(StateReadError) -> Bytes? {
        do {
            return try select.first(.height(key.version), .blob(key.path.bytes)) {
                $0.blob(0)
            }
        } catch { throw StateReadError(reason: "\(error)") }
    }

    /// The nodes that these changes to the tree of a height make; nothing is written.
    ///
    /// - Parameter height: nil for the tree before genesis, which is empty.
    static func update(
        from height: Height?, with changes: [StateChange], in database: Database
    ) throws(StorageError) -> StateTreeUpdate {
        do {
            return try StateTree(version: height, store: StateTreeRows(database))
                .updated(with: changes, version: height?.next ?? .genesis)
        } catch { throw StorageError(error) }
    }

    /// Writes the nodes of an update, and remembers which ones it made stale.
    static func insert(
        _ update: StateTreeUpdate, height: Height, in database: Database
    ) throws(StorageError) {
        let insert = try PreparedStatement(
            database, "INSERT INTO nodes (version, path, row) VALUES (?, ?, ?)")
        let nodes = update.nodes.map { (path: $0.key.path.bytes, key: $0.key, row: $0.row) }
        for node in nodes.sorted(by: { $0.path.precedes($1.path) }) {
            try insert.run(.height(node.key.version), .blob(node.path), .blob(node.row))
        }
        let stale = try PreparedStatement(
            database, "INSERT INTO stale (since, version, path) VALUES (?, ?, ?)")
        for key in update.stale {
            try stale.run(.height(height), .height(key.version), .blob(key.path.bytes))
        }
    }

    /// Writes the nodes of a version at once over an earlier one, of which what it does not use goes.
    static func replace(
        _ obsolete: [StateTreeNodeKey], by nodes: [StateTreeNodeKey: Bytes],
        in database: Database
    ) throws(StorageError) {
        let delete = try PreparedStatement(
            database, "DELETE FROM nodes WHERE version = ? AND path = ?")
        for key in obsolete { try delete.run(.height(key.version), .blob(key.path.bytes)) }
        let insert = try PreparedStatement(
            database, "INSERT INTO nodes (version, path, row) VALUES (?, ?, ?)")
        let rows = nodes.map { (version: $0.key.version, path: $0.key.path.bytes, row: $0.value) }
        let sorted = rows.sorted { left, right in
            left.version != right.version
                ? left.version < right.version
                : left.path.lexicographicallyPrecedes(right.path)
        }
        for node in sorted {
            try insert.run(.height(node.version), .blob(node.path), .blob(node.row))
        }
    }

    /// Forgets the nodes that no kept version needs: those that became stale at `height` or before.
    static func prune(through height: Height, in database: Database) throws(StorageError) {
        let stale = try PreparedStatement(
            database, "SELECT version, path FROM stale WHERE since <= ?"
        ).all(.height(height)) { (version: $0.integer(0), path: $0.blob(1)) }
        let delete = try PreparedStatement(
            database, "DELETE FROM nodes WHERE version = ? AND path = ?")
        for node in stale { try delete.run(.integer(node.version), .blob(node.path)) }
        try PreparedStatement(database, "DELETE FROM stale WHERE since <= ?")
            .run(.height(height))
    }
}
