/// Whether dry matter can come of nothing.
///
/// Spec: Docs/Spec/MassBalance.md §13.4.
package enum DryMatterRule: Hashable, Sendable {
    /// Nobody asks.
    case notAsked
    /// Not where moisture was measured on both sides.
    case whereMeasured
}
