import GRDB
import LedgerCore
import Storage
import Synchronization

/// The dictionary of texts: rows elsewhere hold a small number instead of a key of fifty bytes.
enum Names {
    /// The number of a text; nil where nothing mentions it.
    static func id(of text: String, in database: Database) throws(StorageError) -> Int64? {
        try NameRows(database).id(of: text, hash: hash(of: text))
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
        var text = text
        let digest = text.withUTF8 { Digest(hashing: UnsafeRawBufferPointer($0)) }
        return Int64(bitPattern: digest.firstBits)
    }
}

/// The rows of the dictionary, with their statements at hand: found by their text, several times an
/// event, they would cost as much as what they do.
struct NameRows {
    private let database: Database
    private let select: PreparedStatement
    private let put: PreparedStatement

    init(_ database: Database) throws(StorageError) {
        self.database = database
        select = try PreparedStatement(database, "SELECT id, text FROM names WHERE hash = ?")
        put = try PreparedStatement(database, "INSERT INTO names (hash, text) VALUES (?, ?)")
    }

    fileprivate func id(of text: String, hash: Int64) throws(StorageError) -> Int64? {
        var found: Int64?
        try select.forEach([.integer(hash)]) { row in
            if found == nil, row.text(1) == text { found = row.integer(0) }
        }
        return found
    }

    fileprivate func insert(_ text: String, hash: Int64) throws(StorageError) -> Int64 {
        try put.run(.integer(hash), .text(text))
        return database.lastInsertedRowID
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
    mutating func id(of text: String, in rows: NameRows) throws(StorageError) -> Int64 {
        if let id = ids[text] { return id }
        let hash = Names.hash(of: text)
        let id: Int64
        if let known = try rows.id(of: text, hash: hash) {
            id = known
        } else {
            id = try rows.insert(text, hash: hash)
        }
        if ids.count >= NameCache.countMax { ids.removeAll(keepingCapacity: true) }
        ids[text] = id
        return id
    }
}
