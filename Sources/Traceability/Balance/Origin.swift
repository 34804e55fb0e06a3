import EPCIS
import LedgerCore

/// What comes into being without inputs.
///
/// Spec: Docs/Spec/MassBalance.md §10.1, §13.2.
extension MassBalance {
    /// What such stock is worth, and what of it counts against plots: goods are grown, and whoever
    /// grows nothing has them from somewhere, by papers (§10.2) or without.
    mutating func originated(
        _ amount: Int64, of reference: StockReference, _ identity: ObjectKey, _ growth: Growth
    ) throws(Stop) -> Birth {
        let accounted = Stock(amount: amount, unaccounted: 0)
        let unaccounted = Birth(stock: Stock(amount: amount, unaccounted: amount))
        guard facts.rules.origin == .growers, !identity.kind.isCarrier else {
            return Birth(stock: accounted)
        }
        if let origin = try origin(by: growth.wayIn, of: reference) {
            return Birth(stock: accounted, origins: goods(amount, from: origin))
        }
        guard facts.record.may(RolePermissions.growing) else { return unaccounted }
        var birth = Birth(stock: accounted)
        birth.origins = goods(amount, from: .grown(facts.limits.territory?.country))
        guard let rules = facts.rules.harvest, !facts.limits.ceilings.isEmpty else { return birth }
        guard let parts = try harvest(amount, of: reference, identity, growth, rules) else {
            return unaccounted
        }
        birth.grown = parts
        return birth
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
