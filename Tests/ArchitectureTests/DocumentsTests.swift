import Foundation
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
        let files = try [
            "Sources/Node/Service/NodeHome.swift", "Sources/Storage/Home/HomePaths.swift",
        ]
        .flatMap { source in
            try Repository.text(source).matches(of: #/(?:path|directory) \+ "/([a-z.]+)"/#)
                .map { String($0.1) }
        }
        let operations = try Repository.text("Docs/Operations.md")

        #expect(files.count >= 7)
        #expect(files.filter { !operations.contains("| `\($0)") } == [])
    }

    /// Of `Docs/Operations.md §4`: the document is there, and has a heading of that number.
    @Test func `every document that a comment cites is there, with its section`() throws {
        let files =
            try Repository.swiftFiles(below: "Sources")
            + Repository.swiftFiles(below: "Tests")
        let cited = files.flatMap { file in
            file.tokens.compactMap { token in token.comment.map { (file.path, token.line, $0) } }
        }

        let broken = cited.flatMap { path, line, comment in
            comment.matches(of: #/(Docs\/[A-Za-z0-9\/-]+\.md)(?: §([0-9]+(?:\.[0-9]+)*))?/#)
                .filter { !DocumentsTests.hasSection($0.2.map(String.init), in: String($0.1)) }
                .map { "\(path):\(line): \($0.0)" }
        }

        #expect(broken == [])
    }

    private static func hasSection(_ section: String?, in document: String) -> Bool {
        guard let text = try? Repository.text(document) else { return false }
        guard let section else { return true }
        return text.split(separator: "\n").contains { line in
            let title = line.drop { "#§ ".contains($0) }
            let number = title.prefix { $0.isNumber || $0 == "." }
            return line.hasPrefix("#") && (number == section || number == section + ".")
        }
    }

    @Test func `the map in Architecture has every target of the package`() throws {
        let page = try Repository.text("Docs/Architecture.md")
        let targets = try Repository.manifest().dependencies.keys.filter { !$0.hasSuffix("Tests") }

        let missing = targets.filter { name in
            !page.split(separator: "\n").contains { $0.contains("  \(name) ") }
        }

        #expect(missing == [])
    }

    @Test func `every path in API stands in the OpenAPI document`() throws {
        let openAPI = try JSONDecoder().decode(
            OpenAPI.self, from: Data(Repository.text("Sources/Node/Resources/openapi.json").utf8))
        let spans = Markdown.code(in: try Repository.text("Docs/API.md"))
        let named = spans.flatMap { $0.split(separator: " ") }
            .filter { $0.hasPrefix("/") && !$0.contains("…") }
            .map { String($0.prefix { $0 != "?" }) }

        #expect(named.count >= 15)
        #expect(Set(named).subtracting(openAPI.paths.keys).sorted() == [])
    }

    private struct OpenAPI: Decodable {
        let paths: [String: PathItem]
        struct PathItem: Decodable {}
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
