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

    /// The first number that the pattern finds in each match.
    private func numbers(_ pattern: Regex<(Substring, Substring)>, in text: String) -> [Int] {
        text.matches(of: pattern).compactMap { Int($0.1) }
    }

    @Test func `the ports are the ones the node and the demo serve by default`() throws {
        let configuration = try Repository.text("Sources/Node/Service/NodeConfiguration.swift")
        let demo = try Repository.text("Sources/daftar/Commands/NetworkCommand.swift")
        let served = try #require(numbers(#/port: Int = ([0-9]+)/#, in: configuration).first)
        let peers = try #require(numbers(#/peerPort = ([0-9]+)/#, in: demo).first)
        let compose = try compose()

        #expect(try numbers(#/EXPOSE ([0-9]+)/#, in: dockerfile()) == [served])
        #expect(try dockerfile().contains("EXPOSE \(served) \(peers)\n"))
        #expect(Set(numbers(#/--port ([0-9]+)/#, in: compose)) == [served])
        #expect(Set(numbers(#/--peer-port ([0-9]+)/#, in: compose)) == [peers])
        #expect(Set(numbers(#/"127\.0\.0\.1:[0-9]+:([0-9]+)"/#, in: compose)) == [served])
        #expect(
            numbers(#/"127\.0\.0\.1:([0-9]+):[0-9]+"/#, in: compose)
                == (0..<5).map { served + $0 })
        #expect(numbers(#/127\.0\.0\.1:([0-9]+)\/health/#, in: compose) == [served])
    }

    @Test
    func
        `compose runs the four validators of its genesis, where the genesis says, and an observer`()
        throws
    {
        let compose = try compose()
        let genesis = try Repository.text("docker/genesis/genesis.json")
        let peers = try #require(numbers(#/--peer-port ([0-9]+)/#, in: compose).first)
        let run = compose.matches(of: #/--validator (node-[0-9]) /#).map { String($0.1) }
        let addresses = genesis.matches(of: #/"name": "(\S+)", "address": "(\S+)"/#).map {
            "\($0.1) \($0.2)"
        }

        #expect(run == (0..<4).map { "node-\($0)" })
        #expect(addresses == run.map { "\($0) https://\($0):\(peers)" })
        for name in run + ["observer"] {
            #expect(compose.contains("\n  \(name):\n"), "a service \(name)")
            #expect(compose.contains("--home /var/lib/daftar/\(name) "), "a home of \(name)")
        }
    }

    @Test func `the paths that compose asks for are served`() throws {
        let texts = try vocabulary().texts
        let asked = try compose().matches(of: #/http:\/\/127\.0\.0\.1:[0-9]+(/[a-z/]+)/#).map {
            String($0.1)
        }

        #expect(asked == ["/health/ready"])
        #expect(asked.filter { path in !texts.contains { $0.contains(path) } } == [])
    }

    @Test func `every option and variable is one the program knows`() throws {
        let known = try vocabulary()
        let both = try dockerfile() + compose()
        let command = both.split(separator: "\n").filter {
            $0.hasPrefix("CMD") || $0.contains("daftar init") || $0.contains("node run")
                || $0.contains("--peer")
        }
        let options = command.flatMap { $0.matches(of: #/--([a-z-]+)/#).map { String($0.1) } }
        let variables = both.matches(of: #/DAFTAR_[A-Z_]+/#).map { String($0.0) }

        #expect(
            Set(options) == [
                "genesis", "home", "host", "port", "peer-host", "peer-port", "observers",
                "validator", "demo-seed",
            ])
        #expect(options.filter { !known.words.contains(property(of: $0)) } == [])
        #expect(variables.filter { !known.texts.contains($0) } == [])
    }

    /// The name of the property that the command line makes an option of.
    private func property(of option: String) -> String {
        let words = option.split(separator: "-")
        return words.prefix(1).joined()
            + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    @Test func `compose names files of the repository and keys that the program reads`() throws {
        let genesis = try compose().matches(of: #/--genesis /usr/local/share/daftar/(\S+)/#).map {
            String($0.1)
        }
        let file = try compose().firstMatch(of: #/dockerfile: (\S+)/#).map { String($0.1) }

        #expect(file.map(Repository.exists) == true)
        #expect(genesis == ["docker/genesis"])
        #expect(genesis.filter { !Repository.exists($0) } == [])
        #expect(
            try dockerfile().contains("COPY docker/genesis /usr/local/share/daftar/docker/genesis"))
        #expect(try compose().contains("observer/keys/tls.key"))
        #expect(try vocabulary().texts.contains("tls.key"))
    }
}
