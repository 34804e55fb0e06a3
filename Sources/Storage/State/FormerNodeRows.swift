import GRDB
import LedgerCore

/// What the last heights replaced in the state tree: the way back to the versions before the newest.
///
/// Hundreds of nodes are a row, since they are written for every block and read hardly ever: path, version
/// and row of each, in the order of paths, in CBOR one behind the other. `tree_versions` tells how many nodes
/// each height has, so that as many heights are kept as a bounded number of nodes allows: large blocks replace
/// tens of thousands, and hundreds of those blocks would be more than the whole state.
enum FormerNodeRows {
    /// Versions before the newest that are kept however many nodes they have: a checkpoint is cosigned within
    /// a few blocks.
    static let versionsMin = 16
    /// Nodes beyond which no older version is kept.
    static let nodesMax = 200_000
    /// A row is begun anew after so many bytes.
    private static let rowBytesUsual = 32 << 10

    /// - Parameter since: the height that replaced them.
    static func insert(
        _ replaced: [StateTreeRows.Node], since height: Height, in database: Database
    ) throws(StorageError) {
        let insert = try PreparedStatement(
            database, "INSERT INTO former_nodes (since, first, nodes) VALUES (?, ?, ?)")
        var first = StateTreePath.root
        var writer = CBORWriter(capacity: 2 * rowBytesUsual)
        for (count, index) in StateTreeRows.rowOrder(of: replaced.lazy.map(\.key.path)).enumerated()
        {
            let (key, row) = replaced[index]
            if writer.output.isEmpty { first = key.path }
            writer.bytes(key.path.bytes)
            writer.value(key.version)
            writer.bytes(row)
            if writer.output.count >= rowBytesUsual || count == replaced.count - 1 {
                try insert.run(.height(height), .blob(first.bytes), .blob(writer.output))
                writer.cut(to: 0)
            }
        }
        try PreparedStatement(
            database, "INSERT INTO tree_versions (height, replaced) VALUES (?, ?)"
        ).run(.height(height), .integer(replaced.count))
    }

    /// Forgets the versions that are too old, or older than too many nodes.
    static func prune(
        in database: Database, keeping nodesMax: Int = nodesMax
    ) throws(StorageError) {
        let heights = try PreparedStatement(
            database, "SELECT height, replaced FROM tree_versions ORDER BY height DESC"
        ).all { (height: $0.integer(0), nodes: $0.integer(1)) }
        var nodes = 0
        for (index, version) in heights.enumerated() {
            nodes += Int(version.nodes)
            let isKept =
                index < versionsMin
                || index < LedgerStore.stateVersionsMax && nodes <= nodesMax
            if !isKept { return try forget(through: version.height, in: database) }
        }
    }

    /// Forgets all versions but the newest.
    static func removeAll(in database: Database) throws(StorageError) {
        try forget(through: .max, in: database)
    }

    private static func forget(
        through height: Int64, in database: Database
    ) throws(StorageError) {
        try PreparedStatement(database, "DELETE FROM former_nodes WHERE since <= ?")
            .run(.integer(height))
        try PreparedStatement(database, "DELETE FROM tree_versions WHERE height <= ?")
            .run(.integer(height))
    }
}

/// The nodes of a version of the state tree that is not the newest.
struct FormerStateTree: StateTreeNodeStore {
    private let newest: StateTreeRows
    private let replaced: PreparedStatement
    /// Those that came behind the version, the earliest first.
    private let heights: [Int64]

    /// - Returns: nil where the version is not kept.
    init?(of version: Height, in database: Database) throws(StorageError) {
        heights = try PreparedStatement(
            database, "SELECT height FROM tree_versions WHERE height > ? ORDER BY height"
        ).all(.height(version)) { $0.integer(0) }
        // Without a gap up to the newest, since they go from the earliest on.
        guard heights.first == SQLValue.signed(version.next) else { return nil }
        newest = try StateTreeRows(database)
        replaced = try PreparedStatement(
            database,
            """
            SELECT nodes FROM former_nodes WHERE since = ? AND first <= ?
            ORDER BY first DESC LIMIT 1
            """)
    }

    /// What the first height to replace the node found there.
    func node(_ key: StateTreeNodeKey) throws(StateReadError) -> Bytes? {
        if let row = try newest.node(key) { return row }
        let path = key.path.bytes
        do {
            for height in heights {
                let nodes = try replaced.first(.integer(height), .blob(path)) { $0.blob(0) }
                if let found = try nodes.flatMap({ try FormerStateTree.node(at: path, in: $0) }) {
                    return found.version == key.version ? found.row : nil
                }
            }
            return nil
        } catch { throw StateReadError(reason: "\(error)") }
    }

    private static func node(
        at path: Bytes, in nodes: Bytes
    ) throws(CBORError) -> (version: Height, row: Bytes)? {
        var reader = CBORReader(nodes)
        while reader.remaining > 0 {
            let found = try reader.byteRange()
            let version = try reader.value(Height.self)
            let row = try reader.bytes()
            if nodes[found].elementsEqual(path) { return (version, row) }
        }
        return nil
    }
}
