import ArgumentParser
import EPCIS

/// A command that tells its failures in words and, with `--json`, as JSON, and ends with the exit
/// status that belongs to them.
protocol ReportingCommand: AsyncParsableCommand {
    var output: OutputOptions { get }

    func perform(_ terminal: Terminal) async throws
}

struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Write the result as JSON.")
    var json = false
}

extension ReportingCommand {
    func run() async throws {
        let terminal = Terminal(isJSON: output.json)
        do {
            try await perform(terminal)
        } catch let failure as CommandFailure {
            terminal.endProgress()
            report(failure, terminal)
            throw ExitCode(failure.kind.rawValue)
        } catch let code as ExitCode {
            throw code
        } catch let exit as CleanExit {
            throw exit
        } catch let validation as ValidationError {
            throw validation
        } catch {
            terminal.endProgress()
            let failure = FailureText.describe(error)
            report(failure, terminal)
            throw ExitCode(failure.kind.rawValue)
        }
    }

    private func report(_ failure: CommandFailure, _ terminal: Terminal) {
        terminal.note("Error: " + failure.message)
        if let advice = failure.advice { terminal.note(advice) }
        terminal.result(
            .members([
                "error": .members([
                    "message": .string(failure.message),
                    "advice": failure.advice.map { .string($0) },
                    "details": failure.details,
                ])
            ]))
    }
}
