import Testing

/// The rules, held against every file of this repository.
struct SourcesTests {
    @Test func `a target imports only what it declares, from rows above its own`() throws {
        let manifest = try Repository.manifest()

        let found = try Repository.swiftFiles(below: "Sources").flatMap {
            ArrowRule.violations(in: $0, declared: manifest)
        }

        #expect(found == [])
    }

    @Test func `Package.swift declares no arrow that the map forbids`() throws {
        let manifest = try Repository.manifest()

        let targets = manifest.dependencies.filter { TargetMap.row(of: $0.key) != nil }
        let upward = targets.flatMap { target, dependencies in
            dependencies.filter { name in
                guard let from = TargetMap.row(of: target), let to = TargetMap.row(of: name) else {
                    return false
                }
                return to >= from
            }.map { "\(target) → \($0)" }
        }

        #expect(targets.count >= 10)
        #expect(upward == [])
    }

    @Test func `deterministic targets name no clock, chance, fraction, thread or outside`() throws {
        let found = try Repository.swiftFiles(below: "Sources").flatMap(
            DeterminismRule.violations)

        #expect(found == [])
    }

    @Test func `deterministic targets loop over nothing unordered`() throws {
        let found = try Repository.swiftFiles(below: "Sources").flatMap(
            UnorderedIterationRule.violations)

        #expect(found == [])
    }

    @Test func `every unchecked Sendable says what protects it`() throws {
        let found = try Repository.swiftFiles(below: "Sources").flatMap(
            SharedStateRule.violations)

        #expect(found == [])
    }

    @Test func `nothing is left unfinished or forced`() throws {
        let files =
            try Repository.swiftFiles(below: "Sources")
            + Repository.swiftFiles(below: "Tests")

        #expect(files.flatMap(UnfinishedRule.violations) == [])
    }

    @Test func `every code of the sources is provoked by a test, and defined once`() throws {
        let codes = RefusalCode.defined(in: try Repository.swiftFiles(below: "Sources"))
        let tests = try Repository.swiftFiles(below: "Tests")
            .filter { $0.target != "ArchitectureTests" }
        let repeated = Dictionary(grouping: codes, by: \.code).filter { $0.value.count > 1 }

        #expect(RefusalCode.untested(codes, tests: tests).map(\.code).sorted() == [])
        #expect(repeated.keys.sorted() == [])
    }
}
