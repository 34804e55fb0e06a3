import Testing

/// The commands that the documents tell a reader to type exist.
struct CommandsTests {
    private static let documents = [
        "README.md", "CONTRIBUTING.md", "Docs/Operations.md", "Docs/Architecture.md",
    ]

    private func makeTargets() throws -> Set<String> {
        Set(
            try Repository.text("Makefile").split(separator: "\n").compactMap { line in
                line.prefixMatch(of: #/([a-z-]+):.*##/#).map { String($0.1) }
            })
    }

    @Test func `every make command in the documents is a target with a line of help`() throws {
        let targets = try makeTargets()

        for document in CommandsTests.documents where Repository.exists(document) {
            let named = Set(
                try Repository.text(document).matches(of: #/make ([a-z-]+)/#)
                    .map { String($0.1) })
            #expect(named.subtracting(targets) == [], "\(document)")
        }
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
}
