/// Values of GS1 application identifiers as they stand in a URI.
enum GS1Value {
    /// What a value may consist of. Spec: GS1 General Specifications §7.11.
    enum CharacterSet {
        case digits
        /// Character set 82.
        case text
        /// Character set 39, of component and part numbers.
        case partNumber
    }

    /// Appends `range`, percent-decoded and canonically encoded again.
    ///
    /// - Returns: how many characters the value has.
    @discardableResult
    static func append(
        _ bytes: ByteWindow, _ range: Range<Int>, _ set: CharacterSet, lengthMax: Int,
        to key: inout KeyBuilder
    ) throws(IdentifierError) -> Int {
        guard !range.isEmpty else { throw .syntax(rule: .emptyValue) }
        var length = 0
        var index = range.lowerBound
        while index < range.upperBound {
            var byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "%") {
                guard range.upperBound - index >= 2, let high = Hexadecimal.value(bytes[index]),
                    let low = Hexadecimal.value(bytes[index + 1])
                else { throw .syntax(rule: .escape) }
                byte = high << 4 | low
                index += 2
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<")
                || byte == UInt8(ascii: ">")
            {
                // In the character set, but never bare in a URI.
                throw .notURI
            }
            guard contains(set, byte) else {
                throw .syntax(rule: set == .digits ? .digits : .character)
            }
            length += 1
            key.appendEncoded(byte)
        }
        guard length <= lengthMax else { throw .syntax(rule: .valueTooLong) }
        return length
    }

    static func contains(_ set: CharacterSet, _ byte: UInt8) -> Bool {
        switch set {
        case .digits:
            return URISyntax.isDigit(byte)
        case .partNumber:
            return URISyntax.isDigit(byte) || (byte &- UInt8(ascii: "A")) < 26
                || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "/")
        case .text:
            if URISyntax.isDigit(byte) || URISyntax.isLetter(byte) { return true }
            switch byte {
            case UInt8(ascii: "!"), UInt8(ascii: "\""), UInt8(ascii: "%")...UInt8(ascii: "/"),
                UInt8(ascii: ":")...UInt8(ascii: "?"), UInt8(ascii: "_"):
                return true
            default: return false
            }
        }
    }

    static func requireDigits(
        _ bytes: ByteWindow, _ range: Range<Int>
    ) throws(IdentifierError) {
        for index in range where !URISyntax.isDigit(bytes[index]) {
            throw .syntax(rule: .digits)
        }
    }
}
