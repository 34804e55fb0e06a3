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

    /// Writes the nodes of an update, and remembers which ones it made stale.
    static func insert(
        _ update: StateTreeUpdate, height: Height, in database: Database
    ) throws(StorageError) {
        let insert = try PreparedStatement(
            database, "INSERT INTO nodes (version, path, row) VALUES (?, ?, ?)")
        for index in rowOrder(update.nodes.lazy.map(\.key)) {
            let (key, row) = update.nodes[index]
            try insert.run(.height(key.version), .blob(key.path.bytes), .blob(row))
        }
        try StaleNodeRows.insert(
            rowOrder(update.stale).lazy.map { update.stale[$0] }, since: height, in: database)
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
        let nodes = Array(nodes)
        for index in rowOrder(nodes.lazy.map(\.key)) {
            let (key, row) = nodes[index]
            try insert.run(.height(key.version), .blob(key.path.bytes), .blob(row))
        }
    }

    /// The order of the table, as indices. Of keys and numbers alone, which nobody counts the
    /// references of: tens of thousands are sorted a block.
    private static func rowOrder(_ keys: some Sequence<StateTreeNodeKey>) -> [Int] {
        let sorted = keys.enumerated().map { (key: $0.element, index: $0.offset) }
            .sorted { left, right in
                left.key.version != right.key.version
                    ? left.key.version < right.key.version : left.key.path < right.key.path
            }
        return sorted.map(\.index)
    }

    /// Forgets nodes that no kept version needs: those that became stale at `height` or before.
    ///
    /// - Parameter countMax: how many, those of the earliest first; the others stay for the next time.
    static func prune(
        through height: Height, atMost countMax: Int = .max, in database: Database
    ) throws(StorageError) {
        let delete = try PreparedStatement(
            database, "DELETE FROM nodes WHERE version = ? AND path = ?")
        let stale = try StaleNodeRows.remove(through: height, atMost: countMax, in: database)
        for node in stale { try delete.run(.integer(node.version), .blob(node.path)) }
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
