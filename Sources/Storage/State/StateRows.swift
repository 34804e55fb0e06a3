import GRDB
import LedgerCore

/// The values of the state as rows, in the order of their places.
enum StateRows {
    static let selectValue = "SELECT value FROM state WHERE place = ?"
    /// From one place on and before another, so many at most.
    static let selectRange =
        "SELECT place, value FROM state WHERE place >= ? AND place < ? ORDER BY place LIMIT ?"

    static func value(for key: StateKey, in database: Database) throws(StorageError) -> Bytes? {
        try value(for: key, PreparedStatement(database, selectValue))
    }

    /// - Parameter select: ``selectValue``.
    static func value(
        for key: StateKey, _ select: PreparedStatement
    ) throws(StorageError) -> Bytes? {
        try value(at: StatePlace(key), select)
    }

    static func value(
        at place: StatePlace, _ select: PreparedStatement
    ) throws(StorageError) -> Bytes? {
        try select.first(.blob(place.bytes)) { row throws(StorageError) in row.blob(0) }
    }

    typealias Row = (place: StatePlace, value: Bytes)

    /// Rows in their order, those after a place where one is given.
    static func rows(
        after last: StatePlace?, limit: Int, in database: Database
    ) throws(StorageError) -> [Row] {
        try PreparedStatement(
            database, "SELECT place, value FROM state WHERE place > ? ORDER BY place LIMIT ?"
        ).all(.blob(last?.bytes ?? []), .integer(limit)) {
            (place: StatePlace(bytes: $0.blob(0)), value: $0.blob(1))
        }
    }

    /// Places in their order, those after one where it is given.
    static func places(
        after last: StatePlace?, limit: Int, in database: Database
    ) throws(StorageError) -> [StatePlace] {
        try PreparedStatement(
            database, "SELECT place FROM state WHERE place > ? ORDER BY place LIMIT ?"
        ).all(.blob(last?.bytes ?? []), .integer(limit)) { StatePlace(bytes: $0.blob(0)) }
    }

    /// Values of one type in the order of their ids: members, keys, plots.
    ///
    /// - Precondition: the facts of the type belong to no lot.
    static func values(
        of type: StateType, after id: Bytes?, limit: Int, in database: Database
    ) throws(StorageError) -> [(id: Bytes, value: Bytes)] {
        let comparison = id == nil ? ">=" : ">"
        return try PreparedStatement(
            database,
            """
            SELECT substr(place, 2), value FROM state WHERE place \(comparison) ? AND place < ?
            ORDER BY place LIMIT ?
            """
        ).all(
            .blob(StatePlace(firstOf: type, after: id ?? []).bytes), .blob([type.rawValue + 1]),
            .integer(limit)
        ) { (id: $0.blob(0), value: $0.blob(1)) }
    }
}

/// Writing.
extension StateRows {
    private static let insert = "INSERT INTO state (place, value) VALUES (?, ?)"

    static func apply(_ changes: [StateChange], in database: Database) throws(StorageError) {
        let put = try PreparedStatement(
            database, insert + " ON CONFLICT (place) DO UPDATE SET value = excluded.value")
        let remove = try PreparedStatement(database, "DELETE FROM state WHERE place = ?")
        try SortedPlaces(of: changes).forEach { place, change throws(StorageError) in
            guard let value = change.value else { return try remove.run(key: place) }
            try value.withUnsafeBufferPointer { value throws(StorageError) in
                try put.run(key: place, value: UnsafeRawBufferPointer(value))
            }
        }
    }

    /// Adds rows of type, id and value.
    ///
    /// - Throws: where one of them is there already.
    static func insert(_ rows: BulkRows, in database: Database) throws(StorageError) {
        let insert = try PreparedStatement(database, insert)
        var place = Bytes()
        try rows.forEach { type, id, value throws(StorageError) in
            place.removeAll(keepingCapacity: true)
            StatePlace.append(StateType(UInt8(type)), id, to: &place)
            try place.withUnsafeBufferPointer { place throws(StorageError) in
                try insert.run(key: UnsafeRawBufferPointer(place), value: value)
            }
        }
    }
}

/// Changes in the order of the table, so that each page is met once.
///
/// The places are compared where they lie one behind the other: tens of thousands are sorted a block, and
/// counting the references to each would take most of the time.
private struct SortedPlaces {
    private let changes: [StateChange]
    private var bytes = Bytes()
    private var entries: [(place: Range<Int>, index: Int)] = []

    init(of changes: [StateChange]) {
        self.changes = changes
        entries.reserveCapacity(changes.count)
        for (index, change) in changes.enumerated() {
            let start = bytes.count
            change.key.id.withUnsafeBytes {
                StatePlace.append(change.key.type, $0, to: &bytes)
            }
            entries.append((start..<bytes.count, index))
        }
        bytes.withUnsafeBytes { bytes in
            entries.sort { left, right in
                UnsafeRawBufferPointer(rebasing: bytes[left.place])
                    .precedes(UnsafeRawBufferPointer(rebasing: bytes[right.place]))
            }
        }
    }

    func forEach(
        _ body: (_ place: UnsafeRawBufferPointer, StateChange) throws(StorageError) -> Void
    ) throws(StorageError) {
        try bytes.withUnsafeBufferPointer { bytes throws(StorageError) in
            for entry in entries {
                let place = UnsafeBufferPointer(rebasing: bytes[entry.place])
                try body(UnsafeRawBufferPointer(place), changes[entry.index])
            }
        }
    }
}
