/// Why bytes are no JSON text, and where.
package struct JSONError: Error, Hashable, Sendable {
    package var reason: Reason
    package var place: SourcePlace
    /// The value that was being read. Spec: RFC 6901.
    package var pointer: String

    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case unexpectedEnd
        case unexpectedByte
        case trailingBytes
        case trailingComma
        case byteOrderMark
        case controlCharacter
        case invalidUTF8
        case invalidEscape
        case loneSurrogate
        case invalidNumber
        case leadingZero
        case numberOutOfRange
        case duplicateName
        case tooDeep
        case tooManyValues
        case tooManyBytes
    }
}

extension JSONError.Reason {
    /// One sentence without a full stop.
    package var sentence: String {
        switch self {
        case .unexpectedEnd: "the text ends too early"
        case .unexpectedByte: "this byte cannot stand here"
        case .trailingBytes: "something follows the value"
        case .trailingComma: "a comma is followed by nothing"
        case .byteOrderMark: "a byte order mark is not allowed (RFC 8259 §8.1)"
        case .controlCharacter: "a control character in a string must be escaped"
        case .invalidUTF8: "not UTF-8"
        case .invalidEscape: "no such escape sequence"
        case .loneSurrogate: "half of a surrogate pair"
        case .invalidNumber: "not a JSON number"
        case .leadingZero: "a number may not start with a superfluous zero"
        case .numberOutOfRange:
            "a number has at most \(ExactDecimal.digitsMax) digits and an exponent within ±64"
        case .duplicateName: "this member occurs twice"
        case .tooDeep: "nested too deeply"
        case .tooManyValues: "too many values"
        case .tooManyBytes: "too many bytes"
        }
    }

    var code: Violation.Code {
        switch self {
        case .invalidUTF8, .loneSurrogate, .byteOrderMark: .jsonEncoding
        case .duplicateName: .jsonDuplicateKey
        case .invalidNumber, .leadingZero, .numberOutOfRange: .jsonNumber
        case .tooDeep, .tooManyValues, .tooManyBytes: .jsonLimit
        default: .jsonSyntax
        }
    }
}
