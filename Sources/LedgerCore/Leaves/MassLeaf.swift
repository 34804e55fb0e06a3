/// A sum of goods: what a plot gave of a crop in a season, what lies at a facility, what it made in a day.
///
/// Spec: Docs/Spec/MassBalance.md §13.2, §13.4.
package struct MassLeaf: Hashable, Sendable {
    /// Milligrams.
    package var mass: Int64

    package init(mass: Int64 = 0) {
        self.mass = mass
    }
}

extension MassLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 1)
        writer.amount(mass)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 1)
        mass = try reader.amount()
    }
}
