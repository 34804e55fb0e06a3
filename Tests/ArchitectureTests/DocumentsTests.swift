import Testing

/// Documents say what is there.
struct DocumentsTests {
    private static func documents() throws -> [String] {
        try Repository.files(below: "Docs").filter { $0.hasSuffix(".md") }
            + ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
    }

    @Test func `every link between documents leads somewhere`() throws {
        let broken = try DocumentsTests.documents().flatMap { document in
            let folder = document.split(separator: "/").dropLast().map(String.init)
            return try Repository.text(document).matches(of: #/\]\(([^)\s#:]+)(#[^)]*)?\)/#)
                .map { DocumentsTests.resolve(String($0.1), in: folder) }
                .filter { !Repository.exists($0) }
                .map { "\(document) → \($0)" }
        }

        #expect(broken == [])
    }

    @Test func `Operations names every file of a home`() throws {
        let files = try Repository.text("Sources/Node/Service/NodeHome.swift")
            .matches(of: #/path \+ "/([a-z.]+)"/#).map { String($0.1) }
        let operations = try Repository.text("Docs/Operations.md")

        #expect(files.count >= 6)
        #expect(files.filter { !operations.contains("| `\($0)") } == [])
    }

    @Test func `the map in Architecture has every target of the package`() throws {
        let page = try Repository.text("Docs/Architecture.md")
        let targets = try Repository.manifest().dependencies.keys.filter { !$0.hasSuffix("Tests") }

        let missing = targets.filter { name in
            !page.split(separator: "\n").contains { $0.contains("  \(name) ") }
        }

        #expect(missing == [])
    }

    private static func resolve(_ link: String, in folder: [String]) -> String {
        var parts = folder
        for part in link.split(separator: "/") {
            if part == ".." {
                _ = parts.popLast()
            } else if part != "." {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }
}
