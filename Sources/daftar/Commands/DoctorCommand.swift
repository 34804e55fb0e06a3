import ArgumentParser
import EPCIS

struct DoctorCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at a home and say what is well, what is notable and what is wrong.",
        discussion: "Ends with status 1 when something is wrong.")

    @OptionGroup var home: HomeOption
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: "The address that the node is to listen on.")
    var host = "127.0.0.1"

    @Option(name: .long, help: "The port that the node is to listen on.")
    var port = 8480

    func perform(_ terminal: Terminal) async throws {
        let findings = Diagnosis(home: home.node, host: host, port: port).findings()
        for finding in findings {
            terminal.line("\(mark(finding.state)) \(finding.subject): \(finding.text)")
            if let advice = finding.advice { terminal.line("  " + advice) }
        }
        terminal.result(
            .array(
                findings.map {
                    .members([
                        "subject": .string($0.subject), "state": .string($0.state.rawValue),
                        "text": .string($0.text), "advice": $0.advice.map { .string($0) },
                    ])
                }))
        if findings.contains(where: { $0.state == .wrong }) {
            throw ExitCode(CommandFailure.Kind.refused.rawValue)
        }
    }

    private func mark(_ state: Diagnosis.State) -> String {
        switch state {
        case .good: "ok   "
        case .notable: "note "
        case .wrong: "WRONG"
        }
    }
}
