/// How late records close gaps.
///
/// Spec: Docs/Spec/MassBalance.md §8.
package struct GapRules: Hashable, Sendable {
    /// Block time after which a gap is covered no more: as long as an offline queue may be.
    package var lateMilliseconds: Int64
    /// Gaps that the debt of an account, or the advance of an address, names; what is missing beyond that
    /// opens none.
    package var openMax: Int
    /// Gaps that were made good by stock that rests on gaps, followed one behind the other.
    package var depthMax: Int
    /// Gaps looked at when a stock is touched.
    package var visitsMax: Int

    package init(
        lateMilliseconds: Int64 = 90 * 86_400_000, openMax: Int = 64, depthMax: Int = 8,
        visitsMax: Int = 64
    ) {
        self.lateMilliseconds = lateMilliseconds
        self.openMax = openMax
        self.depthMax = depthMax
        self.visitsMax = visitsMax
    }
}
