import LedgerCore

/// What became of what.
///
/// Spec: Docs/Spec/MassBalance.md §3 (transformation).
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
    func output(of amount: Int64) -> Stock {
        let unaccounted =
            switch self {
            case .nothing, .mixed(hasUnaccounted: true): amount
            case .mixed(hasUnaccounted: false): Int64(0)
            case .sum(_, let sum):
                sum.isEmpty
                    ? amount : Stock.share(sum.unaccounted, of: sum.amount, in: amount)
            }
        return Stock(amount: amount, unaccounted: unaccounted)
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
        if facts.rules.conversion != nil, leaf.conversion == nil {
            leaf.conversion = ConversionTally(inputs: leaf.inputs, outputs: leaf.outputs)
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
        state.set(leaf.encoded(), for: .transformation(id, of: member))
    }
}
