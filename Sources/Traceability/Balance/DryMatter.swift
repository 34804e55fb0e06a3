import LedgerCore

/// Drying takes water away and adds nothing.
///
/// A measured moisture can refuse what a range would let through, and never the other way round: it is
/// the word of the one who would gain.
///
/// Spec: Docs/Spec/MassBalance.md §13.4.
extension MassBalance {
    /// - Throws: where what an event says of moisture cannot be read.
    mutating func begin(_ claim: MoistureClaim) throws(Stop) {
        guard facts.rules.dryMatter == .whereMeasured else { return }
        if case .unreadable(let reason) = claim {
            throw .refused(.moistureUnreadable(reason: reason))
        }
        moisture = claim
    }

    /// Counts the dry matter of an input, rounded up.
    func putInDry(
        _ goods: Measured, of reference: StockReference, _ tally: inout ConversionTally
    ) throws(Stop) {
        guard var dry = dryMatter(of: tally) else { return }
        if let mass = goods.mostMass(facts.rules.conversion),
            let water = moisture.millionths(of: reference.lot)
        {
            let whole = Int128(Moisture.whole)
            let matter = (Int128(mass) * (whole - Int128(water)) + whole - 1) / whole
            guard let sum = Int64(exactly: Int128(dry.massIn) + matter) else {
                throw .refused(.tooLarge)
            }
            dry.massIn = sum
        } else {
            dry.hasUnmeasuredInput = true
        }
        tally.dryMatter = dry
    }

    /// Counts the dry matter of an output, rounded down.
    ///
    /// - Throws: `.dryMatter` for more than went in, if all that went in was measured.
    func takeOutDry(
        _ goods: Measured, of reference: StockReference, _ tally: inout ConversionTally
    ) throws(Stop) {
        guard var dry = dryMatter(of: tally) else { return }
        defer { tally.dryMatter = dry }
        guard let mass = goods.leastMass(facts.rules.conversion),
            let water = moisture.millionths(of: reference.lot)
        else { return }
        let whole = Int128(Moisture.whole)
        let matter = Int128(mass) * (whole - Int128(water)) / whole
        guard let sum = Int64(exactly: Int128(dry.massOut) + matter) else {
            throw .refused(.tooLarge)
        }
        guard sum <= dry.massIn || dry.hasUnmeasuredInput || !tally.hasInput else {
            throw .refused(
                .dryMatter(
                    lot: reference.lot, input: dry.massIn, output: dry.massOut,
                    asked: Int64(matter)))
        }
        dry.massOut = sum
    }

    /// The sums so far, from the first event on that tells a moisture; what went in before it was not
    /// measured.
    private func dryMatter(of tally: ConversionTally) -> DryMatterTally? {
        if let dry = tally.dryMatter { return dry }
        guard case .measured = moisture else { return nil }
        let hasInput =
            tally.hasInput || tally.hasUnknownInput || tally.kindsIn.hasUnknown
            || !tally.kindsIn.sums.isEmpty
        return DryMatterTally(hasUnmeasuredInput: hasInput)
    }
}
