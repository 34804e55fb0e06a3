/// What is missing of a consignment, by the word of its receiver that no more will come.
///
/// Spec: Docs/Spec/MassBalance.md §7.
package struct Dispute: Equatable, Sendable {
    /// The part that is missing.
    package var missing: Consignment
    /// Block time after which it is lost.
    package let until: Timestamp

    package init(missing: Consignment, until: Timestamp) {
        self.missing = missing
        self.until = until
    }
}

extension Dispute: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(missing)
        writer.value(until)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        missing = try reader.value(Consignment.self)
        until = try reader.value(Timestamp.self)
    }
}
