/// What the ledger does with the documents, carriers and seals of shipments.
///
/// Spec: Docs/Spec/MassBalance.md §9.
package enum TransitRule: Hashable, Sendable {
    /// An event may say of them what it likes.
    case notKnown
    /// A load has a carrier and seals on record, by its despatch document.
    case onRecord
}
