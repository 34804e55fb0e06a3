import EPCIS
import LedgerCore

/// What goes in and comes out by mass and volume, under rules that hold the one against the other.
///
/// Spec: Docs/Spec/MassBalance.md §13.1.
extension MassBalance {
    /// Counts an input.
    func putIn(
        _ amount: Int64, of reference: StockReference, _ transformation: inout TransformationLeaf?
    ) throws(Stop) {
        guard facts.rules.conversion != nil, var sums = transformation?.conversion else { return }
        guard sums.putIn(amount, reference.unit) else { throw .refused(.tooLarge) }
        transformation?.conversion = sums
    }

    /// What goods are worth that come into being, and what of them counts against plots.
    mutating func worth(
        of amount: Int64, of reference: StockReference, _ kind: ObjectKind, _ growth: Growth,
        _ transformation: inout TransformationLeaf?
    ) throws(Stop) -> (Stock, [HarvestPart]) {
        guard let inputs = transformation?.inputs else {
            return try originated(amount, of: reference, kind, growth)
        }
        let covered = try takeOut(amount, of: reference, &transformation)
        let stock = inputs.output(of: amount)
        let unaccounted = max(stock.unaccounted, amount - covered)
        return (Stock(amount: amount, unaccounted: unaccounted), [])
    }

    /// Counts an output.
    ///
    /// - Returns: how much of it can have been made of what was measured.
    /// - Throws: `.moreThanInput` when what went in cannot have become so much.
    private func takeOut(
        _ amount: Int64, of reference: StockReference, _ transformation: inout TransformationLeaf?
    ) throws(Stop) -> Int64 {
        guard let rules = facts.rules.conversion, var sums = transformation?.conversion else {
            return amount
        }
        let available = rules.available(of: sums, in: reference.unit) ?? amount
        guard amount <= available || sums.hasUnknownInput || !sums.hasInput else {
            throw .refused(
                .moreThanInput(
                    lot: reference.lot, available: available, asked: amount, unit: reference.unit))
        }
        guard sums.takeOut(amount, reference.unit) else { throw .refused(.tooLarge) }
        transformation?.conversion = sums
        return min(amount, available)
    }
}
