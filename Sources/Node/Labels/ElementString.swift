/// The text that a GS1 barcode carries: application identifiers and values in a row.
///
/// Read as scanners and people give it: with a symbology identifier (`]C1`, `]d2`, `]Q3`, `]e0`),
/// with FNC1 as GS (0x1D), or with the identifiers in brackets.
///
/// Spec: GS1 General Specifications §7.8 (processing of data from GS1 symbologies).
struct ElementString: Hashable, Sendable {
    let elements: [Element]

    struct Element: Hashable, Sendable {
        var ai: String
        var value: String
    }

    /// Where the text stops making sense.
    struct Fault: Error, Hashable, Sendable {
        /// Characters from the start of the text as it was sent.
        var position: Int
        var reason: String
    }

    /// - Returns: `nil` for a text that does not look like an element string at all.
    init?(_ text: String) throws(Fault) {
        let bytes = Array(text.utf8)
        var position = Self.symbologyLength(bytes)
        while position < bytes.count, bytes[position] == Self.separator { position += 1 }
        guard position < bytes.count else { return nil }
        if bytes[position] == UInt8(ascii: "(") {
            elements = try Self.bracketed(bytes, from: position)
        } else if Self.isDigit(bytes[position]) {
            elements = try Self.plain(bytes, from: position)
        } else {
            return nil
        }
    }

    func value(of ai: String) -> String? {
        elements.first { $0.ai == ai }?.value
    }

    private static let separator: UInt8 = 0x1D

    /// `]`, a letter and a digit.
    private static func symbologyLength(_ bytes: [UInt8]) -> Int {
        bytes.count >= 3 && bytes[0] == UInt8(ascii: "]") ? 3 : 0
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func bracketed(_ bytes: [UInt8], from start: Int) throws(Fault) -> [Element] {
        var elements: [Element] = []
        var position = start
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "("),
                let close = bytes[position...].firstIndex(of: UInt8(ascii: ")"))
            else { throw Fault(position: position, reason: "an identifier in brackets goes here") }
            let ai = bytes[(position + 1)..<close]
            guard (2...4).contains(ai.count), ai.allSatisfy(isDigit) else {
                throw Fault(position: position + 1, reason: "an identifier has 2 to 4 digits")
            }
            let end = bytes[close...].firstIndex(of: UInt8(ascii: "(")) ?? bytes.count
            let value = bytes[(close + 1)..<end].filter { $0 != separator }
            try append(ai, value, at: close + 1, to: &elements)
            position = end
        }
        return elements
    }

    private static func plain(_ bytes: [UInt8], from start: Int) throws(Fault) -> [Element] {
        var elements: [Element] = []
        var position = start
        while position < bytes.count {
            if bytes[position] == separator {
                position += 1
                continue
            }
            guard let form = ApplicationIdentifier.form(of: bytes[position...]) else {
                throw Fault(position: position, reason: "no application identifier known here")
            }
            let from = position + form.digits
            let end: Int
            if let length = form.fixedLength {
                end = from + length
                guard end <= bytes.count else {
                    throw Fault(
                        position: from, reason: "the value has \(length) characters, fewer are here"
                    )
                }
            } else {
                end = bytes[from...].firstIndex(of: separator) ?? bytes.count
            }
            try append(bytes[position..<from], Array(bytes[from..<end]), at: from, to: &elements)
            position = end
        }
        return elements
    }

    private static func append(
        _ ai: ArraySlice<UInt8>, _ value: [UInt8], at position: Int,
        to elements: inout [Element]
    ) throws(Fault) {
        guard (1...90).contains(value.count) else {
            throw Fault(position: position, reason: "a value has 1 to 90 characters")
        }
        if let odd = value.firstIndex(where: { !(0x21...0x7A).contains($0) }) {
            throw Fault(
                position: position + odd, reason: "a character outside the GS1 character set")
        }
        let name = String(decoding: ai, as: UTF8.self)
        guard !elements.contains(where: { $0.ai == name }) else {
            throw Fault(position: position, reason: "the identifier \(name) occurs twice")
        }
        elements.append(Element(ai: name, value: String(decoding: value, as: UTF8.self)))
    }
}
