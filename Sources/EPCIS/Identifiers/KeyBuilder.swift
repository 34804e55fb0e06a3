/// Collects the canonical text of an ``ObjectKey`` while an identifier is read.
///
/// Kept by a reader from one identifier to the next, so that checking one allocates nothing.
struct KeyBuilder {
    private(set) var bytes: [UInt8] = []

    mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func ai(_ text: StaticString) {
        bytes.append(UInt8(ascii: "/"))
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "/"))
    }

    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// Characters that need no encoding.
    mutating func append(_ source: ByteWindow, _ range: Range<Int>) {
        for index in range { bytes.append(source[index]) }
    }

    /// Appends the check digit of all digits from `start`.
    mutating func appendCheckDigit(from start: Int) {
        bytes.append(CheckDigit.character(of: bytes[start...]))
    }

    /// One character of a value; what RFC 3986 does not call unreserved is percent-encoded.
    mutating func appendEncoded(_ byte: UInt8) {
        if URISyntax.isUnreserved(byte) {
            bytes.append(byte)
        } else {
            bytes.append(UInt8(ascii: "%"))
            bytes.append(Hexadecimal.digit(byte >> 4))
            bytes.append(Hexadecimal.digit(byte))
        }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}
