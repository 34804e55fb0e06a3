/// Collects the canonical text of an ``ObjectKey`` while an identifier is read, or nothing when the
/// identifier is only to be checked.
struct KeyBuilder {
    private(set) var bytes: [UInt8] = []
    let isRecording: Bool

    init(isRecording: Bool = true) {
        self.isRecording = isRecording
        if isRecording { bytes.reserveCapacity(64) }
    }

    @inline(__always)
    mutating func ai(_ text: StaticString) {
        guard isRecording else { return }
        bytes.append(UInt8(ascii: "/"))
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "/"))
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        guard isRecording else { return }
        bytes.append(byte)
    }

    /// Characters that need no encoding.
    @inline(__always)
    mutating func append(_ source: ByteWindow, _ range: Range<Int>) {
        guard isRecording else { return }
        for index in range { bytes.append(source[index]) }
    }

    /// Appends the check digit of all digits from `start`.
    @inline(__always)
    mutating func appendCheckDigit(from start: Int) {
        guard isRecording else { return }
        bytes.append(CheckDigit.character(of: bytes[start...]))
    }

    /// One character of a value; what RFC 3986 does not call unreserved is percent-encoded.
    @inline(__always)
    mutating func appendEncoded(_ byte: UInt8) {
        guard isRecording else { return }
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
