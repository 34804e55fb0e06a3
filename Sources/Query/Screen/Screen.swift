package import LedgerCore

/// Everything that the screen saw in the index at one height.
///
/// Spec: Docs/Spec/Screen.md.
package struct Screen: Equatable, Sendable {
    /// Of the newest event first.
    package let alerts: [Alert]
    /// How many older alerts of a code were left out.
    package let omitted: [AlertCode: Int]
    /// The first block that was looked at: above 1 where the index begins with a snapshot.
    package let since: Height
    package let height: Height
}
