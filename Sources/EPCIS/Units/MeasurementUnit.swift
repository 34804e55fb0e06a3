/// A unit by its UN/CEFACT Recommendation 20 code, and what one of it is in smallest units.
///
/// Spec: UN/CEFACT Recommendation 20 rev. 17; Docs/Spec/EPCIS.md §6.
package struct MeasurementUnit: Hashable, Sendable {
    package let code: String
    package let dimension: Quantity.Dimension
    /// One unit is `numerator / denominator` smallest units, exactly.
    package let numerator: Int64
    package let denominator: Int64

    init(
        _ code: String, _ dimension: Quantity.Dimension, _ numerator: Int64,
        per denominator: Int64 = 1
    ) {
        self.code = code
        self.dimension = dimension
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The unit with this code; `nil` for one that is not counted with.
    package static func named(_ code: String) -> MeasurementUnit? {
        let position = ByteWindow.lend(code) { codes.position($0, 0..<$0.count) }
        return position.map { table[$0] }
    }

    /// Every unit that is counted with.
    package static let table = masses + volumes + counts + lengths + areas

    private static let codes = NameTable(table.map(\.code))

    /// Whether `code` could be a Recommendation 20 code: two or three capitals or digits.
    package static func isCode(_ code: String) -> Bool {
        (2...3).contains(code.utf8.count)
            && code.utf8.allSatisfy {
                URISyntax.isDigit($0) || $0 &- UInt8(ascii: "A") < 26
            }
    }
}
