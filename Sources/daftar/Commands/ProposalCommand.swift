import ArgumentParser
import EPCIS
import LedgerCore
import Node
import Traceability

struct ProposalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proposal",
        abstract: "What the administrators decide: look at it, sign, combine, submit.",
        discussion: """
            `daftar validators propose`, `members propose` and `network propose` make a file. Each \
            administrator looks at it and signs it, on any machine and without a node; copies that were \
            signed apart are combined; then anybody with a member's key submits it.
            """,
        subcommands: [Show.self, Sign.self, Combine.self, Submit.self])

    struct Show: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "What it changes, and who must still sign.")

        @OptionGroup var output: OutputOptions
        @Argument(help: "The proposal's file.", completion: .file()) var file: String

        func perform(_ terminal: Terminal) async throws {
            let story = try ProposalStory(ProposalFiles.read(file))
            story.tell(terminal)
            terminal.result(story.json)
        }
    }

    struct Sign: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign",
            abstract: "Approve it with the key of an administrator, into the same file.",
            discussion: "Needs no network and no node. Look at it first: daftar proposal show FILE."
        )

        @OptionGroup var output: OutputOptions
        @Argument(help: "The proposal's file.", completion: .file()) var file: String

        @Option(
            name: .long, help: "An administrator's key file; may be repeated.",
            completion: .file())
        var key: [String] = []

        @Option(
            name: .long, help: "Or a home: with every administrator's key in it.",
            completion: .directory)
        var home: String?

        func validate() throws {
            guard key.isEmpty == (home != nil) else {
                throw ValidationError("Give --key or --home.")
            }
        }

        func perform(_ terminal: Terminal) async throws {
            var proposal = try ProposalFiles.read(file)
            for key in try keys(for: proposal) {
                do { try proposal.approve(with: key) } catch {
                    throw CommandFailure.refused("The key \(key.id) is no administrator's.")
                }
            }
            try ProposalFiles.write(proposal, to: file)
            let story = try ProposalStory(proposal)
            story.tell(terminal)
            terminal.result(story.json)
        }

        private func keys(for proposal: ProposalFile) throws -> [PrivateKey] {
            guard let home else { return try key.map { try KeyFile.read($0) } }
            let found = try HomeGovernance(home: NodeHome(home)).administratorKeys()
                .filter { proposal.administrators?.keys.contains($0.publicKey) == true }
            guard !found.isEmpty else {
                throw CommandFailure.refused("\(home) holds no key of an administrator.")
            }
            return found
        }
    }

    struct Combine: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "combine", abstract: "Put the signatures of several copies into one file.")

        @OptionGroup var output: OutputOptions
        @Argument(help: "Copies of one proposal.", completion: .file()) var files: [String]

        @Option(name: .long, help: "The file to write.", completion: .file())
        var out: String

        func perform(_ terminal: Terminal) async throws {
            var copies = try files.map(ProposalFiles.read)[...]
            guard var whole = copies.popFirst() else { return }
            for (copy, path) in zip(copies, files.dropFirst()) {
                do { try whole.combine(with: copy) } catch {
                    throw CommandFailure.refused("\(path) is another proposal than \(files[0]).")
                }
            }
            try ProposalFiles.write(whole, to: out)
            let story = try ProposalStory(whole)
            story.tell(terminal)
            terminal.result(story.json)
        }
    }

    struct Submit: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "submit",
            abstract: "Hand it to a node, in the name of a member, and wait for the block.")

        @OptionGroup var home: HomeOption
        @OptionGroup var remote: RemoteOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The proposal's file.", completion: .file()) var file: String

        func perform(_ terminal: Terminal) async throws {
            let proposal = try ProposalFiles.read(file)
            let story = try ProposalStory(proposal)
            guard story.missingCount == 0 else {
                throw CommandFailure.refused(
                    "\(story.quorum) administrators must sign, and \(proposal.approvers.count) have.",
                    details: story.json)
            }
            let governance = try HomeGovernance(home: home.node)
            let outcome = try await governance.submit(proposal, through: remote.client())
            terminal.line("Done in block \(outcome.integer("height") ?? 0).")
            terminal.result(outcome)
        }
    }
}
