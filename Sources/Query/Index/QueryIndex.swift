import Foundation
import GRDB
package import LedgerCore
package import Storage
import Synchronization

/// Everything that can be asked of the ledger and is not in its own tables: an index that points into
/// the ledger, and can be dropped at any time.
///
/// Written by the thread that drives the ledger, after each commit; read by anybody from snapshots.
/// An answer says the height that it reflects, which lags behind the ledger by one block at most.
///
/// Spec: Docs/Spec/Storage.md §8.
package final class QueryIndex: Sendable {
    let ledger: LedgerStore
    /// Replaced when the index was made anew: see ``remake(progress:handOver:)``.
    private let current: Mutex<DatabasePool>
    private let published: Mutex<Height>
    /// Only the writer uses it.
    let names = Mutex(NameCache())

    /// Opens the index of a home, or makes an empty one where there is none, or a damaged one, or one
    /// of another schema or chain. `catchUp` then brings it to the height of the ledger.
    package convenience init(
        ledger: LedgerStore,
        settings: DatabaseSettings = DatabaseSettings(durability: .normal)
    ) throws(QueryError) {
        let path = ledger.paths.query
        do {
            try QueryIndex.takeUpRemade(of: ledger, settings: settings)
            if let (pool, height) = try QueryIndex.open(at: path, of: ledger, settings: settings) {
                self.init(ledger: ledger, pool: pool, height: height)
            } else {
                try self.init(anewAt: path, of: ledger, settings: settings)
            }
        } catch { throw QueryError(error) }
    }

    /// Makes an empty index, in the place of whatever is there.
    convenience init(
        anewAt path: String, of ledger: LedgerStore, settings: DatabaseSettings
    ) throws {
        try QueryIndex.removeFiles(at: path)
        self.init(
            ledger: ledger, pool: try QueryIndex.make(at: path, for: ledger, settings: settings),
            height: .genesis)
    }

    private init(ledger: LedgerStore, pool: DatabasePool, height: Height) {
        self.ledger = ledger
        current = Mutex(pool)
        published = Mutex(height)
    }

    var pool: DatabasePool { current.withLock { $0 } }

    /// From now on answers come from another file; who is reading the old one goes on with it.
    ///
    /// - Returns: the old file.
    func replacePool(with new: DatabasePool) -> DatabasePool {
        current.withLock { pool in
            defer { pool = new }
            return pool
        }
    }

    /// The index that is there; nil for one that must be made anew.
    static func open(
        at path: String, of ledger: LedgerStore, settings: DatabaseSettings
    ) throws -> (DatabasePool, Height)? {
        do {
            let pool = try DatabasePool.open(path: path, settings: settings)
            if let height = try height(in: pool, of: ledger) { return (pool, height) }
            try pool.close()
            return nil
        } catch {
            // Damage to what can be made again is no reason to stop.
            if case .corrupt = StorageError(error) { return nil }
            throw error
        }
    }

    /// The height that answers reflect.
    package var height: Height { published.withLock { $0 } }

    func publish(_ height: Height) {
        published.withLock { $0 = height }
    }

    /// Reads at one moment.
    package func read<Value>(_ body: (QueryReader) throws -> Value) throws -> Value {
        do { return try pool.read { database in try body(QueryReader(database)) } } catch {
            throw StorageError.translating(error)
        }
    }

    /// Reads at one moment, without holding a thread of the cooperative pool meanwhile.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (QueryReader) throws -> Value
    ) async throws -> Value {
        do { return try await pool.read { database in try body(QueryReader(database)) } } catch {
            throw StorageError.translating(error)
        }
    }

    /// Ends the use of the file.
    package func close() throws(QueryError) {
        do { try pool.close() } catch { throw QueryError(error) }
    }

    /// The height of the index; nil for one that must be made anew.
    private static func height(in pool: DatabasePool, of ledger: LedgerStore) throws -> Height? {
        try pool.read { database in
            guard try QuerySchema.version(of: database) == QuerySchema.version else { return nil }
            let progress = try PreparedStatement(database, "SELECT height, chain FROM progress")
                .first { row throws(StorageError) in
                    (height: try row.height(0), chain: ChainID(try row.digest(1)))
                }
            guard let progress, progress.chain == ledger.chainID,
                progress.height <= ledger.head.height
            else { return nil }
            return progress.height
        }
    }

    private static func make(
        at path: String, for ledger: LedgerStore, settings: DatabaseSettings
    ) throws -> DatabasePool {
        let pool = try DatabasePool.open(path: path, settings: settings)
        try pool.write { database in
            try QuerySchema.create(in: database)
            try PreparedStatement(
                database, "INSERT INTO progress (one, height, since, chain) VALUES (1, 0, 1, ?)"
            ).run(.digest(ledger.chainID.digest))
        }
        return pool
    }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Only for an index that is closed, with nothing in its write-ahead log.
    static func move(_ path: String, to target: String) throws {
        try FileManager.default.moveItem(atPath: path, toPath: target)
        try removeFiles(at: path)
    }

    static func removeFiles(at path: String) throws {
        for suffix in ["-wal", "-shm", ""] {
            let file = path + suffix
            if FileManager.default.fileExists(atPath: file) {
                try FileManager.default.removeItem(atPath: file)
            }
        }
    }
}

/// The index at one moment. Valid only inside the `read` that made it.
package struct QueryReader {
    let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// The height that everything read here reflects.
    package func height() throws(StorageError) -> Height {
        let height = try PreparedStatement(database, "SELECT height FROM progress")
            .first { row throws(StorageError) in try row.height(0) }
        guard let height else { throw .corrupt("the index does not say its height") }
        return height
    }

    /// The first block that answers reflect. Above 1 on a node that began with a snapshot, until what
    /// lies before it is filled in and the index was made anew.
    package func since() throws(StorageError) -> Height {
        let height = try PreparedStatement(database, "SELECT since FROM progress")
            .first { row throws(StorageError) in try row.height(0) }
        guard let height else { throw .corrupt("the index does not say where it begins") }
        return height
    }

    func text(_ id: Int64) throws(StorageError) -> String {
        try Names.text(of: id, in: database)
    }

    func optionalText(_ id: Int64?) throws(StorageError) -> String? {
        guard let id else { return nil }
        return try text(id)
    }

    func name(_ text: String) throws(StorageError) -> Int64? {
        try Names.id(of: text, in: database)
    }
}
