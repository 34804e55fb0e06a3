import ArgumentParser
import EPCIS

struct TraceCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Where a lot came from, or where it went.")

    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "A Digital Link path such as /01/…/10/…, a URN, or the ledger's own number.")
    var lot: String

    @Flag(name: .long, help: "Downstream: what was made of it and who has it.")
    var downstream = false

    @Option(name: .long, help: "Steps to follow.")
    var depth = 50

    func perform(_ terminal: Terminal) async throws {
        let direction = downstream ? "downstream" : "upstream"
        let trace = try await remote.client().get(
            "/v1/lots/\(percentEncoded(lot))/trace?direction=\(direction)&depth=\(depth)")
        JSONOutline.lines(trace).forEach { terminal.line($0) }
        terminal.result(trace)
    }
}
