import Testing

struct SwiftLexerTests {
    @Test func `comments and strings are not code`() {
        let source = """
            // import Foundation
            /* Date /* nested */ still comment */
            let a = "Double"
            let b = #"async "quoted" \\(c)"#
            """

        let words = SwiftLexer.tokens(of: source).compactMap(\.word)

        #expect(words == ["let", "a", "let", "b"])
    }

    @Test func `interpolated code is code`() {
        let source = #"let a = "x \(Date(of: "y \(now)")) z""#

        let words = SwiftLexer.tokens(of: source).compactMap(\.word)

        #expect(words == ["let", "a", "Date", "of", "now"])
    }

    @Test func `a multi-line string holds quotes, and lines are counted through it`() {
        let source = "let a = \"\"\"\n  say \"async\"\n  \"\"\"\nawait b"

        let tokens = SwiftLexer.tokens(of: source)

        #expect(tokens.compactMap(\.word) == ["let", "a", "await", "b"])
        #expect(tokens.last?.line == 4)
    }

    @Test func `a name in backticks is one word`() {
        let tokens = SwiftLexer.tokens(of: "func `a \"Date\" // stays`() {}")

        #expect(tokens.compactMap(\.word) == ["func", "a \"Date\" // stays"])
    }

    @Test(arguments: [
        ("1", false), ("1_000", false), ("0xFE", false), ("1.5", true), ("1e9", true),
        ("2.5e-3", true), ("0x1p4", true),
    ])
    func `a number is floating by its fraction or exponent`(literal: String, floating: Bool) {
        #expect(SwiftLexer.tokens(of: literal).map(\.kind) == [.number(floating: floating)])
    }

    @Test func `ranges and members of tuples are not fractions`() {
        let tokens = SwiftLexer.tokens(of: "0..<5 0...9 pair.0.1 $0.1.0")

        #expect(!tokens.contains { $0.kind == .number(floating: true) })
    }
}
