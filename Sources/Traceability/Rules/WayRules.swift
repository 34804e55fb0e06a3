/// How goods come in with papers, and that where they came from is handed on.
///
/// Spec: Docs/Spec/MassBalance.md §10.2.
package struct WayRules: Hashable, Sendable {
    /// Block time from a member's first record on in which it may record opening stock.
    package var openingMilliseconds: Int64

    package init(openingMilliseconds: Int64 = 30 * 86_400_000) {
        self.openingMilliseconds = openingMilliseconds
    }
}
