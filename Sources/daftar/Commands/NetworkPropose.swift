import ArgumentParser
import LedgerCore
import Node
import Storage
import Traceability

/// Changes of what all nodes have in common, as files for the administrators.
struct NetworkPropose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose", abstract: "Draft a change for the administrators to sign.",
        subcommands: [
            Parameters.self, Upgrade.self, NewAdministrators.self, Plot.self, Product.self,
            Facility.self, Limits.self, RevokeCertificate.self,
        ])

    struct Parameters: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "parameters", abstract: "Other parameters of the chain.",
            discussion: "They are "
                + ChainParameters.all.map(\.name).joined(separator: ", ")
                + "; those not named stay.")

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "NAME=VALUE; may be repeated.") var settings: [String]

        func perform(_ terminal: Terminal) async throws {
            let found = try HomeState.look(at: options.home.node) { store in
                try store.read { try Registry.parameters(in: $0) }
            }
            guard var parameters = found else {
                throw CommandFailure.refused("The ledger has no parameters.")
            }
            for setting in settings { try set(setting, in: &parameters) }
            try options.draft([.setParameters(parameters)], terminal)
        }

        private func set(_ setting: String, in parameters: inout ChainParameters) throws {
            let parts = setting.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let value = UInt64(parts[1]),
                let path = ChainParameters.all.first(where: { $0.name == parts[0] })?.path
            else {
                throw CommandFailure.refused(
                    "“\(setting)” sets no parameter.",
                    advice: "It looks like \(ChainParameters.all[0].name)=4194304.")
            }
            parameters[keyPath: path] = value
        }
    }

    struct Upgrade: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "upgrade", abstract: "Another version of the rules from a height on.",
            discussion: """
                Every node needs a program that knows the version by then; one that does not stops \
                before that height. The version in force calls off what was decided before.
                """)

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The version.") var version: UInt64

        @Option(name: .long, help: "The first height that it holds at.")
        var from: UInt64

        func perform(_ terminal: Terminal) async throws {
            let version = RuleVersion(version)
            if !RuleVersion.supported.contains(version) {
                terminal.note("This program does not know version \(version) itself.")
            }
            try options.draft([.setRuleVersion(version, from: Height(from))], terminal)
        }
    }

    struct NewAdministrators: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "administrators", abstract: "Other administrators, in place of all.")

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "Public keys such as ed25519:<base64>.") var keys: [String]

        @Option(name: .long, help: "How many must sign; more than two thirds by default.")
        var quorum: UInt64?

        func perform(_ terminal: Terminal) async throws {
            let keys = try keys.map { text in
                guard let key = PublicKey(text: text) else {
                    throw CommandFailure.refused("“\(text)” is no public key.")
                }
                return key
            }
            try options.draft(
                [.setAdministrators(Administrators(keys: keys, quorum: quorum))], terminal)
        }
    }
}
