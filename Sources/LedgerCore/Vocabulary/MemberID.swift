/// The name of a member in the registry, such as `farm-017`: 1 to 64 of `a–z 0–9 . -`.
package struct MemberID: Hashable, Sendable {
    package let text: String

    /// Nil for anything but such a name.
    package init?(_ text: String) {
        let utf8 = text.utf8
        guard (1...64).contains(utf8.count), utf8.allSatisfy(MemberID.allows) else { return nil }
        self.text = text
    }

    private static func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension MemberID: Comparable {
    package static func < (left: MemberID, right: MemberID) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension MemberID: CustomStringConvertible {
    package var description: String { text }
}

extension MemberID: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.text(text)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        guard let member = MemberID(try reader.text()) else {
            throw CBORError(.invalid("a member id of 1 to 64 of a-z 0-9 . -"), at: offset)
        }
        self = member
    }
}
