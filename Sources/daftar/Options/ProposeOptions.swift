import ArgumentParser
import LedgerCore
import Node
import Storage
import Traceability

/// Where a proposal is drafted from, and into which file.
struct ProposeOptions: ParsableArguments {
    @OptionGroup var home: HomeOption

    @Option(
        name: .long, help: "The file to write; the administrators sign it.", completion: .file())
    var out = "proposal.cbor"

    @Option(name: .long, help: "In how many hours it can no longer be done; never by default.")
    var validHours: UInt32?

    /// Drafts a proposal on the ledger of the home, writes and tells it.
    func draft(_ changes: [GovernanceChange], _ terminal: Terminal) throws {
        let governance = try HomeGovernance(home: home.node)
        let validUntil = validHours.map {
            Timestamp(milliseconds: Clock.milliseconds() + Int64($0) * 3_600_000)
        }
        let file = try governance.draft(changes, validUntil: validUntil)
        let story = try ProposalStory(file)
        if let refusal = story.preview.refusal {
            throw CommandFailure.refused(
                "The ledger would refuse it. " + refusal.code.sentence(refusal.details)
                    + " [\(refusal.code.rawValue)]", details: story.json)
        }
        try ProposalFiles.write(file, to: out)
        story.tell(terminal)
        terminal.line("Written to \(out).")
        terminal.result(story.json)
    }
}

/// Proposals on disk.
enum ProposalFiles {
    static func read(_ path: String) throws -> ProposalFile {
        do {
            return try ProposalFile(decoding: try Files.read(path, bytesMax: 16 << 20))
        } catch let error as CBORError {
            throw CommandFailure.refused("\(path) is no proposal: \(error)")
        }
    }

    static func write(_ file: ProposalFile, to path: String) throws {
        try Files.write(file.encoded(), to: path)
    }
}
