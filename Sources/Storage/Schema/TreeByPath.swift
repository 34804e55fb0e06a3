import GRDB
import LedgerCore

/// Brings the state tree of schema 3 into the tables of schema 4.
///
/// It had all versions in one table, by version and path. What is on the way from the newest root is kept, and
/// the versions before it are not.
enum TreeByPath {
    static func migrate(_ database: Database) throws(StorageError) {
        let head = try HeadRow.read(in: database).height
        do {
            try database.execute(sql: "ALTER TABLE nodes RENAME TO nodes_by_version")
            try database.execute(sql: tables)
            let tree = StateTree(version: head, store: try NodesByVersion(database))
            try tree.forEachRow { key, row in
                try StateTreeRows.write([(key, row)], in: database)
            }
            // SQLite would keep the pages of a table that is dropped full, to take that back.
            try database.execute(
                sql: """
                    DELETE FROM nodes_by_version;
                    DROP TABLE nodes_by_version;
                    DROP TABLE IF EXISTS stale;
                    DROP TABLE IF EXISTS stale_nodes;
                    """)
        } catch { throw StorageError(error) }
    }

    /// As schema 4 had them, whatever later ones have.
    private static let tables = """
        CREATE TABLE nodes (
            place INTEGER PRIMARY KEY,
            version INTEGER NOT NULL,
            row BLOB NOT NULL
        ) STRICT;
        CREATE TABLE deep_nodes (
            path BLOB PRIMARY KEY,
            version INTEGER NOT NULL,
            row BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE former_nodes (
            since INTEGER NOT NULL,
            first BLOB NOT NULL,
            nodes BLOB NOT NULL,
            PRIMARY KEY (since, first)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE tree_versions (
            height INTEGER PRIMARY KEY,
            replaced INTEGER NOT NULL
        ) STRICT;
        """
}

private struct NodesByVersion: StateTreeNodeStore {
    private let select: PreparedStatement

    init(_ database: Database) throws(StorageError) {
        select = try PreparedStatement(
            once: database, "SELECT row FROM nodes_by_version WHERE version = ? AND path = ?")
    }

    func node(_ key: StateTreeNodeKey) throws(StateReadError) -> Bytes? {
        do {
            return try select.first(.height(key.version), .blob(NodesByVersion.name(of: key.path)))
            { $0.blob(0) }
        } catch { throw StateReadError(reason: "\(error)") }
    }

    /// One byte with the number of nibbles, and the nibbles two a byte, the last of an odd number high.
    private static func name(of path: StateTreePath) -> Bytes {
        var name = Bytes([UInt8(path.count)])
        for index in 0..<path.count {
            if index.isMultiple(of: 2) {
                name.append(path.nibble(index) << 4)
            } else {
                name[name.count - 1] |= path.nibble(index)
            }
        }
        return name
    }
}
