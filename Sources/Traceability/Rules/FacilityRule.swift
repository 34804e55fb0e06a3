/// What places where goods are kept and made are held to.
///
/// Spec: Docs/Spec/MassBalance.md §13.4.
package enum FacilityRule: Hashable, Sendable {
    /// Nothing is known of them.
    case notKnown
    /// What they can hold, and make in a day.
    case limited
}
