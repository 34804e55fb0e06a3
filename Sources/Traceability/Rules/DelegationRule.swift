/// Whether members record for others.
///
/// Spec: Docs/Spec/Rules.md §14.
package enum DelegationRule: Hashable, Sendable {
    /// An event may say of it what it likes.
    case notKnown
    /// For those that confirmed it.
    case confirmed
}
