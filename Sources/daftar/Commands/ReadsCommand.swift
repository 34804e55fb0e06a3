import ArgumentParser
import EPCIS

struct ReadsCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "reads", abstract: "Who read what is not public, at this node.",
        discussion: """
            Takes a token. An administrator of the node sees every reading, another user those of the \
            own member's data; the newest first. Docs/Spec/Visibility.md says what is written down.
            """)

    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: "At most so many readings.")
    var limit = 100

    func validate() throws {
        guard (1...100_000).contains(limit) else {
            throw ValidationError("--limit is 1 to 100000.")
        }
    }

    func perform(_ terminal: Terminal) async throws {
        let node = try remote.client()
        var reads: [JSONValue] = []
        var path: String? = "/v1/reads?perPage=\(min(limit, 1_000))"
        while let next = path, reads.count < limit {
            let answer = try await node.send(.init(path: next))
            guard answer.status == 200 else { throw NodeClient.failure(answer) }
            reads += try answer.json()["reads"]?.array ?? []
            path = answer.nextPath
        }
        reads = Array(reads.prefix(limit))
        reads.forEach { terminal.line(Self.line($0)) }
        terminal.result(.array(reads))
    }

    private static func line(_ read: JSONValue) -> String {
        let who = ["member", "user"].compactMap { read[$0]?.string }.joined(separator: "/")
        return [
            read["time"]?.string, who, read["interface"]?.string, read["subject"]?.string,
            read["owner"]?.string.map { $0.isEmpty ? "everybody's" : "of " + $0 },
        ].compactMap(\.self).joined(separator: "  ")
    }
}
