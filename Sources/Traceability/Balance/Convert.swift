import EPCIS
import LedgerCore

/// What goes in and comes out by mass and volume, under rules that hold the one against the other.
///
/// Spec: Docs/Spec/MassBalance.md §13.1.
extension MassBalance {
    /// Counts an input.
    func putIn(
        _ amount: Int64, of reference: StockReference, _ identity: ObjectKey,
        _ transformation: inout TransformationLeaf?
    ) throws(Stop) {
        guard let rules = facts.rules.conversion, var tally = transformation?.conversion else {
            return
        }
        let goods = try measure(amount, of: reference, identity)
        try putInDry(goods, of: reference, &tally)
        guard tally.putIn(goods.amount, goods.unit),
            tally.kindsIn.add(goods.mostMass(rules), of: goods.commodity)
        else { throw .refused(.tooLarge) }
        transformation?.conversion = tally
    }

    /// What goods are worth that come into being.
    mutating func worth(
        of amount: Int64, of reference: StockReference, _ identity: ObjectKey, _ growth: Growth,
        _ transformation: inout TransformationLeaf?
    ) throws(Stop) -> Birth {
        guard let inputs = transformation?.inputs else {
            return try originated(amount, of: reference, identity, growth)
        }
        let covered = try takeOut(amount, of: reference, identity, &transformation)
        let stock = inputs.output(of: amount, covered: covered)
        return Birth(
            stock: stock,
            origins: try takeOutOrigins(of: stock, reference, identity, &transformation))
    }

    /// Counts an output.
    ///
    /// - Returns: how much of it can have been made of what was measured.
    /// - Throws: `.moreThanInput` and `.outOfRange` when what went in cannot have become so much.
    private mutating func takeOut(
        _ amount: Int64, of reference: StockReference, _ identity: ObjectKey,
        _ transformation: inout TransformationLeaf?
    ) throws(Stop) -> Int64 {
        guard let rules = facts.rules.conversion, var tally = transformation?.conversion else {
            return amount
        }
        let goods = try measure(amount, of: reference, identity)
        let available = rules.available(of: tally, in: goods.unit) ?? goods.amount
        guard goods.amount <= available || tally.hasUnknownInput || !tally.hasInput else {
            throw .refused(
                .moreThanInput(
                    lot: reference.lot, available: available / (goods.netMilligrams ?? 1),
                    asked: amount, unit: reference.unit))
        }
        guard tally.takeOut(goods.amount, goods.unit) else { throw .refused(.tooLarge) }
        var covered = min(amount, available / (goods.netMilligrams ?? 1))
        if let mass = try yielded(goods, of: reference, &tally) {
            covered = min(covered, goods.counted(mass, rules))
        }
        try takeOutDry(goods, of: reference, &tally)
        transformation?.conversion = tally
        return try isMadeWithinLimits(amount, of: reference, goods) ? covered : 0
    }
}
