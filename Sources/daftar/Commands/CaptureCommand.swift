import ArgumentParser
import EPCIS

struct CaptureCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: "Hand EPCIS documents to a node and wait until each is decided.",
        discussion: """
            The exit status is 0 only when every event of every document was captured. What was \
            refused is listed with its place in the document.
            """)

    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "EPCIS documents in JSON; - is standard input.", completion: .file())
    var files: [String]

    @Flag(
        name: .long,
        help: "Judge each event alone; without it one refused event refuses its document.")
    var proceed = false

    @Option(name: .long, help: "Documents under way at the same time.")
    var parallel = 4

    func validate() throws {
        guard (1...64).contains(parallel) else { throw ValidationError("--parallel is 1 to 64.") }
        guard !files.isEmpty else { throw ValidationError("Name at least one document.") }
    }

    func perform(_ terminal: Terminal) async throws {
        let client = CaptureClient(node: try remote.client(), proceed: proceed)
        var results: [CapturedFile] = []
        try await withThrowingTaskGroup(of: CapturedFile.self) { group in
            var waiting = files.enumerated().makeIterator()
            func start() {
                guard let (index, file) = waiting.next() else { return }
                group.addTask { try await Self.capture(file, index, with: client) }
            }
            for _ in 0..<parallel { start() }
            while let result = try await group.next() {
                results.append(result)
                terminal.progress("\(results.count) of \(files.count) documents")
                start()
            }
        }
        terminal.endProgress()
        results.sort { $0.index < $1.index }
        report(results, terminal)
        if results.contains(where: { !$0.isCaptured }) {
            throw ExitCode(CommandFailure.Kind.refused.rawValue)
        }
    }

    private struct CapturedFile: Sendable {
        let index: Int
        let file: String
        var captureID: String?
        var refusals: [String] = []
        /// The job, or the problem where there was none.
        var story: JSONValue?
        var isCaptured = false
    }

    /// A refusal is a result; a node that is not there ends the command.
    private static func capture(
        _ file: String, _ index: Int, with client: CaptureClient
    ) async throws -> CapturedFile {
        var result = CapturedFile(index: index, file: file)
        let bytes = try file == "-" ? Files.readStandardInput() : Files.read(file)
        do {
            let id = try await client.submit(bytes, key: nil)
            let outcome = try await client.outcome(of: id)
            result.captureID = id
            result.refusals = outcome.refusals
            result.story = outcome.job
            result.isCaptured = outcome.success
        } catch let failure as CommandFailure where failure.kind == .refused {
            result.refusals = failure.message.split(separator: "\n").map(String.init)
            result.story = failure.details
        }
        return result
    }

    private func report(_ results: [CapturedFile], _ terminal: Terminal) {
        for result in results {
            terminal.line("\(result.file): \(result.isCaptured ? "captured" : "refused")")
            for refusal in result.refusals { terminal.line("  " + refusal) }
        }
        terminal.result(
            .array(
                results.map { result in
                    .members([
                        "file": .string(result.file), "captured": .bool(result.isCaptured),
                        "captureID": result.captureID.map { .string($0) },
                        "refusals": .texts(result.refusals), "story": result.story,
                    ])
                }))
    }
}
