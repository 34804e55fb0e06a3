import Glibc
package import LedgerCore
import Storage
import Traceability

/// Makes the home of a node on a chain that begins.
package enum NodeFounding {
    /// Writes the state of the genesis as height 0, and an empty `keys/` that its owner alone enters.
    ///
    /// Where there are others to ask, the home asks them before it signs: it may be made in place of one
    /// that is gone.
    ///
    /// - Throws: `StorageError.ledgerExists` where a ledger stands already, `GenesisState.Fault`.
    package static func found(_ home: NodeHome, on genesis: Genesis) throws {
        var state = StateOverlay(on: EmptyState())
        try GenesisState.apply(genesis, into: &state)
        try LedgerStore.create(
            home: home.paths, genesis: genesis.encoded(), state: state.changes,
            isProven: genesis.validators.count == 1)
        guard mkdir(home.keysDirectory, 0o700) == 0 || errno == EEXIST else {
            throw NodeStartError.unwritable(
                path: home.keysDirectory, reason: String(cString: strerror(errno)))
        }
    }
}
