import EPCIS
import LedgerCore

/// What comes into being without inputs.
///
/// Spec: Docs/Spec/MassBalance.md §10.1, §13.2.
extension MassBalance {
    /// What such stock is worth, and what of it counts against plots: goods are grown, and whoever
    /// grows nothing has them from somewhere.
    mutating func originated(
        _ amount: Int64, of reference: StockReference, _ identity: ObjectKey, _ growth: Growth
    ) throws(Stop) -> (Stock, [HarvestPart]) {
        let accounted = Stock(amount: amount, unaccounted: 0)
        let unaccounted = Stock(amount: amount, unaccounted: amount)
        guard facts.rules.origin == .growers, !identity.kind.isCarrier else {
            return (accounted, [])
        }
        guard facts.record.may(RolePermissions.growing) else { return (unaccounted, []) }
        guard let rules = facts.rules.harvest, !facts.limits.ceilings.isEmpty else {
            return (accounted, [])
        }
        guard let parts = try harvest(amount, of: reference, identity, growth, rules) else {
            return (unaccounted, [])
        }
        return (accounted, parts)
    }
}

extension ObjectKind {
    /// Whether it carries goods and is none: pallets, crates, vehicles.
    fileprivate var isCarrier: Bool {
        switch self {
        case .logisticUnit, .returnableAsset, .individualAsset: true
        case .product, .lot, .instance, .controlledInstance, .component, .other, .location, .party,
            .document, .coupon, .serviceRelation, .consignment, .pattern:
            false
        }
    }
}
