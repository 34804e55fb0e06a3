import GRDB
import LedgerCore
import Storage
import Synchronization

/// The dictionary of texts: rows elsewhere hold a small number instead of a key of fifty bytes.
enum Names {
    /// The number of a text; nil where nothing mentions it.
    static func id(of text: String, in database: Database) throws(StorageError) -> Int64? {
        try id(of: text, hash: hash(of: text), in: database)
    }

    fileprivate static func id(
        of text: String, hash: Int64, in database: Database
    ) throws(StorageError) -> Int64? {
        var found: Int64?
        try PreparedStatement(database, "SELECT id, text FROM names WHERE hash = ?")
            .forEach([.integer(hash)]) { row in
                if found == nil, row.text(1) == text { found = row.integer(0) }
            }
        return found
    }

    /// The text of a number.
    static func text(of id: Int64, in database: Database) throws(StorageError) -> String {
        let text = try PreparedStatement(database, "SELECT text FROM names WHERE id = ?")
            .first(.integer(id)) { $0.text(0) }
        guard let text else { throw .corrupt("name \(id) of the index is missing") }
        return text
    }

    /// The first 64 bits of the SHA-256: nobody can choose many texts that share it.
    static func hash(of text: String) -> Int64 {
        let bytes = Digest(hashing: Array(text.utf8)).bytes
        return Int64(bitPattern: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}

/// Numbers of the texts used last, for the one who writes.
///
/// Numbers are given in the order in which the ledger brings the texts, so two indexes of one ledger
/// agree.
struct NameCache {
    private static let countMax = 100_000
    private var ids: [String: Int64] = [:]

    /// The number of a text, given now if it has none.
    mutating func id(
        of text: String, in database: Database
    ) throws(StorageError) -> Int64 {
        if let id = ids[text] { return id }
        let hash = Names.hash(of: text)
        let id: Int64
        if let known = try Names.id(of: text, hash: hash, in: database) {
            id = known
        } else {
            id = try insert(text, hash: hash, in: database)
        }
        if ids.count >= NameCache.countMax { ids.removeAll(keepingCapacity: true) }
        ids[text] = id
        return id
    }

    private func insert(
        _ text: String, hash: Int64, in database: Database
    ) throws(StorageError) -> Int64 {
        try PreparedStatement(database, "INSERT INTO names (hash, text) VALUES (?, ?)")
            .run(.integer(hash), .text(text))
        return database.lastInsertedRowID
    }
}
