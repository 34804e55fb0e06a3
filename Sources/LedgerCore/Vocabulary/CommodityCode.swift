/// A kind of goods, by the six digits of the Harmonized System, such as `080910` for fresh apricots.
package struct CommodityCode: Hashable, Sendable {
    package let text: String

    /// Nil for anything but six digits.
    package init?(_ text: String) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard text.utf8.count == 6, text.utf8.allSatisfy(digits.contains) else { return nil }
        self.text = text
    }
}

extension CommodityCode: Comparable {
    package static func < (left: CommodityCode, right: CommodityCode) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension CommodityCode: CustomStringConvertible {
    package var description: String { text }
}

extension CommodityCode: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.text(text)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        guard let code = CommodityCode(try reader.text(max: 6)) else {
            throw CBORError(.invalid("a commodity code of six digits"), at: offset)
        }
        self = code
    }
}
