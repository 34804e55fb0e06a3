/// Spec: RFC 3986 §2 and §3.1, as far as an identifier needs it.
enum URISyntax {
    /// Whether `range` is `scheme ":" something`, ASCII, without characters a URI cannot hold.
    static func isURI(_ bytes: ByteWindow, _ range: Range<Int>) -> Bool {
        guard let colon = schemeEnd(bytes, range), colon + 1 < range.upperBound else {
            return false
        }
        for index in colon + 1..<range.upperBound where !isAllowed(bytes[index]) { return false }
        return true
    }

    /// The colon after a scheme.
    static func schemeEnd(_ bytes: ByteWindow, _ range: Range<Int>) -> Int? {
        guard let first = range.first, isLetter(bytes[first]) else { return nil }
        for index in range {
            let byte = bytes[index]
            if byte == UInt8(ascii: ":") { return index }
            guard
                isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "+")
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            else { return nil }
        }
        return nil
    }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    /// Unreserved characters stand in a canonical path as they are. Spec: RFC 3986 §2.3.
    @inline(__always)
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: isLetter(byte) || isDigit(byte)
        }
    }

    @inline(__always)
    private static func isAllowed(_ byte: UInt8) -> Bool {
        guard byte > 0x20, byte < 0x7F else { return false }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
            UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
            UInt8(ascii: "}"):
            return false
        default: return true
        }
    }
}
