package import LedgerCore

/// When a harvest is held against the land it grew on.
///
/// Spec: Docs/Spec/MassBalance.md §13.2.
package struct HarvestRules: Hashable, Sendable {
    /// Block time since the harvest after which its record comes too late to be accounted for: as
    /// long as an offline queue may be.
    package var lateMilliseconds: Int64

    package init(lateMilliseconds: Int64 = 90 * 86_400_000) {
        self.lateMilliseconds = lateMilliseconds
    }
}

extension RulePack {
    /// The season of a crop that a moment lies in, by the year it begins in.
    package func season(of crop: CommodityCode, at moment: Timestamp) -> UInt64 {
        let day = CivilDate(of: moment)
        let firstMonth = Int64(ceiling(of: crop)?.firstMonth ?? 1)
        return UInt64(clamping: day.month < firstMonth ? day.year - 1 : day.year)
    }
}
