import EPCIS
import LedgerCore

/// Commissioning, harvest, and the output of a transformation.
///
/// Spec: Docs/Spec/MassBalance.md §3 (creation).
extension MassBalance {
    mutating func create(
        _ stock: Stock, _ grown: [HarvestPart], of reference: StockReference, identity: ObjectKey
    ) throws(Stop) {
        guard facts.record.scope.holds(identity) else {
            throw .refused(
                .foreignPrefix(lot: reference.lot, member: member, scope: facts.record.scope))
        }
        var leaf = try lot(of: reference)
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
        let stock = try inflow(stock, to: reference)
        post(.created, reference, stock, isInflow: true)
        note(grown.isEmpty ? .created(stock) : .harvested(stock, grown))
    }
}
