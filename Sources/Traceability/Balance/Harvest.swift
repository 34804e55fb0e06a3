import EPCIS
import LedgerCore

/// No more is harvested than land can bear.
///
/// Spec: Docs/Spec/MassBalance.md §13.2.
extension MassBalance {
    /// Where and when goods grew, or how else they came in.
    struct Growth {
        var plots = PlotClaim.none
        var moment = Timestamp(milliseconds: 0)
        var wayIn = WayInClaim.none
    }

    /// Counts goods against the plots they grew on.
    ///
    /// - Returns: nil where that cannot be told: no plot is named, or one without the outline that is
    ///   asked for, the record comes too late, or the goods were not weighed.
    /// - Throws: `.aboveCeiling`, and for a claim that does not hold.
    mutating func harvest(
        _ amount: Int64, of reference: StockReference, _ identity: ObjectKey, _ growth: Growth,
        _ rules: HarvestRules
    ) throws(Stop) -> [HarvestPart]? {
        let shares: [PlotShare]
        switch growth.plots {
        case .none: return nil
        case .unreadable(let reason): throw .refused(.plotShares(reason: reason))
        case .shares(let claimed): shares = claimed
        }
        let age = facts.blockTime.milliseconds(since: growth.moment)
        guard age <= rules.lateMilliseconds else { return nil }
        guard let mass = try atMost(amount, reference.unit) else { return nil }
        guard try haveOutlines(shares) else { return nil }
        let product = try product(of: identity)
        var parts: [HarvestPart] = []
        for (share, mass) in zip(shares, shares.parts(of: mass)) where mass > 0 {
            let plot = try plot(share.plot)
            if let product, product.commodity != plot.crop {
                throw .refused(
                    .otherCrop(
                        lot: reference.lot, product.commodity, plot: share.plot, crop: plot.crop))
            }
            let part = HarvestPart(
                plot: share.plot, crop: plot.crop,
                season: facts.limits.season(of: plot.crop, at: growth.moment), mass: mass)
            try count(part, on: plot, of: reference)
            parts.append(part)
        }
        return parts
    }

    /// Whether all plots have the outline that the limits ask for.
    ///
    /// Spec: Docs/Spec/MassBalance.md §13.5.
    private func haveOutlines(_ shares: [PlotShare]) throws(Stop) -> Bool {
        guard facts.rules.land != nil, facts.limits.territory?.needsOutlines == true else {
            return true
        }
        for share in shares {
            if try plot(share.plot).ring == nil { return false }
        }
        return true
    }

    /// What goods weigh at most, rounded up; nil where nobody can tell.
    private func atMost(_ amount: Int64, _ unit: SmallestUnit) throws(Stop) -> Int64? {
        switch unit {
        case .milligram: return amount
        case .microlitre:
            guard let rules = facts.rules.conversion else { return nil }
            let tenths = Int128(amount) * Int128(rules.litreHectogramsMax)
            guard let mass = Int64(exactly: (tenths + 9) / 10) else { throw .refused(.tooLarge) }
            return mass
        case .piece, .micrometre, .squareMillimetre: return nil
        }
    }

    /// A plot of the member's own.
    private func plot(_ key: String) throws(Stop) -> PlotLeaf {
        guard let plot = try read(PlotLeaf.self, at: .plot(key)) else {
            throw .refused(.unknownPlot(key))
        }
        guard plot.owner == member else {
            throw .refused(.foreignPlot(key, owner: plot.owner))
        }
        return plot
    }

    private mutating func count(
        _ part: HarvestPart, on plot: PlotLeaf, of reference: StockReference
    ) throws(Stop) {
        var leaf = try read(MassLeaf.self, at: .harvest(part)) ?? MassLeaf()
        let (sum, overflow) = leaf.mass.addingReportingOverflow(part.mass)
        guard !overflow else { throw .refused(.tooLarge) }
        if let ceiling = facts.limits.ceiling(of: plot.crop)?.mass(on: plot.squareMetres),
            sum > ceiling
        {
            throw .refused(
                .aboveCeiling(
                    lot: reference.lot, part, harvested: leaf.mass, ceiling: ceiling,
                    squareMetres: plot.squareMetres))
        }
        leaf.mass = sum
        state.set(leaf.encoded(), for: .harvest(part))
    }

    /// Gives back what a harvest counted for.
    mutating func uncount(_ parts: [HarvestPart]) throws(Stop) {
        for part in parts {
            let leaf = try read(MassLeaf.self, at: .harvest(part)) ?? MassLeaf()
            precondition(leaf.mass >= part.mass, "a harvest that was not counted")
            let rest = MassLeaf(mass: leaf.mass - part.mass)
            state.set(rest.mass == 0 ? nil : rest.encoded(), for: .harvest(part))
        }
    }
}
