@testable import EPCIS
import Testing

@testable import Node

struct ProblemDocumentTests {
    @Test func `a document has the members of RFC 9457 and the code`() {
        let document = ProblemDocument(
            problem: Problem("request.body_too_large", "Too many.").with(limit: 10),
            path: "/v1/x", requestID: "r1")

        let text = String(decoding: JSONText.bytes(of: document.value), as: UTF8.self)

        #expect(
            text == """
                {"type":"/problems/request.body_too_large","title":"The body is too large",\
                "status":413,"detail":"Too many.","code":"request.body_too_large",\
                "instance":"/v1/x","requestID":"r1","limit":10}
                """)
    }

    @Test func `the EPCIS binding names the standard's exception`() {
        let document = ProblemDocument(
            problem: Problem("json.duplicate_key", "x"), path: "/epcis/v2/capture",
            requestID: "r1")

        #expect(document.value["type"]?.string == "epcisException:ValidationException")
        #expect(document.value["code"]?.string == "json.duplicate_key")
    }

    @Test func `violations carry pointer, line, column and event`() {
        let error = EPCISError(violations: [
            Violation(
                code: .gs1CheckDigit, pointer: "/epcisBody/eventList/2/epcList/0",
                place: SourcePlace(offset: 80, line: 4, column: 9), message: "the digit is 7"),
            Violation(code: .badTime, pointer: "/creationDate", place: nil, message: "no time"),
        ])

        let problem = Problem(describing: error)

        #expect(problem.kind.code == "gs1.check_digit")
        #expect(problem.kind.status == 400)
        #expect(problem.violations.map(\.event) == [2, nil])
        #expect(problem.violations[0].line == 4)
        #expect(problem.violations[0].column == 9)
        #expect(problem.detail.contains("and 1 more"))
    }

    @Test func `an error nobody foresaw tells the client nothing of itself`() {
        struct Surprise: Error {}

        let problem = Problem(describing: Surprise())

        #expect(problem.kind.code == "node.failure")
        #expect(!problem.detail.contains("Surprise"))
    }
}
