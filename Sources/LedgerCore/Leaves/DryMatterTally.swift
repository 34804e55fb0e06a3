/// What went into a transformation and came out of it without its water, as far as moisture was measured.
///
/// Spec: Docs/Spec/MassBalance.md §13.4.
package struct DryMatterTally: Hashable, Sendable {
    /// Milligrams.
    package var massIn: Int64
    package var massOut: Int64
    /// Whether something went in whose moisture nobody measured.
    package var hasUnmeasuredInput: Bool

    package init(massIn: Int64 = 0, massOut: Int64 = 0, hasUnmeasuredInput: Bool = false) {
        self.massIn = massIn
        self.massOut = massOut
        self.hasUnmeasuredInput = hasUnmeasuredInput
    }
}

extension DryMatterTally: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.amount(massIn)
        writer.amount(massOut)
        writer.bool(hasUnmeasuredInput)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        massIn = try reader.amount()
        massOut = try reader.amount()
        hasUnmeasuredInput = try reader.bool()
    }
}
