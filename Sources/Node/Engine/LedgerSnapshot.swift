import LedgerCore
import Storage
import Traceability

/// Where the ledger stands, as every thread may know it. Replaced whole after each commit.
struct LedgerSnapshot: Sendable {
    var chain: ChainID
    /// Zero at genesis.
    var height: Height
    var blockID: BlockID
    var blockTime: Timestamp
    var stateRoot: Digest
    /// Whether this node has held the state against its root; not yet on a long way.
    var stateIsProven: Bool
    /// Leaves of the log, the block's own included.
    var logSize: UInt64
    var logRoot: Digest
    var validators: ValidatorSet
    /// The same with names, addresses and all their keys.
    var validatorRecords: [ValidatorRecord]
    /// In force at the next height.
    var parameters: ChainParameters
    /// The height up to which the projections have come.
    var projected: Height
    /// The lowest block that is here whole; above the head where there is none.
    var base: Height
    /// The first block that the projections know of.
    var projectedSince: Height
}

extension LedgerSnapshot {
    /// What the store says at its head; the projections are the caller's to add.
    init(of store: LedgerStore, genesis: Genesis) throws {
        let head = store.head
        let (header, base) = try store.read { reader in
            (try reader.header(at: head.height), try reader.base())
        }
        self.init(
            chain: store.chainID, height: head.height, blockID: head.blockID,
            blockTime: header?.time ?? genesis.created, stateRoot: head.stateRoot,
            stateIsProven: store.tree != .leftOut,
            logSize: head.log.size, logRoot: head.log.root,
            validators: try ValidatorSet(committedIn: store.committedState, genesis: genesis),
            validatorRecords: try Registry.validators(in: store.committedState)?.validators
                ?? genesis.validators,
            parameters: try Registry.parameters(in: store.committedState) ?? genesis.parameters,
            projected: .genesis, base: base, projectedSince: .first)
    }
}
