package import LedgerCore

/// No more comes out of a transformation than went in.
///
/// Mass and volume are held against each other by bounds of what a litre weighs: nothing that is eaten or
/// drunk is lighter than spirit or heavier than honey.
///
/// Spec: Docs/Spec/MassBalance.md §13.1.
package struct ConversionRules: Hashable, Sendable {
    /// The least that a litre weighs, in hectograms.
    package var litreHectogramsMin: Int64
    /// The most.
    package var litreHectogramsMax: Int64

    package init(litreHectogramsMin: Int64 = 7, litreHectogramsMax: Int64 = 15) {
        self.litreHectogramsMin = litreHectogramsMin
        self.litreHectogramsMax = litreHectogramsMax
    }

    /// How much of a unit what was measured can still become, never negative; nil for what is counted.
    ///
    /// Rounded down, against the one who would gain.
    package func available(of tally: ConversionTally, in unit: SmallestUnit) -> Int64? {
        // A milligram and a microlitre of water are the same; all in tenths of a milligram.
        let most = Int128(tally.massIn) * 10 + Int128(tally.volumeIn) * Int128(litreHectogramsMax)
        let least =
            Int128(tally.massOut) * 10 + Int128(tally.volumeOut) * Int128(litreHectogramsMin)
        let left = max(0, most - least)
        switch unit {
        case .milligram: return Int64(clamping: left / 10)
        case .microlitre: return Int64(clamping: left / Int128(litreHectogramsMin))
        case .piece, .micrometre, .squareMillimetre: return nil
        }
    }
}
