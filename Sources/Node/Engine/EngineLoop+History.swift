import LedgerCore
import Query
import Storage

/// What lies before the snapshot that this ledger began with.
extension EngineLoop {
    /// Puts blocks below the lowest that is here.
    ///
    /// - Returns: the lowest one then.
    mutating func fill(_ ancestry: BlockAncestry) -> Height {
        let base = orStop("older blocks cannot be filled in") { try store.fill(ancestry) }
        publishSnapshot()
        return base
    }

    /// Lets an index of the whole chain take the place of the one that began late.
    ///
    /// - Returns: false when the ledger has gone on too far meanwhile.
    mutating func adopt(_ remade: QueryIndex) -> Bool {
        settleIndex()
        let isAdopted = orStop("the new index cannot take the place of the old") {
            try index.adopt(remade)
        }
        publishSnapshot()
        return isAdopted
    }
}
