import GRDB
import LedgerCore

/// The nodes of the newest state tree as rows, by path.
///
/// What hangs on a node lies beside it, so that the lower part of a key's way is one page of a large state,
/// read and written once; the upper nodes lie together before all others.
///
/// Spec: Docs/Spec/Storage.md §2.
struct StateTreeRows: StateTreeNodeStore {
    typealias Node = (key: StateTreeNodeKey, row: Bytes)

    private let database: Database
    private let select: PreparedStatement

    init(_ database: Database) throws(StorageError) {
        self.database = database
        select = try PreparedStatement(
            database, "SELECT version, row FROM nodes WHERE place = ?")
    }

    /// Nil where another version has this path, too.
    func node(_ key: StateTreeNodeKey) throws(StateReadError) -> Bytes? {
        do {
            let read = { (row: SQLRow) throws(StorageError) in
                row.integer(0) == SQLValue.signed(key.version) ? row.blob(1) : nil
            }
            if let place = key.path.place {
                return try select.first(.integer(place), read: read) ?? nil
            }
            return try PreparedStatement(
                database, "SELECT version, row FROM deep_nodes WHERE path = ?"
            ).first(.blob(key.path.bytes), read: read) ?? nil
        } catch { throw StateReadError(reason: "\(error)") }
    }

    /// Writes an update over the version before it, of which what it does not have goes.
    static func write(_ update: StateTreeUpdate, in database: Database) throws(StorageError) {
        try remove(update.removed, in: database)
        try write(update.nodes, in: database)
    }

    /// - Parameter nodes: one a path.
    static func write(_ nodes: [Node], in database: Database) throws(StorageError) {
        let put = try PreparedStatement(
            database, "INSERT OR REPLACE INTO nodes (place, version, row) VALUES (?, ?, ?)")
        for index in rowOrder(of: nodes.lazy.map(\.key.path)) {
            let (key, row) = nodes[index]
            if let place = key.path.place {
                try put.run(.integer(place), .height(key.version), .blob(row))
            } else {
                try PreparedStatement(
                    database,
                    "INSERT OR REPLACE INTO deep_nodes (path, version, row) VALUES (?, ?, ?)"
                ).run(.blob(key.path.bytes), .height(key.version), .blob(row))
            }
        }
    }

    /// - Parameter paths: at which nothing is left; there need not have been anything.
    static func remove(_ paths: [StateTreePath], in database: Database) throws(StorageError) {
        let delete = try PreparedStatement(database, "DELETE FROM nodes WHERE place = ?")
        for path in paths {
            if let place = path.place {
                try delete.run(.integer(place))
            } else {
                try PreparedStatement(database, "DELETE FROM deep_nodes WHERE path = ?")
                    .run(.blob(path.bytes))
            }
        }
    }

    /// Removes the whole tree.
    static func removeAll(in database: Database) throws(StorageError) {
        try PreparedStatement(database, "DELETE FROM nodes").run()
        try PreparedStatement(database, "DELETE FROM deep_nodes").run()
    }

    /// Whether there is no tree, which has a root however small the state is.
    static func isEmpty(in database: Database) throws(StorageError) -> Bool {
        try PreparedStatement(database, "SELECT 1 FROM nodes WHERE place = ?")
            .first(.integer(StateTreePath.root.place ?? 0)) { _ in true } == nil
    }

    /// The order of the table, as indices. Of paths and numbers alone, which nobody counts the references
    /// of: tens of thousands are sorted a block.
    static func rowOrder(of paths: some Sequence<StateTreePath>) -> [Int] {
        paths.enumerated().map { (path: $0.element, index: $0.offset) }
            .sorted { $0.path < $1.path }.map(\.index)
    }
}

extension StateTreeNodeStore {
    /// The nodes that these changes to the tree of a height make; nothing is written.
    ///
    /// - Parameter height: nil for the tree before genesis, which is empty.
    func tree(
        after changes: [StateChange], to height: Height?
    ) throws(StorageError) -> StateTreeUpdate {
        do {
            return try StateTree(version: height, store: self)
                .updated(with: changes, version: height?.next ?? .genesis)
        } catch { throw StorageError(error) }
    }
}
