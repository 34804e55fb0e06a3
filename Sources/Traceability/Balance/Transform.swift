import LedgerCore

/// What became of what.
///
/// Spec: Docs/Spec/MassBalance.md §3 (transformation), §8.
extension MassTally {
    /// The tally with one more amount; nil when the sum does not fit.
    func adding(_ stock: Stock, in unit: SmallestUnit) -> MassTally? {
        switch self {
        case .nothing: return .sum(unit, stock)
        case .sum(unit, let sum): return sum.adding(stock).map { .sum(unit, $0) }
        case .sum(_, let sum):
            return .mixed(hasUnaccounted: sum.unaccounted > 0 || stock.unaccounted > 0)
        case .mixed(let hasUnaccounted):
            return .mixed(hasUnaccounted: hasUnaccounted || stock.unaccounted > 0)
        }
    }

    /// What an output of an amount is worth, made from these inputs.
    ///
    /// - Parameter covered: how much of it can be accounted for at most, now or ever.
    func output(of amount: Int64, covered: Int64) -> Stock {
        let unaccounted: Int64
        switch self {
        case .nothing, .mixed(hasUnaccounted: true): unaccounted = amount
        case .mixed(hasUnaccounted: false): unaccounted = 0
        case .sum(_, let sum) where sum.isEmpty: unaccounted = amount
        case .sum(_, let sum): return sum.becoming(amount, covered: covered)
        }
        return Stock(amount: amount, unaccounted: max(unaccounted, amount - covered))
    }
}

extension Stock {
    /// What an amount made of all of this is worth: in the same shares, rounded up, of what is unaccounted
    /// for ever first and then of the oldest gap.
    ///
    /// - Precondition: there is some of it.
    fileprivate func becoming(_ made: Int64, covered: Int64) -> Stock {
        let unaccounted = Stock.share(self.unaccounted, of: amount, in: made)
        var left = unaccounted
        var forEver = Stock.share(unaccountedForEver, of: amount, in: made)
        left -= forEver
        forEver = max(forEver, made - covered)
        left = min(left, made - forEver)
        var rests = GapAmounts.none
        for resting in self.rests.elements {
            let part = min(left, Stock.share(resting.amount, of: amount, in: made))
            rests.add(part, of: resting.gap)
            left -= part
        }
        return Stock(amount: made, unaccounted: forEver + rests.sum, rests: rests)
    }
}

extension MassBalance {
    /// The transformation as far as it is recorded.
    mutating func open(
        _ transformation: EventMeaning.Transformation
    ) throws(Stop) -> TransformationLeaf {
        var leaf = TransformationLeaf()
        if let id = transformation.id {
            makeIrreversible()
            leaf = try read(TransformationLeaf.self, at: .transformation(id, of: member)) ?? leaf
        }
        try requireKnownInputs(transformation)
        try beginCustody(of: leaf, transformation)
        if facts.rules.conversion != nil, leaf.conversion == nil {
            leaf.conversion = ConversionTally(inputs: leaf.inputs, outputs: leaf.outputs)
        }
        if facts.rules.ways != nil, leaf.origins == nil {
            leaf.origins = OriginTally(inputs: leaf.inputs, outputs: leaf.outputs)
        }
        if transformation.hasUnknownInput {
            leaf.inputs = .mixed(hasUnaccounted: true)
            leaf.conversion?.putInUnknown()
        }
        return leaf
    }

    mutating func close(
        _ leaf: TransformationLeaf, _ transformation: EventMeaning.Transformation
    ) {
        guard let id = transformation.id else { return }
        var leaf = leaf
        leaf.custody = custody?.tally
        state.set(leaf.encoded(), for: .transformation(id, of: member))
    }
}
