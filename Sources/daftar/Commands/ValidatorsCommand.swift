import ArgumentParser
import EPCIS
import LedgerCore
import Node
import Storage
import Traceability

struct ValidatorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validators", abstract: "Who decides the blocks, and how that changes.",
        subcommands: [List.self, Candidate.self, ValidatorsPropose.self],
        defaultSubcommand: List.self)

    struct List: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Who decides the blocks, and where the chain stands.",
            discussion: "With --home from a ledger on this machine, with addresses and keys.")

        @OptionGroup var remote: RemoteOptions
        @OptionGroup var output: OutputOptions

        @Option(name: .long, help: "Ask a node's directory instead.", completion: .directory)
        var home: String?

        func perform(_ terminal: Terminal) async throws {
            if let home { return try look(at: NodeHome(home), terminal) }
            let status = try await remote.client().get("/ledger/v1/status")
            terminal.line(
                "height \(status.integer("height") ?? 0), chain \(status["chainID"]?.string ?? "?")"
            )
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

        private func look(at home: NodeHome, _ terminal: Terminal) throws {
            let genesis = try HomeGenesis.read(home)
            let (height, found) = try HomeState.look(at: home) { store in
                try store.read { (try $0.head().height, try Registry.validators(in: $0)) }
            }
            guard let leaf = found else {
                throw CommandFailure.refused("The ledger names no validators.")
            }
            terminal.line(
                "height \(height), chain \(genesis.chainID), in force from height \(leaf.from)")
            terminal.table(
                ["VALIDATOR", "KEY ID", "ADDRESS"],
                leaf.validators.map {
                    [$0.name.text, $0.consensusKey.id.description, $0.address]
                })
            terminal.result(
                .members([
                    "chainID": .string(genesis.chainID.description),
                    "height": .integer(height.rawValue), "from": .integer(leaf.from.rawValue),
                    "quorum": .integer(leaf.set.quorum),
                    "validators": .array(leaf.validators.map(\.story)),
                ]))
        }
    }

    struct Candidate: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "candidate",
            abstract: "Ask to be a validator: a file with public keys, signed by each.",
            discussion: """
                Keys that are missing are made: in the home for a new validator; under --keys for one \
                that changes its keys, which then replace those in the home once the proposal is done.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions
        @Argument(help: "The validator's name: 1 to 64 of a-z 0-9 . -") var name: String

        @Option(name: .long, help: "Where its peers reach it; empty if it only dials out.")
        var address = ""

        @Option(name: .long, help: "The directory of its keys.", completion: .directory)
        var keys: String?

        @Option(name: .long, help: "The file to write.", completion: .file())
        var out = "candidate.cbor"

        func perform(_ terminal: Terminal) async throws {
            let genesis = try HomeGenesis.read(home.node)
            let candidate = try NewValidator(
                name: name, address: address, keys: keys ?? home.node.keysDirectory
            ).candidate(on: genesis.chainID)
            try Files.write(candidate.encoded(), to: out)
            terminal.line("The candidate \(name) is in \(out); the administrators propose it with")
            terminal.line("daftar validators propose add \(out)")
            terminal.result(candidate.record.story)
        }
    }
}
