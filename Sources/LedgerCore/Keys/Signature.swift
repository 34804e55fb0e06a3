/// A signature: 64 bytes, whatever the algorithm.
package struct Signature: Hashable, Sendable {
    package static let byteCount = 64

    package let bytes: Bytes

    /// Nil unless there are exactly 64 bytes.
    package init?(bytes: Bytes) {
        guard bytes.count == Signature.byteCount else { return nil }
        self.bytes = bytes
    }
}

extension Signature: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.bytes(bytes)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        guard let signature = Signature(bytes: try reader.bytes(max: Signature.byteCount)) else {
            throw CBORError(.invalid("a signature of 64 bytes"), at: offset)
        }
        self = signature
    }
}
