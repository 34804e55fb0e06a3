/// How much of a substance a test found.
///
/// Spec: Docs/Spec/MassBalance.md §13.6.
package struct Residue: Hashable, Sendable {
    package static let substanceBytesMax = 64

    /// As the limits name it.
    package let substance: String
    /// Micrograms a kilogram.
    package let amount: UInt64

    package init(of substance: String, _ amount: UInt64) {
        self.substance = substance
        self.amount = amount
    }
}

extension Residue: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.text(substance)
        writer.unsigned(amount)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        substance = try reader.text(max: Residue.substanceBytesMax)
        amount = try reader.unsigned()
    }
}
