import GRDB
import LedgerCore

/// Nodes of the state tree that a height made stale: one row a height.
///
/// A row for each of tens of thousands of nodes would cost as much as the nodes themselves. The names lie
/// one behind the other, ascending: the version in eight bytes, big-endian, and the path, which begins
/// with the number of its nibbles.
enum StaleNodeRows {
    typealias Name = (version: Int64, path: Bytes)

    /// - Parameter keys: ascending by version, then path.
    static func insert(
        _ keys: some Sequence<StateTreeNodeKey>, since height: Height, in database: Database
    ) throws(StorageError) {
        var names = Bytes()
        for key in keys { append(key.version.rawValue, key.path.bytes, to: &names) }
        guard !names.isEmpty else { return }
        try PreparedStatement(database, "INSERT INTO stale_nodes (since, names) VALUES (?, ?)")
            .run(.height(height), .blob(names))
    }

    /// Takes out nodes that became stale at a height or before, those of the earliest first.
    ///
    /// - Parameter countMax: how many; the others stay for the next time.
    static func remove(
        through height: Height, atMost countMax: Int, in database: Database
    ) throws(StorageError) -> [Name] {
        let next = try PreparedStatement(
            database,
            "SELECT since, names FROM stale_nodes WHERE since <= ? ORDER BY since LIMIT 1")
        let delete = try PreparedStatement(database, "DELETE FROM stale_nodes WHERE since = ?")
        let keep = try PreparedStatement(
            database, "UPDATE stale_nodes SET names = ? WHERE since = ?")
        var taken: [Name] = []
        while taken.count < countMax,
            let row = try next.first(.height(height), read: { ($0.integer(0), $0.blob(1)) })
        {
            let (since, bytes) = row
            let names = try decode(bytes, since: since)
            let some = names.prefix(countMax - taken.count)
            taken += some
            if some.count == names.count {
                try delete.run(.integer(since))
            } else {
                let byteCount = some.reduce(0) { $0 + versionBytes + $1.path.count }
                try keep.run(.blob(Bytes(bytes[byteCount...])), .integer(since))
            }
        }
        return taken
    }

    private static let versionBytes = 8

    static func append(_ version: UInt64, _ path: Bytes, to names: inout Bytes) {
        withUnsafeBytes(of: version.bigEndian) { names.append(contentsOf: $0) }
        names += path
    }

    static func decode(_ names: Bytes, since height: Int64) throws(StorageError) -> [Name] {
        var found: [Name] = []
        var rest = names[...]
        while let count = rest.dropFirst(versionBytes).first {
            let end = rest.startIndex + versionBytes + StateTreePath.byteCount(nibbles: Int(count))
            guard end <= rest.endIndex else { break }
            let version = rest.prefix(versionBytes).reduce(0) { $0 << 8 | UInt64($1) }
            found.append(
                (Int64(clamping: version), Bytes(rest[(rest.startIndex + versionBytes)..<end])))
            rest = rest[end...]
        }
        guard rest.isEmpty else {
            throw .corrupt("the stale nodes of height \(height) end inside a name")
        }
        return found
    }
}
