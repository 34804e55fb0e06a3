import GRDB
import LedgerCore

/// Where the ledger stands, as the one row that is written with every block.
enum HeadRow {
    static func read(in database: Database) throws(StorageError) -> LedgerHead {
        let head = try PreparedStatement(
            database, "SELECT height, block, state_root, log FROM head"
        ).first { row throws(StorageError) in
            LedgerHead(
                height: try row.height(0), blockID: BlockID(try row.digest(1)),
                stateRoot: try row.digest(2), log: try row.decoded(3, as: MerkleFrontier.self))
        }
        guard let head else { throw .corrupt("the ledger does not say where it stands") }
        return head
    }

    static func write(_ head: LedgerHead, to database: Database) throws(StorageError) {
        try PreparedStatement(
            database,
            "INSERT OR REPLACE INTO head (one, height, block, state_root, log) VALUES (1, ?, ?, ?, ?)"
        ).run(
            .height(head.height), .digest(head.blockID.digest), .digest(head.stateRoot),
            .blob(head.log.encoded()))
    }
}
