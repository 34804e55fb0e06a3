/// What the ledger asks of goods that leave the country.
///
/// Spec: Docs/Spec/MassBalance.md §13.6.
package enum ExportRule: Hashable, Sendable {
    /// Nothing.
    case notKnown
    /// What the lines of the rule pack demand for the country.
    case byDestination
}
