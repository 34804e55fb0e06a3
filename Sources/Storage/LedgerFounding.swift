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
        let root = try writeState(state, to: database)
        try HeadRow.write(
            LedgerHead(
                height: .genesis, blockID: .none, stateRoot: root, log: MerkleFrontier()),
            to: database)
    }

    /// Writes the state before the first block, and the tree over it as version 0.
    @discardableResult
    static func writeState(
        _ state: [StateChange], to database: Database
    ) throws(StorageError) -> Digest {
        let state = state.sorted { $0.key < $1.key }
        try StateRows.apply(state, in: database)
        let tree = try StateTreeRows(database).tree(after: state, to: nil)
        try StateTreeRows.write(tree, in: database)
        return tree.root
    }
}
