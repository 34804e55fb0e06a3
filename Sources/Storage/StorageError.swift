package import GRDB
package import LedgerCore

/// Why the ledger on disk could not be opened, read or written.
///
/// None of these can be provoked by a client: each is a fact about the machine or the home, and the
/// node stops on it (ADR 0008). The texts are for the operator and say what to do.
package enum StorageError: Error, Equatable, Sendable {
    /// There is no ledger at this path.
    case noLedger(path: String)
    /// A ledger stands here already; creating would overwrite it.
    case ledgerExists(path: String)
    /// Another process has this home open.
    case homeInUse(path: String, processID: Int32?)
    /// The file was written by another version of the program.
    case schemaVersion(found: Int, expected: Int)
    /// The home holds another chain than the one that was asked for.
    case otherChain(found: ChainID, expected: ChainID)
    /// SQLite would acknowledge a commit before it is on disk.
    case synchronousNotFull(found: Int)
    /// The disk is full; nothing of the write that failed is in the ledger.
    case diskFull
    /// The disk or the file system failed.
    case inputOutput(String)
    /// The file is damaged: what is wrong, and at which height where that is known.
    case corrupt(String)
    /// What was asked for lies below the lowest block that is here: the ledger was made from a
    /// snapshot, and what lies before it is not filled in yet.
    case belowBase(Height)
    /// A content lies in a file of the archive that is not there, or is not what it was.
    case archive(String)
    /// A snapshot was asked for before the first block.
    case noBlock
    /// The bytes asked for were purged from this node, or never were here.
    case contentAbsent(transaction: TransactionID)
    /// A message of this height, round and type is recorded already, and it is another one.
    case voteConflict(height: Height, round: Round)
    /// Any other failure of SQLite.
    case database(code: Int32, message: String)
}

extension StorageError {
    /// The failure in our terms, whatever layer it came from.
    package init(_ error: any Error) {
        switch error {
        case let error as StorageError: self = error
        case let error as DatabaseError: self.init(error)
        default: self = .inputOutput("\(error)")
        }
    }

    /// SQLite's errors in our terms; any other error as it is.
    package static func translating(_ error: any Error) -> any Error {
        (error as? DatabaseError).map { StorageError($0) } ?? error
    }

    package init(_ error: DatabaseError) {
        self.init(
            sqliteCode: error.extendedResultCode.rawValue,
            message: error.message ?? "no message")
    }

    /// From an extended SQLite result code.
    ///
    /// Spec: https://www.sqlite.org/rescode.html.
    init(sqliteCode code: Int32, message: String) {
        switch ResultCode(rawValue: code & 0xFF) {
        case .SQLITE_FULL: self = .diskFull
        case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
            self = .inputOutput("\(message) (SQLite \(code))")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt("\(message) (SQLite \(code))")
        default: self = .database(code: code, message: message)
        }
    }
}

extension StorageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noLedger(let path): "no ledger at \(path): run daftar init, or give another --home"
        case .ledgerExists(let path): "a ledger stands at \(path) already"
        case .homeInUse(let path, let processID):
            "the home \(path) is open in another process"
                + (processID.map { " (\($0))" } ?? "") + ": stop it first"
        case .schemaVersion(let found, let expected):
            "the ledger has schema \(found), this program reads \(expected): "
                + (found < expected
                    ? "start the node once, which brings it up" : "use the matching program")
        case .otherChain(let found, let expected):
            "the home holds chain \(found), asked was \(expected)"
        case .synchronousNotFull(let found):
            "SQLite runs with synchronous=\(found) instead of 2 (FULL): a power cut would lose commits"
        case .diskFull: "the disk is full: free space, then start again; nothing was lost"
        case .inputOutput(let reason): "the disk failed: \(reason)"
        case .corrupt(let reason):
            "the ledger is damaged: \(reason); run daftar ledger verify, then restore a backup or sync anew"
        case .belowBase(let base):
            "blocks below \(base) are not on this node yet: it began with a snapshot; ask another node"
        case .archive(let reason): "the archive: \(reason)"
        case .noBlock: "there is no block yet to take a snapshot at"
        case .contentAbsent(let transaction):
            "the content of transaction \(transaction) is not on this node"
        case .voteConflict(let height, let round):
            "another message was signed at height \(height), round \(round)"
        case .database(let code, let message): "SQLite \(code): \(message)"
        }
    }
}
