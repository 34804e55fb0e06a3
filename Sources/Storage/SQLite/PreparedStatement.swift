package import GRDB
import GRDBSQLite
import LedgerCore

/// A statement that SQLite has compiled, kept by its connection and used again.
///
/// It binds and steps through the C interface: GRDB's own arguments cost several allocations a row,
/// which is most of the time of a block of thousands of rows.
///
/// Valid only inside the access to the database that made it.
package struct PreparedStatement {
    private let statement: Statement
    private var handle: OpaquePointer { statement.sqliteStatement }

    /// The statement for this SQL, compiled once a connection and kept with it.
    package init(_ database: Database, _ sql: String) throws(StorageError) {
        do { statement = try database.cachedStatement(sql: sql) } catch {
            throw StorageError(error)
        }
    }

    /// A statement that is not kept: for SQL whose shape a client chooses.
    package init(once database: Database, _ sql: String) throws(StorageError) {
        do { statement = try database.makeStatement(sql: sql) } catch {
            throw StorageError(error)
        }
    }

    /// Runs it to its end, ignoring rows.
    package func run(_ values: SQLValue...) throws(StorageError) {
        try run(values)
    }

    package func run(_ values: [SQLValue]) throws(StorageError) {
        defer { sqlite3_reset(handle) }
        try bind(values)
        while try step() {}
    }

    /// Runs it with one blob or two, which are not copied before SQLite writes them.
    func run(
        key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer? = nil
    ) throws(StorageError) {
        let count = sqlite3_bind_parameter_count(handle)
        precondition(count == (value == nil ? 1 : 2), "one value a parameter")
        defer { letGo() }
        var code = bindBlob(key, at: 1, as: leaveThere)
        if let value, code == SQLITE_OK { code = bindBlob(value, at: 2, as: leaveThere) }
        guard code == SQLITE_OK else { throw failure(code) }
        while try step() {}
    }

    /// What `read` makes of the first row; nil when there is none.
    package func first<Value>(
        _ values: SQLValue..., read: (SQLRow) throws(StorageError) -> Value
    ) throws(StorageError) -> Value? {
        defer { sqlite3_reset(handle) }
        try bind(values)
        guard try step() else { return nil }
        return try read(SQLRow(handle: handle))
    }

    /// What `read` makes of each row, in order.
    package func all<Value>(
        _ values: SQLValue..., read: (SQLRow) throws(StorageError) -> Value
    ) throws(StorageError) -> [Value] {
        try all(values, read: read)
    }

    package func all<Value>(
        _ values: [SQLValue], read: (SQLRow) throws(StorageError) -> Value
    ) throws(StorageError) -> [Value] {
        var result: [Value] = []
        try forEach(values) { row throws(StorageError) in result.append(try read(row)) }
        return result
    }

    /// Calls `body` with each row, in order; the statement must not be used again inside it.
    package func forEach(
        _ values: [SQLValue], _ body: (SQLRow) throws(StorageError) -> Void
    ) throws(StorageError) {
        defer { sqlite3_reset(handle) }
        try bind(values)
        while try step() { try body(SQLRow(handle: handle)) }
    }

    /// Calls `body` with each row that two blobs and a number select, in order; the blobs are not copied.
    func forEach(
        from first: UnsafeRawBufferPointer, before end: UnsafeRawBufferPointer, limit: Int,
        _ body: (SQLRow) throws(StorageError) -> Void
    ) throws(StorageError) {
        precondition(sqlite3_bind_parameter_count(handle) == 3, "one value a parameter")
        defer { letGo() }
        var code = bindBlob(first, at: 1, as: leaveThere)
        if code == SQLITE_OK { code = bindBlob(end, at: 2, as: leaveThere) }
        if code == SQLITE_OK { code = sqlite3_bind_int64(handle, 3, Int64(limit)) }
        guard code == SQLITE_OK else { throw failure(code) }
        while try step() { try body(SQLRow(handle: handle)) }
    }

    /// Forgets what was bound where it lay and is gone afterwards.
    private func letGo() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    private func bind(_ values: [SQLValue]) throws(StorageError) {
        precondition(
            values.count == Int(sqlite3_bind_parameter_count(handle)), "one value a parameter")
        var index: Int32 = 0
        for value in values {
            index += 1
            let code =
                switch value {
                case .null: sqlite3_bind_null(handle, index)
                case .integer(let integer): sqlite3_bind_int64(handle, index, integer)
                case .text(var text): text.withUTF8 { bindText($0, at: index) }
                case .blob(let bytes): bytes.withUnsafeBytes { bindBlob($0, at: index) }
                }
            guard code == SQLITE_OK else { throw failure(code) }
        }
    }

    private func bindText(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int32) -> Int32 {
        utf8.withMemoryRebound(to: CChar.self) { characters in
            // A null address would bind NULL rather than an empty text.
            guard let address = characters.baseAddress else {
                return sqlite3_bind_text(handle, index, "", 0, copyNow)
            }
            return sqlite3_bind_text64(
                handle, index, address, UInt64(characters.count), copyNow, UInt8(SQLITE_UTF8))
        }
    }

    private func bindBlob(
        _ bytes: UnsafeRawBufferPointer, at index: Int32,
        as destructor: sqlite3_destructor_type? = copyNow
    ) -> Int32 {
        // A null address would bind NULL rather than an empty blob.
        guard let address = bytes.baseAddress, !bytes.isEmpty else {
            return sqlite3_bind_zeroblob(handle, index, 0)
        }
        return sqlite3_bind_blob64(handle, index, address, UInt64(bytes.count), destructor)
    }

    private func step() throws(StorageError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(code)
        }
    }

    private func failure(_ code: Int32) -> StorageError {
        let connection = sqlite3_db_handle(handle)
        return StorageError(
            sqliteCode: sqlite3_extended_errcode(connection),
            message: sqlite3_errmsg(connection).map { String(cString: $0) } ?? "code \(code)")
    }
}

/// Tells SQLite to copy what is bound before the call returns.
private let copyNow = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
/// Tells SQLite that what is bound stays where it is until the statement was run.
private let leaveThere = unsafeBitCast(0, to: sqlite3_destructor_type?.self)
