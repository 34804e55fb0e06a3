import ArgumentParser
import EPCIS
import LedgerCore
import Node
import Storage

struct RestoreCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make a home of a backup.",
        discussion: """
            A restored home knows that it is one: what its node signed after the backup was taken is \
            not in it. Never start it while the original still runs. Put the key files into its keys/ \
            yourself.
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var output: OutputOptions
    @Argument(help: "The directory of the backup.", completion: .directory) var source: String

    func perform(_ terminal: Terminal) async throws {
        let backup = NodeHome(source)
        let genesis = try HomeGenesis.read(backup)
        guard !Files.exists(home.node.genesisFile) else {
            throw CommandFailure.refused(
                "\(home.node.path) is a home already.", advice: "Nothing was changed.")
        }
        try Files.makeDirectory(home.node.path)
        try LedgerStore.restore(
            from: backup.paths.ledger, to: home.paths,
            at: Timestamp(milliseconds: Clock.milliseconds()))
        if Files.exists(backup.nodeFile) {
            try CredentialStore(path: backup.nodeFile).backup(to: home.node.nodeFile)
        }
        if Files.exists(backup.openingsFile) {
            try OpeningStore(path: backup.openingsFile).backup(to: home.node.openingsFile)
        }
        try Files.makeDirectory(home.node.keysDirectory)
        try Files.write(Array(genesis.json.utf8), to: home.node.genesisText)
        try Files.write(genesis.encoded(), to: home.node.genesisFile)
        let height = try HomeState.look(at: home.node) { $0.head.height }
        terminal.line("\(home.node.path) is a home at height \(height), restored from \(source).")
        terminal.line("Check it with: daftar ledger verify --home \(home.node.path)")
        terminal.result(
            .members([
                "home": .string(home.node.path), "height": .integer(height.rawValue),
                "chainID": .string(genesis.chainID.description),
            ]))
    }
}
