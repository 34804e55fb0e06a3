import ArgumentParser
import EPCIS

struct ValidatorsCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "validators", abstract: "Who decides the blocks, and where the chain stands.")

    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    func perform(_ terminal: Terminal) async throws {
        let status = try await remote.client().get("/ledger/v1/status")
        terminal.line(
            "height \(status.integer("height") ?? 0), chain \(status["chainID"]?.string ?? "?")")
        terminal.table(
            ["VALIDATOR", "KEY ID"],
            (status["validators"]?.array ?? []).map {
                [$0["name"]?.string ?? "–", $0["keyID"]?.string ?? "–"]
            })
        terminal.result(
            .members([
                "chainID": status["chainID"], "height": status["height"],
                "quorum": status["quorum"], "validators": status["validators"],
            ]))
    }
}
