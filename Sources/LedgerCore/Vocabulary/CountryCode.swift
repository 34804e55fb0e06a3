/// A country by the two capital letters of ISO 3166-1, such as `TJ`.
package struct CountryCode: Hashable, Sendable {
    package let text: String

    /// Nil for anything but two capital letters.
    package init?(_ text: String) {
        let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
        guard text.utf8.count == 2, text.utf8.allSatisfy(letters.contains) else { return nil }
        self.text = text
    }
}

extension CountryCode: CustomStringConvertible {
    package var description: String { text }
}

extension CountryCode: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.text(text)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        guard let code = CountryCode(try reader.text(max: 2)) else {
            throw CBORError(.invalid("a country of two letters"), at: offset)
        }
        self = code
    }
}
