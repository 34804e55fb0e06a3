import ArgumentParser
import LedgerCore
import Node
import Traceability

/// Changes of the validators, as files for the administrators.
struct ValidatorsPropose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose", abstract: "Draft a change for the administrators to sign.",
        subcommands: [Add.self, Remove.self, Rotate.self, Address.self])

    struct Add: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Take a candidate in.")

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "What `daftar validators candidate` wrote.", completion: .file())
        var candidate: String

        func perform(_ terminal: Terminal) async throws {
            try options.draft([.addValidator(readCandidate(candidate))], terminal)
        }
    }

    struct Remove: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Let a validator decide no more.")

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The validator's name.") var name: String

        func perform(_ terminal: Terminal) async throws {
            try options.draft([.removeValidator(memberID(name))], terminal)
        }
    }

    struct Rotate: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate", abstract: "Give a validator the keys of a candidate of its name."
        )

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "What `daftar validators candidate` wrote.", completion: .file())
        var candidate: String

        func perform(_ terminal: Terminal) async throws {
            try options.draft([.rotateValidator(readCandidate(candidate))], terminal)
        }
    }

    struct Address: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "address", abstract: "Say where the peers reach a validator.")

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The validator's name.") var name: String
        @Argument(help: "Such as https://node.example:8580; empty if it only dials out.")
        var address: String

        func perform(_ terminal: Terminal) async throws {
            try options.draft([.setValidatorAddress(memberID(name), address)], terminal)
        }
    }
}

private func readCandidate(_ path: String) throws -> ValidatorCandidate {
    do {
        return try ValidatorCandidate(decoding: try Files.read(path, bytesMax: 1 << 20))
    } catch let error as CBORError {
        throw CommandFailure.refused("\(path) is no candidate: \(error)")
    }
}

/// A name of the registry, as a person typed it.
func memberID(_ text: String) throws -> MemberID {
    guard let id = MemberID(text) else {
        throw CommandFailure.refused("“\(text)” is no name: 1 to 64 of a-z 0-9 . -")
    }
    return id
}
