/// Why a text identifies nothing.
package enum IdentifierError: Error, Hashable, Sendable {
    /// No URI by RFC 3986, or one with characters beyond ASCII that are not percent-encoded.
    case notURI
    /// It claims to be a GS1 identifier and breaks its grammar.
    case syntax(rule: Rule)
    /// Digits 0 to 9.
    case checkDigit(expected: UInt8, found: UInt8)
    /// A Digital Link qualifier in the wrong place, or of another key.
    case qualifier(ai: String)

    package enum Rule: String, Hashable, Sendable {
        case upperCase = "an EPC URN is written in lower case"
        case unknownScheme = "no such EPC scheme"
        case parts = "too few parts between dots"
        case companyPrefix = "a GS1 company prefix has 6 to 12 digits"
        case digits = "only digits may stand here"
        case length = "wrong number of digits"
        case emptyValue = "a value is empty"
        case valueTooLong = "a value is too long"
        case character = "a character outside the GS1 character set"
        case escape = "not a percent-encoded character"
        case leadingZero = "a component serial has no leading zero"
        case graiZero = "a GRAI in a Digital Link starts with a zero"
        case gtinLength = "a GTIN in a Digital Link has 14 digits"
        case pieces = "a piece number lies from 1 to its total"
        case unpairedSegment = "an application identifier without value"
        case missingQualifier = "a required qualifier is missing"
    }
}

extension IdentifierError {
    /// One sentence without a full stop.
    package var sentence: String {
        switch self {
        case .notURI: "not a URI (RFC 3986)"
        case .syntax(let rule): rule.rawValue
        case .checkDigit(let expected, let found):
            "wrong check digit \(found), expected \(expected)"
        case .qualifier(let ai): "the qualifier \(ai) may not stand here"
        }
    }

    package var code: Violation.Code {
        switch self {
        case .notURI: .badIdentifier
        case .syntax: .gs1Syntax
        case .checkDigit: .gs1CheckDigit
        case .qualifier: .gs1Qualifier
        }
    }
}
