import EPCIS
import LedgerCore

/// Commissioning, harvest, and the output of a transformation.
///
/// Spec: Docs/Spec/MassBalance.md §3 (creation).
extension MassBalance {
    /// Goods that come into being.
    struct Birth {
        let stock: Stock
        /// What of them counts against plots.
        var grown: [HarvestPart] = []
        /// Of what is accounted for.
        var origins = OriginAmounts.none
    }

    mutating func create(
        _ birth: Birth, of reference: StockReference, identity: ObjectKey
    ) throws(Stop) {
        guard facts.record.scope.holds(identity) else {
            throw .refused(
                .foreignPrefix(lot: reference.lot, member: member, scope: facts.record.scope))
        }
        var leaf = try lot(of: reference)
        let isFirst = !leaf.isCounted
        if leaf.isCounted {
            if let creator = leaf.creator, creator != member {
                throw .refused(.foreignCreator(lot: reference.lot, creator: creator))
            }
            if reference.isItem { throw .refused(.alreadyCreated(lot: reference.lot)) }
        }
        leaf.creations += 1
        leaf.unit = reference.unit
        leaf.creator = member
        keep(leaf, at: reference.lotKey)
        let stock = try inflow(birth.stock, to: reference)
        try addOrigins(birth.origins, isFirst: isFirst, reference)
        try bearClaim(birth.stock, of: reference, isFirst: isFirst)
        post(.created, reference, stock, isInflow: true)
        note(
            birth.grown.isEmpty ? .created(stock) : .harvested(stock, birth.grown),
            of: birth.origins)
    }
}
