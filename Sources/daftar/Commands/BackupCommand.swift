import ArgumentParser
import EPCIS
import LedgerCore
import Node
import Storage

struct BackupCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy a home to a directory, also while its node runs.",
        discussion: """
            The copy is of one moment. It holds the ledger, the genesis, the hashes of tokens and the \
            private values of events, and no private key: keep those apart.
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var output: OutputOptions
    @Argument(help: "The directory to make.", completion: .directory) var target: String

    func perform(_ terminal: Terminal) async throws {
        let genesis = try HomeGenesis.read(home.node)
        guard !Files.exists(target) else {
            throw CommandFailure.refused("\(target) exists.", advice: "Nothing was changed.")
        }
        try Files.makeDirectory(target)
        let copy = NodeHome(target)
        let head = try HomeState.look(at: home.node) { store in
            try store.backup(to: copy.paths.ledger) { done, total in
                terminal.progress("\(done) of \(total) pages")
            }
        }
        terminal.endProgress()
        try CredentialStore(path: home.node.nodeFile).backup(to: copy.nodeFile)
        // After the ledger: no event of the copy lacks what opens it.
        try OpeningStore(path: home.node.openingsFile).backup(to: copy.openingsFile)
        try Files.write(Array(genesis.json.utf8), to: copy.genesisText)
        // Last: a directory that has it is a whole backup.
        try Files.write(genesis.encoded(), to: copy.genesisFile)
        terminal.line("\(target) holds the ledger at height \(head.height).")
        terminal.result(
            .members([
                "backup": .string(target), "height": .integer(head.height.rawValue),
                "blockHash": .string(head.blockID.description),
                "stateRoot": .string(head.stateRoot.hex),
            ]))
    }
}
