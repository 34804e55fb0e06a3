/// A value with exactly one encoding.
package protocol CBORCodable: Sendable {
    func encode(into writer: inout CBORWriter)
    init(from reader: inout CBORReader) throws(CBORError)
}

extension CBORCodable {
    /// The one encoding of the value.
    package func encoded() -> Bytes {
        // Most values are leaves of less than so many bytes.
        var writer = CBORWriter(capacity: 128)
        encode(into: &writer)
        return writer.output
    }

    /// The value that these bytes, all of them, encode.
    package init(decoding bytes: Bytes) throws(CBORError) {
        var reader = CBORReader(bytes)
        try self.init(from: &reader)
        try reader.finish()
    }
}

extension String: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.text(self)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        self = try reader.text()
    }
}

extension UInt64: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.unsigned(self)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        self = try reader.unsigned()
    }
}
