import LedgerCore

/// What left or arrived before its record, and the late records that make it good.
///
/// Spec: Docs/Spec/MassBalance.md §8.
extension MassBalance: GapKeeping {
    typealias Failure = Stop

    func gap(_ gap: GapReference) throws(Stop) -> GapLeaf? {
        try read(GapLeaf.self, at: .gap(gap))
    }

    /// A gap that an account, an address or an event names.
    func named(_ gap: GapReference) throws(Stop) -> GapLeaf {
        guard let leaf = try self.gap(gap) else {
            preconditionFailure("a gap that is named and is not there")
        }
        return leaf
    }

    mutating func set(_ leaf: GapLeaf, for gap: GapReference) {
        precondition(
            leaf.claimed <= leaf.covered && leaf.covered + leaf.rests.sum <= leaf.total,
            "a gap that gives more than was missing")
        state.set(leaf.encoded(), for: .gap(gap))
    }

    /// Lets stock that is touched take up what late records have made good.
    mutating func settle(_ stock: inout Stock, _ reference: StockReference) throws(Stop) {
        guard let rules = facts.rules.gaps, !stock.rests.isEmpty else { return }
        let before = stock.rests
        try settle(&stock, of: reference.lot, in: reference.unit, rules)
        try addLate(before, stock, reference)
    }

    /// Opens a gap of what is missing, under rules that have gaps.
    ///
    /// - Parameters:
    ///   - names: the gaps of the account or address where it is missing.
    ///   - closes: whether the receiver says that no more will come.
    /// - Returns: the stock that enters for it: unaccounted, and resting on the gap. For ever, where too
    ///   many are open already.
    mutating func open(
        _ missing: Int64, _ reference: StockReference, _ names: inout GapAmounts,
        closes: Bool = false
    ) -> Stock {
        guard let rules = facts.rules.gaps, missing > 0, names.elements.count < rules.openMax else {
            return Stock(amount: missing, unaccounted: missing)
        }
        let gap = nextGap()
        let leaf = GapLeaf(
            lot: reference.lot, unit: reference.unit, total: missing,
            until: facts.blockTime.advanced(byMilliseconds: rules.lateMilliseconds),
            closes: closes)
        set(leaf, for: gap)
        names.add(missing, of: gap)
        return Stock(amount: missing, unaccounted: missing, rests: GapAmounts(missing, of: gap))
    }

    /// What a late record has settled.
    struct Settlement {
        var amount: Int64 = 0
        /// For what no gap is named.
        var unnamed = Stock.none
        /// The last gap that was settled wholly.
        var closed: GapReference?
    }

    /// Takes off a stock what a debt or advance is due, the oldest part first, and covers its gaps with it.
    mutating func settle(
        _ due: inout Int64, _ names: inout GapAmounts, with stock: inout Stock
    ) throws(Stop) -> Settlement {
        var settlement = Settlement()
        settlement.unnamed = stock.take(min(due - names.sum, stock.amount))
        settlement.amount = settlement.unnamed.amount
        for name in names.elements where !stock.isEmpty {
            let part = stock.take(min(name.amount, stock.amount))
            names.remove(part.amount, of: name.gap)
            try cover(name.gap, with: part)
            settlement.amount += part.amount
            if part.amount == name.amount { settlement.closed = name.gap }
        }
        due -= settlement.amount
        return settlement
    }

    /// Makes good a part of a gap; once its time is over, in amount alone.
    ///
    /// Stock that rests on the very gap gives back what was missing, so that less is.
    mutating func cover(_ gap: GapReference, with part: Stock) throws(Stop) {
        var leaf = try named(gap)
        guard facts.blockTime <= leaf.until else { return }
        leaf.covered += part.accounted
        leaf.total -= part.rests[gap]
        for resting in part.rests.elements where resting.gap != gap {
            leaf.rests.add(resting.amount, of: resting.gap)
        }
        leaf.rests.keepNewest(Stock.gapsMax)
        set(leaf, for: gap)
    }
}
