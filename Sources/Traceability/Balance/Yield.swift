import EPCIS
package import LedgerCore

/// What came of what, and what can.
package struct Yield: Hashable, Sendable {
    package let inputs: [CommodityCode]
    package let output: CommodityCode
    /// Milligrams, as the others.
    package let massIn: Int64
    package let massOut: Int64
    package let least: Int64
    package let most: Int64

    package init(
        inputs: [CommodityCode], output: CommodityCode, massIn: Int64, massOut: Int64,
        least: Int64, most: Int64
    ) {
        self.inputs = inputs
        self.output = output
        self.massIn = massIn
        self.massOut = massOut
        self.least = least
        self.most = most
    }
}

/// What comes of goods lies in the range of their conversion.
///
/// Spec: Docs/Spec/MassBalance.md §13.3.
extension MassBalance {
    /// Counts an output by its kind.
    ///
    /// - Returns: milligrams of it that can have come of what went in; nil where the rule pack does not
    ///   say.
    /// - Throws: `.outOfRange` for more than that, if all that went in is known.
    func yielded(
        _ goods: Measured, of reference: StockReference, _ tally: inout ConversionTally
    ) throws(Stop) -> Int64? {
        let before = tally.kindsOut
        let mass = goods.leastMass(facts.rules.conversion)
        guard tally.kindsOut.add(mass, of: goods.commodity) else { throw .refused(.tooLarge) }
        let pack = facts.limits
        guard let output = goods.commodity, let mass else {
            let isLimited = tally.kindsIn.sums.contains { pack.knows($0.commodity) }
            return isLimited ? 0 : nil
        }
        guard pack.limits(output), tally.hasInput || tally.hasUnknownInput else { return nil }
        let most = mostYield(of: output, from: tally.kindsIn)
        let left = max(0, most - before.mass(of: output))
        guard mass <= left || tally.kindsIn.hasUnknown else {
            throw .refused(.outOfRange(lot: reference.lot, yield(of: output, tally)))
        }
        return left
    }

    /// Requires that what went in became something: once it is told that no more will come of it, where
    /// one kind of goods went in and nothing came out but what the rule pack knows of it.
    func requireEnough(
        of leaf: TransformationLeaf, _ transformation: EventMeaning.Transformation,
        isComplete: Bool, lot: String
    ) throws(Stop) {
        guard let tally = leaf.conversion, transformation.id == nil || isComplete,
            !tally.kindsIn.hasUnknown, !tally.kindsOut.hasUnknown, tally.kindsIn.sums.count == 1,
            let input = tally.kindsIn.sums.first, let output = tally.kindsOut.sums.first
        else { return }
        var explained = Int128(0)
        for sum in tally.kindsOut.sums {
            guard let range = range(of: sum.commodity, from: input.commodity), range.least > 0
            else { return }
            // Rounded up, for the one who made it.
            explained += (Int128(sum.mass) * 1000 + Int128(range.least) - 1) / Int128(range.least)
        }
        guard explained < Int128(input.mass) else { return }
        throw .refused(
            .outOfRange(lot: lot, yield(of: output.commodity, tally)),
            at: EventPart("outputQuantityList"))
    }

    private func mostYield(of output: CommodityCode, from inputs: CommodityTally) -> Int64 {
        bound(of: output, from: inputs, \.most)
    }

    private func bound(
        of output: CommodityCode, from inputs: CommodityTally,
        _ end: KeyPath<YieldRange, UInt64>
    ) -> Int64 {
        let thousandths = inputs.sums.reduce(Int128(0)) { sum, input in
            let share = range(of: output, from: input.commodity)?[keyPath: end] ?? 0
            return sum + Int128(input.mass) * Int128(share)
        }
        return Int64(clamping: thousandths / 1000)
    }

    /// The range of a conversion; of goods that stay what they are, at most all of them.
    private func range(of output: CommodityCode, from input: CommodityCode) -> YieldRange? {
        output == input
            ? YieldRange(of: output, from: input, least: 0, most: 1000)
            : facts.limits.range(of: output, from: input)
    }

    private func yield(of output: CommodityCode, _ tally: ConversionTally) -> Yield {
        let inputs = tally.kindsIn.sums
        return Yield(
            inputs: inputs.map(\.commodity), output: output,
            massIn: Int64(clamping: inputs.reduce(Int128(0)) { $0 + Int128($1.mass) }),
            massOut: tally.kindsOut.mass(of: output),
            least: bound(of: output, from: tally.kindsIn, \.least),
            most: bound(of: output, from: tally.kindsIn, \.most))
    }
}
