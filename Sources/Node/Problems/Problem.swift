import EPCIS
import HTTPTypes

/// A refusal on its way to the client.
///
/// Handlers throw it; ``ProblemResponse`` alone turns it into bytes.
struct Problem: Error, Sendable {
    let kind: ProblemKind
    /// What is particular to this occurrence: one or more sentences, with the numbers.
    var detail: String
    var violations: [ProblemViolation] = []
    /// Further members of the document, e.g. `limit`.
    var members: [(name: String, value: JSONValue)] = []
    var headers = HTTPFields()

    /// A code without a catalogue entry is a defect of the node and answers as one.
    init(_ code: String, _ detail: String) {
        if let kind = ProblemCatalogue.kind(of: code) {
            self.kind = kind
            self.detail = detail
        } else {
            self.kind = ProblemCatalogue.failure
            self.detail = "The refusal \(code) has no entry in the catalogue: \(detail)"
        }
    }

    func with(limit: Int) -> Problem {
        with("limit", .number(ExactDecimal(Int64(limit))))
    }

    func with(_ name: String, _ value: JSONValue) -> Problem {
        var problem = self
        problem.members.append((name, value))
        return problem
    }

    func with(_ field: HTTPField.Name, _ value: String) -> Problem {
        var problem = self
        problem.headers[field] = value
        return problem
    }
}

/// One thing that is wrong, and where in what the client sent.
struct ProblemViolation: Hashable, Sendable {
    var code: String
    /// RFC 6901; `nil` where the place is not inside a JSON document.
    var pointer: String?
    /// From 1, in bytes.
    var line: Int?
    var column: Int?
    /// Bytes or characters from the start; for identifiers and CBOR, which have no lines.
    var offset: Int?
    /// The event it belongs to, from 0.
    var event: Int?
    var message: String
    /// Numbers of the rule, e.g. `available` and `asked`.
    var facts: [Fact] = []

    struct Fact: Hashable, Sendable {
        var name: String
        var value: JSONValue
    }
}

extension ProblemCatalogue {
    static let failure: ProblemKind = {
        guard let kind = kind(of: "node.failure") else {
            preconditionFailure("the catalogue lacks node.failure")
        }
        return kind
    }()
}
