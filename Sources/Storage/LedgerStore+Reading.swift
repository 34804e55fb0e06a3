import Glibc
import GRDB
package import LedgerCore

extension LedgerStore {
    /// Opens a home to look at it, whether a node serves from it or not.
    ///
    /// Takes no lock and cannot write: everything that would is refused by SQLite. `head` is where the
    /// ledger stood at opening.
    ///
    /// - Throws: `.noLedger`, `.schemaVersion`, `.otherChain`; `.corrupt` when the last block is not
    ///   what the head says.
    package static func openForReading(
        home: HomePaths, chain: ChainID? = nil
    ) throws(StorageError) -> LedgerStore {
        guard access(home.ledger, F_OK) == 0 else { throw .noLedger(path: home.ledger) }
        var configuration = DatabasePool.configuration(.ledger)
        configuration.readonly = true
        let file = try FileIdentity(of: home.ledger)
        do {
            let pool = try DatabasePool(path: home.ledger, configuration: configuration)
            let (found, head, record, tree) = try pool.read { database in
                guard try !LedgerSchema.isEmpty(database) else {
                    throw StorageError.noLedger(path: home.ledger)
                }
                try LedgerSchema.require(in: database)
                let reader = LedgerReader(database)
                let head = try reader.head()
                try reader.requireIntactHead(head)
                return (
                    try reader.chainID(), head, try HomeRecord(in: database, file: file),
                    try TreeStanding(in: database)
                )
            }
            if let chain, chain != found {
                throw StorageError.otherChain(found: found, expected: chain)
            }
            return LedgerStore(
                paths: home, lock: nil, pool: pool, chainID: found, head: head, home: record,
                tree: tree, stateCacheBytes: 1 << 20)
        } catch { throw StorageError(error) }
    }
}
