/// Writes JSON text: no space, members in their order, only what must be escaped is escaped.
///
/// The same value always gives the same bytes.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    /// Whether a comma is due before the next value or name.
    private var needsComma = false

    package init() {}

    package static func write(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter()
        writer.append(value)
        return writer.bytes
    }

    package mutating func append(_ value: JSONValue) {
        switch value {
        case .null: append(literal: "null")
        case .bool(let flag): append(literal: flag ? "true" : "false")
        case .number(let number): append(number)
        case .string(let text): append(text)
        case .array(let elements):
            array { writer in
                for element in elements { writer.append(element) }
            }
        case .object(let object):
            self.object { writer in
                for member in object.members { writer.member(member.name, member.value) }
            }
        }
    }

    package mutating func append(_ text: String) {
        separate()
        quote(text)
        needsComma = true
    }

    package mutating func append(_ number: ExactDecimal) {
        append(literal: number.text)
    }

    /// One complete JSON value that is already text, e.g. an event cut out of its document.
    package mutating func append(raw value: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: value)
        needsComma = true
    }

    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        enclose(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    package mutating func array(_ body: (inout JSONWriter) -> Void) {
        enclose(UInt8(ascii: "["), UInt8(ascii: "]"), body)
    }

    package mutating func member(_ name: String, _ value: JSONValue) {
        self.name(name)
        append(value)
    }

    package mutating func member(_ name: String, _ text: String?) {
        guard let text else { return }
        self.name(name)
        append(text)
    }

    package mutating func member(_ name: String, _ number: ExactDecimal?) {
        guard let number else { return }
        self.name(name)
        append(number)
    }

    /// A member whose value is an array, its elements written one after another.
    package mutating func array<Element>(
        _ name: String, _ elements: some Sequence<Element>,
        _ write: (inout JSONWriter, Element) -> Void
    ) {
        self.name(name)
        array { writer in
            for element in elements { write(&writer, element) }
        }
    }

    /// The name of a member whose value comes next.
    package mutating func name(_ name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    private mutating func append(literal: String) {
        separate()
        bytes.append(contentsOf: literal.utf8)
        needsComma = true
    }

    private mutating func enclose(
        _ opening: UInt8, _ closing: UInt8, _ body: (inout JSONWriter) -> Void
    ) {
        separate()
        bytes.append(opening)
        needsComma = false
        body(&self)
        bytes.append(closing)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func quote(_ text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { utf8 in
            var rest = utf8[...]
            while let place = rest.firstIndex(where: Self.isEscaped) {
                bytes.append(contentsOf: rest[..<place])
                escape(rest[place])
                rest = rest[(place + 1)...]
            }
            bytes.append(contentsOf: rest)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        if byte < 0x20 {
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(Hexadecimal.digit(byte >> 4))
            bytes.append(Hexadecimal.digit(byte))
        } else {
            bytes.append(byte)
        }
    }
}
