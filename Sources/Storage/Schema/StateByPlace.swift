import GRDB
import GRDBSQLite
import LedgerCore

/// Brings the state of schema 4, which lay by type and id, into the order of schema 5.
enum StateByPlace {
    static func migrate(_ database: Database) throws(StorageError) {
        do {
            try addPlace(to: database)
            // Type by type as they lie, each in the order of lots or nearly so: sorted by SQLite they would all
            // be in memory. So would be the pages of a table that is dropped full, to take that back.
            try database.execute(
                sql: """
                    ALTER TABLE state RENAME TO state_by_type;
                    CREATE TABLE state (
                        place BLOB PRIMARY KEY,
                        value BLOB NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    INSERT INTO state (place, value)
                        SELECT state_place(type, id), value FROM state_by_type;
                    DELETE FROM state_by_type;
                    DROP TABLE state_by_type;
                    """)
        } catch { throw StorageError(error) }
    }

    /// Gives the connection the function `state_place` of a type and an id.
    private static func addPlace(to database: Database) throws {
        let code = sqlite3_create_function_v2(
            database.sqliteConnection, "state_place", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nil,
            { context, _, values in
                guard let values else { return }
                let type = StateType(UInt8(truncatingIfNeeded: sqlite3_value_int(values[0])))
                let id = UnsafeRawBufferPointer(
                    start: sqlite3_value_blob(values[1]),
                    count: Int(sqlite3_value_bytes(values[1])))
                var place = Bytes()
                StatePlace.append(type, id, to: &place)
                place.withUnsafeBytes {
                    sqlite3_result_blob64(context, $0.baseAddress, UInt64($0.count), copyNow)
                }
            }, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw StorageError.database(code: code, message: "no function of our own")
        }
    }
}

/// Tells SQLite to copy the result before the call returns.
private let copyNow = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
