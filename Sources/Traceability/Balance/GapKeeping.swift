package import LedgerCore

/// Where gaps are read and written while stock takes up what covered them: the state, or a draft of it.
package protocol GapKeeping: ~Copyable {
    associatedtype Failure: Error

    /// Nil where nothing is known of it; then it gives nothing.
    func gap(_ gap: GapReference) throws(Failure) -> GapLeaf?
    mutating func set(_ leaf: GapLeaf, for gap: GapReference) throws(Failure)
}

/// Stock that is touched takes up what late records have made good.
///
/// Spec: Docs/Spec/MassBalance.md §8 (claim).
extension GapKeeping where Self: ~Copyable {
    /// Clears what of a stock rests on gaps that were covered.
    ///
    /// The gaps of the lot itself give up what was covered of them, to whoever comes first. Stock of
    /// another lot, made from it, takes nothing up and is cleared when all of the gap is covered.
    package mutating func settle(
        _ stock: inout Stock, of lot: String, in unit: SmallestUnit, _ rules: GapRules
    ) throws(Failure) {
        var visits = rules.visitsMax
        for resting in stock.rests.elements {
            let got = try claim(
                resting.amount, of: resting.gap,
                Claimant(lot: lot, unit: unit), behind: [], rules, &visits)
            if got > 0 { stock.clear(got, of: resting.gap) }
        }
    }

    /// - Parameters:
    ///   - path: the gaps that this one is behind. What goes in a circle gains nothing.
    ///   - visits: how many more gaps may be looked at.
    /// - Returns: how much of what is wanted is accounted for.
    private mutating func claim(
        _ wanted: Int64, of gap: GapReference, _ claimant: Claimant, behind path: [GapReference],
        _ rules: GapRules, _ visits: inout Int
    ) throws(Failure) -> Int64 {
        guard visits > 0, var leaf = try self.gap(gap) else { return 0 }
        visits -= 1
        let before = leaf
        if path.count < rules.depthMax {
            let own = Claimant(lot: leaf.lot, unit: leaf.unit)
            for resting in leaf.rests.elements where !path.contains(resting.gap) {
                let got = try claim(
                    resting.amount, of: resting.gap, own, behind: path + [gap], rules, &visits)
                leaf.rests.remove(got, of: resting.gap)
                leaf.covered += got
            }
        }
        var got: Int64 = 0
        if claimant == Claimant(lot: leaf.lot, unit: leaf.unit) {
            got = min(wanted, leaf.covered - leaf.claimed)
            leaf.claimed += got
        } else if leaf.isWhole {
            got = wanted
        }
        if leaf != before { try set(leaf, for: gap) }
        return got
    }
}

/// Whose stock asks what was covered of a gap.
private struct Claimant: Equatable {
    let lot: String
    let unit: SmallestUnit
}
