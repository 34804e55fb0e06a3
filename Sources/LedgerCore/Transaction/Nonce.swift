/// Sixteen bytes that make two transactions with the same content different ones.
package struct Nonce: Hashable, Sendable {
    package static let byteCount = 16

    package let bytes: Bytes

    /// Nil unless there are exactly 16 bytes.
    package init?(bytes: Bytes) {
        guard bytes.count == Nonce.byteCount else { return nil }
        self.bytes = bytes
    }
}

extension Nonce: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.bytes(bytes)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        guard let nonce = Nonce(bytes: try reader.bytes(max: Nonce.byteCount)) else {
            throw CBORError(.invalid("a nonce of 16 bytes"), at: offset)
        }
        self = nonce
    }
}
