import EPCIS
import Traceability

/// Every code that a client can meet, with its meaning and what would make it pass.
///
/// Docs/Errors.md is ``markdown``, and a test holds it to that. Texts of a closed enum are an
/// exhaustive switch beside it, so a new code does not compile without its line.
package enum ErrorCatalogue {
    /// A code once, in the order of the targets that define them.
    static let entries: [ErrorEntry] =
        surface + Violation.Code.allCases.map(ErrorEntry.init) + wire
        + RuleCode.allCases.map(ErrorEntry.init)

    /// What the surface itself refuses. A code that is a rule's as well has the rule's sentence.
    private static let surface: [ErrorEntry] =
        ProblemCatalogue.own
        .filter { RuleCode(rawValue: $0.code) == nil }
        .map { ErrorEntry($0.code, $0.title + ".", $0.meaning) }

    /// Codes of errors with payloads, which have no list of their own.
    private static let wire: [ErrorEntry] = [
        ErrorEntry(
            "query.unknown_parameter", "The query has no such parameter.",
            "Leave it out: nothing is ignored, so that no answer looks narrower than it is."),
        ErrorEntry(
            "query.repeated_parameter", "A parameter occurs twice.",
            "Join several values of one parameter with `|`."),
        ErrorEntry(
            "query.bad_value", "The value is not of the parameter's kind.",
            "`detail` says what it wants."),
        ErrorEntry(
            "query.two_limits", "`eventCountLimit` and `maxEventCount` exclude each other.",
            "Send the first to cut the answer, the second to be refused a long one."),
        ErrorEntry(
            "query.limit_without_order", "`eventCountLimit` does not say which events.",
            "Send `orderBy` with it."),
        ErrorEntry(
            "query.pattern_not_supported", "Patterns of identifiers are not searched for.",
            "Name the identifiers, joined with `|`."),
        ErrorEntry(
            "query.bad_page_token", "The page token is none of this node and query.",
            "Ask for the first page again, with the parameters of the first time."),
        ErrorEntry(
            "cbor.malformed", "The body is not deterministic CBOR.",
            "Encode by RFC 8949 §4.2.1: shortest forms, sorted keys, nothing after the end."),
        ErrorEntry(
            "transaction.other_content", "The envelope was signed over other content.",
            "Send the bytes whose SHA-256 stands in the envelope."),
        ErrorEntry(
            "transaction.other_key", "The envelope names another key than the one that signed.",
            "Sign with the key whose id stands in the header."),
        ErrorEntry(
            "transaction.envelope_too_large", "The envelope is larger than any real one.",
            "Keep the header to the members that the format has."),
    ]
}

/// One line of the catalogue.
struct ErrorEntry: Hashable, Sendable {
    let code: String
    /// What was wrong; `{name}` stands for the fact of that name.
    let meaning: String
    /// What would make it pass.
    let remedy: String

    init(_ code: String, _ meaning: String, _ remedy: String) {
        self.code = code
        self.meaning = meaning
        self.remedy = remedy
    }

    init(_ code: Violation.Code) {
        self.init(code.rawValue, code.meaning, code.remedy)
    }

    init(_ code: RuleCode) {
        self.init(code.rawValue, code.template, code.remedy)
    }

    /// The text before the dot.
    var area: String { String(code.prefix { $0 != "." }) }
}
