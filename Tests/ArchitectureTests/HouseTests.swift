import Testing

/// What holds for the repository as a whole.
struct HouseTests {
    /// Files that may be longer than 400 lines, each with the reason.
    private static let longFiles: [String: String] = [:]

    @Test func `a file has one idea and at most 400 lines, or a reason`() throws {
        let files =
            try Repository.swiftFiles(below: "Sources")
            + Repository.swiftFiles(below: "Tests")
        let long = Set(files.filter { $0.lineCount > 400 }.map(\.path))

        #expect(long == Set(HouseTests.longFiles.keys))
    }

    @Test func `every folder of sources has its mirror in the tests`() throws {
        let libraries = TargetMap.rows.flatMap { $0 }.filter { $0.first?.isUppercase == true }
        let folders = Set(
            try Repository.swiftFiles(below: "Sources")
                .filter { libraries.contains($0.target) }
                .map { file in
                    file.path.split(separator: "/").dropLast().dropFirst().joined(separator: "/")
                })

        let missing = folders.sorted().filter { folder in
            let parts = folder.split(separator: "/")
            let mirror = (["Tests", "\(parts[0])Tests"] + parts.dropFirst()).joined(separator: "/")
            return !Repository.exists(mirror)
        }

        #expect(missing == [])
    }

    @Test func `no file names a path or registry of one machine`() throws {
        let paths =
            try ["Sources", "Tests", "Docs", "scripts", "docker", "GenesisConfig", ".ci"].flatMap(
                Repository.files(below:))
            + ["Makefile", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Package.swift"]

        let found = paths.filter(Repository.exists).flatMap { path -> [Violation] in
            guard let text = try? Repository.text(path) else { return [] }
            return PortabilityRule.violations(path: path, text: text)
        }

        #expect(found == [])
    }

    @Test func `decisions are numbered without gaps and all stand in the index`() throws {
        let decisions = try Repository.files(below: "Docs/ADR")
            .map { String($0.dropFirst("Docs/ADR/".count)) }
            .filter { $0.first?.isNumber == true }
        let numbers = decisions.compactMap { Int($0.prefix(4)) }

        #expect(numbers.count == decisions.count)
        #expect(numbers == numbers.indices.map { numbers[0] + $0 })
        guard !decisions.isEmpty else { return }
        let index = try Repository.text("Docs/ADR/README.md")
        #expect(decisions.filter { !index.contains("(\($0))") } == [])
    }
}
