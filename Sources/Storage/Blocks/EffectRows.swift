import GRDB
package import LedgerCore

/// What the last blocks did, as rows: the way from the ledger to its projections survives a crash.
enum EffectRows {
    static func insert(
        _ effects: Bytes, height: Height, in database: Database
    ) throws(StorageError) {
        try PreparedStatement(database, "INSERT INTO effects (height, bytes) VALUES (?, ?)")
            .run(.height(height), .blob(effects))
        try PreparedStatement(database, "DELETE FROM effects WHERE height <= ? - ?")
            .run(.height(height), .integer(LedgerStore.effectsKept))
    }
}

extension LedgerStore {
    /// For how many blocks the effects are kept. A projection lags by one at most, unless it is made
    /// anew, and then the blocks are executed again.
    package static let effectsKept = 16
}

extension LedgerReader {
    /// What was handed to `commit` beside the block; nil when it is not kept any more.
    package func effects(at height: Height) throws(StorageError) -> Bytes? {
        try PreparedStatement(database, "SELECT bytes FROM effects WHERE height = ?")
            .first(.height(height)) { $0.blob(0) }
    }
}
