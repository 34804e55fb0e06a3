import LedgerCore

/// What comes into being without inputs.
///
/// Spec: Docs/Spec/MassBalance.md §10.1.
extension MassBalance {
    /// What such stock is worth: goods are grown, and whoever grows nothing has them from somewhere.
    func originated(_ amount: Int64, of reference: StockReference) -> Stock {
        let isAccounted =
            switch (facts.rules.origin, reference.unit) {
            case (.anyMaker, _), (.growers, .piece), (.growers, .micrometre),
                (.growers, .squareMillimetre):
                true
            case (.growers, .milligram), (.growers, .microlitre):
                facts.record.may(RolePermissions.growing)
            }
        return Stock(amount: amount, unaccounted: isAccounted ? 0 : amount)
    }
}
