import Testing

/// The commands that the documents tell a reader to type exist.
struct CommandsTests {
    private static let documents = [
        "README.md", "CONTRIBUTING.md", "Docs/Operations.md", "Docs/Architecture.md",
        "Docs/ThreatModel.md",
    ]

    private func makeTargets() throws -> Set<String> {
        Set(
            try Repository.text("Makefile").split(separator: "\n").compactMap { line in
                line.prefixMatch(of: #/([a-z-]+):.*##/#).map { String($0.1) }
            })
    }

    @Test(arguments: documents.filter(Repository.exists))
    func `every make command in a document is a target with a line of help`(
        document: String
    ) throws {
        let code = Markdown.code(in: try Repository.text(document))
        let named = code.flatMap { $0.matches(of: #/\bmake ([a-z-]+)/#).map { String($0.1) } }

        #expect(Set(named).subtracting(try makeTargets()) == [])
    }

    @Test func `the names that outsiders rely on are targets`() throws {
        let promised: Set = [
            "demo", "demo-stop", "build", "test", "lint", "bench", "soak", "simulate", "fuzz",
        ]

        #expect(promised.subtracting(try makeTargets()) == [])
    }

    @Test func `every script that the Makefile calls exists`() throws {
        let scripts = Set(
            try Repository.text("Makefile").matches(of: #/scripts/[a-z-]+\.sh/#)
                .map { String($0.0) })

        #expect(scripts.filter { !Repository.exists($0) } == [])
    }

    /// Names that the command line gives to its commands, at any depth.
    private func commandNames() throws -> Set<String> {
        let names = try Repository.swiftFiles(below: "Sources/daftar").flatMap { file in
            let code = file.code
            return code.indices.dropLast(2).compactMap { index in
                code[index].isWord("commandName") && code[index + 1].isSymbol(":")
                    ? code[index + 2].text : nil
            }
        }
        return Set(names)
    }

    @Test(arguments: documents.filter(Repository.exists))
    func `every daftar command in a document is one of the command line's`(
        document: String
    ) throws {
        let code = Markdown.code(in: try Repository.text(document))
        let named = code.flatMap { span in
            span.matches(of: #/\b(?:bin/)?daftar ([a-z]+)(?: ([a-z]+)(?![.a-z/=]))?/#)
                .flatMap { [String($0.1), $0.2.map(String.init)].compactMap(\.self) }
        }

        #expect(Set(named).subtracting(try commandNames()) == [])
    }

    @Test func `code is told from prose`() {
        let text = "make room, then `make demo`.\n```sh\nmake test\n```\nmake do"

        #expect(Markdown.code(in: text) == ["make demo", "make test"])
    }
}
