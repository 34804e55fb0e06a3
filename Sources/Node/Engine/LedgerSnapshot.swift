import LedgerCore

/// Where the ledger stands, as every thread may know it. Replaced whole after each commit.
struct LedgerSnapshot: Sendable {
    var chain: ChainID
    /// Zero at genesis.
    var height: Height
    var blockID: BlockID
    var blockTime: Timestamp
    var stateRoot: Digest
    /// Leaves of the log, the block's own included.
    var logSize: UInt64
    var logRoot: Digest
    var validators: ValidatorSet
    /// Transactions that wait for a block.
    var poolCount: Int
    /// The height up to which the projections have come.
    var projected: Height
}
