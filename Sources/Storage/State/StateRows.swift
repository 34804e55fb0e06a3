import GRDB
import LedgerCore

/// The values of the state as rows.
enum StateRows {
    static let selectValue = "SELECT value FROM state WHERE type = ? AND id = ?"

    static func value(for key: StateKey, in database: Database) throws(StorageError) -> Bytes? {
        try value(for: key, PreparedStatement(database, selectValue))
    }

    /// - Parameter select: ``selectValue``.
    static func value(
        for key: StateKey, _ select: PreparedStatement
    ) throws(StorageError) -> Bytes? {
        try select.first(.integer(Int64(key.type.rawValue)), .blob(key.id)) {
            row throws(StorageError) in row.blob(0)
        }
    }

    static func apply(_ changes: [StateChange], in database: Database) throws(StorageError) {
        let put = try PreparedStatement(
            database,
            """
            INSERT INTO state (type, id, value) VALUES (?, ?, ?)
            ON CONFLICT (type, id) DO UPDATE SET value = excluded.value
            """)
        let remove = try PreparedStatement(
            database, "DELETE FROM state WHERE type = ? AND id = ?")
        for index in rowOrder(changes) {
            let change = changes[index]
            let type = SQLValue.integer(Int64(change.key.type.rawValue))
            if let value = change.value {
                try put.run(type, .blob(change.key.id), .blob(value))
            } else {
                try remove.run(type, .blob(change.key.id))
            }
        }
    }

    typealias Row = (type: UInt8, id: Bytes, value: Bytes)

    /// Where the id of a change lies among the ids of all.
    private struct Place {
        let type: UInt8
        let id: Range<Int>
        let index: Int
    }

    /// The order of the table, as indices, so that each page is met once.
    ///
    /// The ids are compared where they lie one behind the other: tens of thousands are sorted a block,
    /// and counting the references to each would take most of the time.
    private static func rowOrder(_ changes: [StateChange]) -> [Int] {
        var ids = Bytes()
        var places: [Place] = []
        places.reserveCapacity(changes.count)
        for (index, change) in changes.enumerated() {
            let start = ids.count
            ids += change.key.id
            places.append(
                Place(type: change.key.type.rawValue, id: start..<ids.count, index: index))
        }
        ids.withUnsafeBytes { ids in
            places.sort { left, right in
                if left.type != right.type { return left.type < right.type }
                return UnsafeRawBufferPointer(rebasing: ids[left.id])
                    .precedes(UnsafeRawBufferPointer(rebasing: ids[right.id]))
            }
        }
        return places.map(\.index)
    }

    /// Rows in the order of the table, those after a key where one is given.
    static func rows(
        after last: (type: UInt8, id: Bytes)?, limit: Int, in database: Database
    ) throws(StorageError) -> [Row] {
        try PreparedStatement(
            database,
            """
            SELECT type, id, value FROM state WHERE (type, id) > (?, ?) ORDER BY type, id LIMIT ?
            """
        ).all(
            .integer(Int64(last?.type ?? 0)), .blob(last?.id ?? []), .integer(limit)
        ) { (type: UInt8(truncatingIfNeeded: $0.integer(0)), id: $0.blob(1), value: $0.blob(2)) }
    }

    typealias Key = (type: UInt8, id: Bytes)

    /// Keys in the order of the table, those after one where it is given.
    static func keys(
        after last: Key?, limit: Int, in database: Database
    ) throws(StorageError) -> [Key] {
        try PreparedStatement(
            database,
            "SELECT type, id FROM state WHERE (type, id) > (?, ?) ORDER BY type, id LIMIT ?"
        ).all(.integer(Int64(last?.type ?? 0)), .blob(last?.id ?? []), .integer(limit)) {
            (type: UInt8(truncatingIfNeeded: $0.integer(0)), id: $0.blob(1))
        }
    }

    /// Values of one type in the order of their ids: members, keys, plots.
    static func values(
        of type: StateType, after id: Bytes?, limit: Int, in database: Database
    ) throws(StorageError) -> [(id: Bytes, value: Bytes)] {
        let type = SQLValue.integer(Int64(type.rawValue))
        let read = { (row: SQLRow) throws(StorageError) in (id: row.blob(0), value: row.blob(1)) }
        let limit = SQLValue.integer(limit)
        guard let id else {
            return try PreparedStatement(
                database, "SELECT id, value FROM state WHERE type = ? ORDER BY id LIMIT ?"
            ).all(type, limit, read: read)
        }
        return try PreparedStatement(
            database, "SELECT id, value FROM state WHERE type = ? AND id > ? ORDER BY id LIMIT ?"
        ).all(type, .blob(id), limit, read: read)
    }
}
