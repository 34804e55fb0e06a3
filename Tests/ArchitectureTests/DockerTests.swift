import Testing

/// docker/ names only what exists: no image is built in CI, so this is what keeps it true.
struct DockerTests {
    private func dockerfile() throws -> String { try Repository.text("docker/Dockerfile") }
    private func compose() throws -> String { try Repository.text("docker/compose.yaml") }

    /// Every string literal and every name in the sources of the node and its command line.
    private func vocabulary() throws -> (texts: Set<String>, words: Set<String>) {
        let tokens = try ["Sources/Node", "Sources/daftar"].flatMap(Repository.swiftFiles(below:))
            .flatMap(\.tokens)
        return (Set(tokens.compactMap(\.text)), Set(tokens.compactMap(\.word)))
    }

    @Test func `what is copied into the image is in the repository`() throws {
        let copied = try dockerfile().split(separator: "\n")
            .filter { $0.hasPrefix("COPY ") && !$0.contains("--from") }
            .compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }

        #expect(copied.contains("Sources"))
        #expect(copied.filter { !Repository.exists($0) } == [])
    }

    @Test func `the programs that are built are targets`() throws {
        let built = try dockerfile().matches(of: #/--product ([a-z-]+)/#).map { String($0.1) }
        let targets = try Repository.manifest().dependencies.keys

        #expect(built == ["daftar", "daftar-verify"])
        #expect(built.filter { !targets.contains($0) } == [])
    }

    @Test func `the port is the one the node serves by default`() throws {
        let configuration = try Repository.text("Sources/Node/Service/NodeConfiguration.swift")
        let served = configuration.firstMatch(of: #/port: Int = ([0-9]+)/#).map { String($0.1) }
        let exposed = try dockerfile().matches(of: #/EXPOSE ([0-9]+)/#).map { String($0.1) }
        let published = try compose().matches(of: #/127\.0\.0\.1:([0-9]+)/#).map { String($0.1) }

        #expect(exposed == [served])
        #expect(Set(published) == [served])
    }

    @Test func `the paths that compose asks for are served`() throws {
        let texts = try vocabulary().texts
        let asked = try compose().matches(of: #/127\.0\.0\.1:[0-9]+(/[a-z/]+)/#).map {
            String($0.1)
        }

        #expect(asked == ["/health/ready"])
        #expect(asked.filter { path in !texts.contains { $0.contains(path) } } == [])
    }

    @Test func `every option and variable is one the program knows`() throws {
        let known = try vocabulary()
        let both = try dockerfile() + compose()
        let command = both.split(separator: "\n").filter {
            $0.hasPrefix("CMD") || $0.contains("--genesis") || $0.contains("daftar init")
        }
        let options = command.flatMap { $0.matches(of: #/--([a-z]+)/#).map { String($0.1) } }
        let variables = both.matches(of: #/DAFTAR_[A-Z_]+/#).map { String($0.0) }

        #expect(Set(options) == ["genesis", "home", "host", "port"])
        #expect(options.filter { !known.words.contains($0) } == [])
        #expect(variables.filter { !known.texts.contains($0) } == [])
    }

    @Test func `compose names files of the repository`() throws {
        let genesis = try compose().matches(of: #/GenesisConfig/[a-z-]+/#).map { String($0.0) }
        let file = try compose().firstMatch(of: #/dockerfile: (\S+)/#).map { String($0.1) }

        #expect(file.map(Repository.exists) == true)
        #expect(genesis.filter { !Repository.exists($0) } == [])
    }
}
