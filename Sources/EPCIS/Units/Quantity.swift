/// An amount as the ledger counts it: a whole number of the dimension's smallest unit.
///
/// Spec: Docs/Spec/EPCIS.md §6.
package struct Quantity: Hashable, Sendable {
    /// Never negative.
    package let amount: Int64
    package let dimension: Dimension
    /// The number as it was spoken, in `spokenUnit`.
    package let spokenValue: ExactDecimal
    /// UN/CEFACT Recommendation 20 code; `nil` for a plain count.
    package let spokenUnit: String?

    /// What is measured, named with its smallest unit.
    package enum Dimension: String, Hashable, Sendable, CaseIterable {
        /// Milligrams.
        case mass
        /// Microlitres.
        case volume
        /// Pieces.
        case count
        /// Micrometres.
        case length
        /// Square millimetres.
        case area
    }
}
