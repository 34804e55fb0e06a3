/// What the ledger does with a count of stock, and with finer reasons for what is gone.
///
/// Spec: Docs/Spec/MassBalance.md §11.
package enum StockTakingRule: Hashable, Sendable {
    /// A count is an event of the lot.
    case notKnown
    /// It is held against the books, and what is missing is gone.
    case againstBooks
}
