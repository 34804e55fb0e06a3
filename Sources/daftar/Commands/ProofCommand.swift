import ArgumentParser
import EPCIS

struct ProofCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof",
        abstract: "Fetch the proof that a transaction stands in the log, and what became of it.")

    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The id of the transaction, which is the id of its capture.")
    var transaction: String

    func perform(_ terminal: Terminal) async throws {
        let receipt = try await remote.client().get(
            "/ledger/v1/receipts/" + percentEncoded(transaction))
        JSONOutline.lines(receipt).forEach { terminal.line($0) }
        terminal.result(receipt)
    }
}
