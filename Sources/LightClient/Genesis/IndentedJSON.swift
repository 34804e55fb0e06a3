import EPCIS
import LedgerCore

/// JSON for people: two spaces a level, a list of plain values on one line, a line feed at the end.
enum IndentedJSON {
    static func write(_ value: JSONValue) -> Bytes {
        var text = Bytes()
        append(value, indent: 0, to: &text)
        return text + [UInt8(ascii: "\n")]
    }

    private static func append(_ value: JSONValue, indent: Int, to text: inout Bytes) {
        switch value {
        case .object(let object) where !object.members.isEmpty:
            block("{", "}", object.members, indent, &text) { member, text in
                text += JSONWriter.write(.string(member.name)) + Array(": ".utf8)
                append(member.value, indent: indent + 1, to: &text)
            }
        case .array(let elements) where elements.contains { !isPlain($0) }:
            block("[", "]", elements, indent, &text) { element, text in
                append(element, indent: indent + 1, to: &text)
            }
        default:
            text += JSONWriter.write(value)
        }
    }

    private static func block<Part>(
        _ opening: String, _ closing: String, _ parts: [Part], _ indent: Int,
        _ text: inout Bytes, _ append: (Part, inout Bytes) -> Void
    ) {
        text += Array(opening.utf8)
        for (place, part) in parts.enumerated() {
            text += Array((place == 0 ? "\n" : ",\n").utf8)
            text += Bytes(repeating: UInt8(ascii: " "), count: 2 * (indent + 1))
            append(part, &text)
        }
        text += [UInt8(ascii: "\n")] + Bytes(repeating: UInt8(ascii: " "), count: 2 * indent)
        text += Array(closing.utf8)
    }

    private static func isPlain(_ value: JSONValue) -> Bool {
        switch value {
        case .object, .array: false
        default: true
        }
    }
}
