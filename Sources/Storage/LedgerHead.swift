package import LedgerCore

/// Where the ledger stands.
package struct LedgerHead: Equatable, Sendable {
    package let height: Height
    /// `.none` at genesis.
    package let blockID: BlockID
    /// The root of the state tree after the block.
    package let stateRoot: Digest
    /// The log with the block's own leaf: its size and root are those of the block's checkpoint.
    package let log: MerkleFrontier
}
