import GRDB
import LedgerCore

/// The ledger before its first block.
enum LedgerFounding {
    static func write(
        genesis: Bytes, state: [StateChange], to database: Database
    ) throws(StorageError) {
        try PreparedStatement(
            database, "INSERT INTO genesis (one, chain, bytes) VALUES (1, ?, ?)"
        ).run(.digest(ChainID(genesis: genesis).digest), .blob(genesis))
        try StateRows.apply(state, in: database)
        try HeadRow.write(
            LedgerHead(
                height: .genesis, blockID: .none, stateRoot: .zero, log: MerkleFrontier()),
            to: database)
    }
}
