/// A transaction id that may not commit again until its expiry.
///
/// The ids of one hour of expiry form a chain, so that a block can remove them when the hour is over.
///
/// Spec: Docs/Spec/Rules.md §8.
package struct SpentTransactionLeaf: Equatable, Sendable {
    package let expiry: Timestamp
    /// The id that was spent before this one with an expiry in the same hour.
    package let previous: Digest?

    package init(expiry: Timestamp, previous: Digest?) {
        self.expiry = expiry
        self.previous = previous
    }
}

extension SpentTransactionLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 2)
        writer.value(expiry)
        writer.optional(previous)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 2)
        expiry = try reader.value(Timestamp.self)
        previous = try reader.optional(Digest.self)
    }
}
