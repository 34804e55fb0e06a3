/// How a load is received at once, by its despatch document.
///
/// Spec: Docs/Spec/MassBalance.md §9.2.
package struct LoadRules: Hashable, Sendable {
    /// Lines listed under a document; what more goes under it is received by lots.
    package var linesMax: UInt64

    package init(linesMax: UInt64 = 1024) {
        self.linesMax = linesMax
    }
}
