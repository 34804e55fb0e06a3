/// What one step of an amount on the ledger is.
///
/// Spec: Docs/ADR/0004-quantities.md.
package enum SmallestUnit: UInt8, Hashable, Sendable, CaseIterable {
    case milligram = 1
    case microlitre = 2
    case piece = 3
    case micrometre = 4
    case squareMillimetre = 5
}

extension SmallestUnit: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.unsigned(UInt64(rawValue))
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        guard let unit = SmallestUnit(rawValue: try reader.unsigned(UInt8.self)) else {
            throw CBORError(.invalid("a smallest unit, 1 to 5"), at: offset)
        }
        self = unit
    }
}
