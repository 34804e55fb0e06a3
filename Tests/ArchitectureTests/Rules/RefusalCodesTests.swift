import Testing

struct RefusalCodesTests {
    private let source = SourceFile(
        path: "Sources/Node/A.swift",
        text: """
            enum Code: String {
                case overdrawn = "balance.overdrawn"
                case late = "balance.late"
            }
            let kinds = [ProblemKind("request.malformed", 400), ProblemKind("request.slow", 408)]
            let file = "node.sqlite"
            """)

    @Test func `codes are found where they are defined`() {
        #expect(
            RefusalCode.defined(in: [source]).map(\.code)
                == ["balance.overdrawn", "balance.late", "request.malformed", "request.slow"])
    }

    @Test func `a code that no test names is found`() {
        let test = SourceFile(
            path: "Tests/NodeTests/A.swift",
            text: "#expect(refusal == .overdrawn)\n#expect(code == \"request.slow\")\n")

        let untested = RefusalCode.untested(RefusalCode.defined(in: [source]), tests: [test])

        #expect(untested.map(\.code) == ["balance.late", "request.malformed"])
    }
}
