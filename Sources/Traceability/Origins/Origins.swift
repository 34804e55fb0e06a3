import LedgerCore

/// Where the accounted goods of a lot came from.
///
/// Spec: Docs/Spec/MassBalance.md §10.2.
extension MassBalance {
    /// Nil for a lot that came into being under rules that did not follow them, or is not counted.
    private func origins(of reference: StockReference) throws(Stop) -> OriginsLeaf? {
        try read(OriginsLeaf.self, at: reference.originsKey)
    }

    private mutating func set(_ leaf: OriginsLeaf?, of reference: StockReference) {
        state.set(leaf?.encoded(), for: reference.originsKey)
    }

    /// Whether anybody asks where such goods came from.
    private func follows(_ reference: StockReference) -> Bool {
        facts.rules.ways != nil && !reference.isCarrier
    }

    /// An amount of accounted goods of one origin.
    func goods(_ amount: Int64, from origin: GoodsOrigin) -> OriginAmounts {
        facts.rules.ways == nil ? .none : OriginAmounts(amount, of: origin)
    }

    /// Adds goods that came into being.
    ///
    /// - Parameter isFirst: whether the lot was not counted before; one whose beginning was not followed
    ///   never is.
    mutating func addOrigins(
        _ made: OriginAmounts, isFirst: Bool = false, _ reference: StockReference
    ) throws(Stop) {
        guard follows(reference) else { return }
        guard var leaf = try origins(of: reference) ?? (isFirst ? OriginsLeaf() : nil) else {
            return
        }
        guard leaf.make(made) else { throw .refused(.tooLarge) }
        set(leaf, of: reference)
    }

    /// Takes their share for goods that are gone.
    mutating func takeOrigins(
        of stock: Stock, _ reference: StockReference
    ) throws(Stop) -> OriginAmounts {
        guard stock.accounted > 0, follows(reference) else { return .none }
        guard var leaf = try origins(of: reference) else {
            return OriginAmounts(stock.accounted, of: .unknown)
        }
        let taken = leaf.take(stock.accounted)
        set(leaf, of: reference)
        return taken
    }

    /// Puts back what was taken for goods that are not gone after all.
    mutating func returnOrigins(
        _ taken: OriginAmounts, _ reference: StockReference
    ) throws(Stop) {
        guard !taken.isEmpty, follows(reference), var leaf = try origins(of: reference) else {
            return
        }
        guard let left = leaf.left.adding(taken) else { throw .refused(.tooLarge) }
        leaf.left = left
        set(leaf, of: reference)
    }

    /// Takes away what a creation added.
    ///
    /// - Parameters:
    ///   - late: what of the goods was unaccounted then and no longer is.
    ///   - isLast: whether the lot is not counted any more.
    /// - Throws: `.alreadySpent` where some of an origin was handed on since.
    mutating func removeOrigins(
        _ made: OriginAmounts, late: Int64, isLast: Bool, _ reference: StockReference
    ) throws(Stop) {
        guard follows(reference), var leaf = try origins(of: reference) else { return }
        let there = leaf.left.shared(with: made).sum
        guard there == made.sum else {
            throw .refused(
                .alreadySpent(
                    lot: reference.lot, available: there, asked: made.sum, unit: reference.unit))
        }
        leaf = OriginsLeaf(made: leaf.made.without(made), left: leaf.left.without(made))
        let cleared = OriginAmounts(late, of: .unknown)
        leaf = OriginsLeaf(made: leaf.made.without(cleared), left: leaf.left.without(cleared))
        set(isLast ? nil : leaf, of: reference)
    }

    /// Adds what late records of other lots have accounted for.
    ///
    /// - Parameter before: the gaps that the stock rested on until it was touched.
    mutating func addLate(
        _ before: GapAmounts, _ stock: Stock, _ reference: StockReference
    ) throws(Stop) {
        guard before != stock.rests, follows(reference) else { return }
        var late: Int64 = 0
        for resting in before.elements where stock.rests[resting.gap] < resting.amount {
            let gap = try named(resting.gap)
            guard gap.lot != reference.lot || gap.unit != reference.unit else { continue }
            late += resting.amount - stock.rests[resting.gap]
        }
        guard late > 0 else { return }
        try addOrigins(OriginAmounts(late, of: .unknown), reference)
    }

    /// Whether some of accounted goods came from a country, or could have.
    func mayBe(from country: CountryCode, _ posting: Posting) throws(Stop) -> Bool {
        guard let left = try read(OriginsLeaf.self, at: .origins(of: posting.lot))?.left,
            left.sum >= posting.stock.accounted
        else { return true }
        return left.elements.contains { element in
            switch element.origin {
            case .grown(let known?), .imported(let known): known == country
            case .grown(nil), .declared, .unknown, .other: true
            }
        }
    }
}
