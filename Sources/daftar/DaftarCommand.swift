import ArgumentParser
import Node

/// The program: a node, and everything one does with it from a terminal.
@main
struct DaftarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "daftar",
        abstract: "A ledger of agricultural products that refuses what cannot be true.",
        discussion: """
            Commands that ask a node take --url and --token, or DAFTAR_URL and DAFTAR_TOKEN from the \
            environment. Commands that work on a node's files take --home.

            Exit status: 0 done; 1 refused, or found to be wrong; 2 not possible here (no such home, \
            no node at that address); 64 not understood.
            """,
        version: NodeVersion.text,
        subcommands: [
            InitCommand.self, NodeCommand.self, NetworkCommand.self, CaptureCommand.self,
            ImportCommand.self, EventsCommand.self, TraceCommand.self, RecallCommand.self,
            ExportCaseCommand.self,
            MembersCommand.self, DelegationsCommand.self,
            ValidatorsCommand.self, ProposalCommand.self, TokensCommand.self,
            AdministerCommand.self,
            KeysCommand.self, LedgerCommand.self, AlertsCommand.self, ReadsCommand.self,
            ProofCommand.self, OpeningsCommand.self, BackupCommand.self, RestoreCommand.self,
            DoctorCommand.self,
        ])
}
