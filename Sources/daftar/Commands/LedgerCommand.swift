import ArgumentParser
import EPCIS
import LedgerCore
import Query
import Storage

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Check the chain in a home, carry it, and make it smaller.",
        subcommands: [
            Verify.self, Export.self, SnapshotCommand.self, ArchiveCommand.self, PurgeCommand.self,
            SpaceCommand.self,
        ])

    struct Verify: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Recompute every hash, certificate, outcome and root from the genesis.",
            discussion: """
                Works while the node runs. Ends with status 1 at the first block that does not hold, \
                and says what is wrong with it.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions

        @Flag(
            name: .long, help: "Leave out executing the blocks again, which takes most of the time."
        )
        var hashesOnly = false

        func perform(_ terminal: Terminal) async throws {
            let genesis = try HomeGenesis.read(home.node)
            try HomeState.look(at: home.node) { store in
                guard store.chainID == genesis.chainID else {
                    throw CommandFailure.refused(
                        "The ledger is of chain \(store.chainID), the genesis of the home founds "
                            + "\(genesis.chainID).")
                }
                let head = store.head
                let verdict = store.verify(
                    through: head.height,
                    replay: hashesOnly
                        ? nil
                        : try ChainReplay(
                            genesis: genesis.encoded(), keepingTree: true)
                ) { height in
                    if height.rawValue.isMultiple(of: 64) || height == head.height {
                        terminal.progress("block \(height) of \(head.height)")
                    }
                }
                terminal.endProgress()
                try report(verdict, head, terminal)
            }
        }

        private func report(
            _ verdict: LedgerVerdict, _ head: LedgerHead, _ terminal: Terminal
        ) throws {
            switch verdict {
            case .sound(let extent):
                terminal.line(
                    "The ledger holds: \(extent.blocks) blocks with \(extent.transactions) "
                        + "transactions, state root \(head.stateRoot.hex).")
                if extent.first > .first {
                    terminal.line(
                        "It began with a snapshot: blocks before \(extent.first) are not here, and "
                            + "none could be executed again.")
                }
                if extent.purgedContents > 0 {
                    terminal.line(
                        "\(extent.purgedContents) contents were purged; their digests hold, and "
                            + "their blocks could not be executed again.")
                }
                terminal.result(
                    .members([
                        "holds": .bool(true), "height": .integer(head.height.rawValue),
                        "blocks": .integer(extent.blocks),
                        "transactions": .integer(extent.transactions),
                        "purgedContents": .integer(extent.purgedContents),
                        "blockHash": .string(head.blockID.description),
                        "stateRoot": .string(head.stateRoot.hex),
                        "first": .integer(extent.first.rawValue),
                        "executed": .bool(!hashesOnly && extent.first == .first),
                    ]))
            case .faulty(let height, let fault):
                throw CommandFailure.refused(
                    "Block \(height) does not hold: \(fault).",
                    advice:
                        "Keep a copy of the home, then restore a backup (Docs/Operations.md §10).",
                    details: .members([
                        "height": .integer(height.rawValue), "fault": .string("\(fault)"),
                    ]))
            }
        }
    }

    struct Export: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write the whole chain to a file that other programs can check.",
            discussion: "The form is canonical CBOR: Docs/Spec/Encoding.md §10.")

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions
        @Argument(help: "The file to write.", completion: .file()) var file: String

        func perform(_ terminal: Terminal) async throws {
            let genesis = try HomeGenesis.read(home.node)
            let blocks = try HomeState.look(at: home.node) { store in
                try stride(from: 1, through: store.head.height.rawValue, by: 1).map { height in
                    let (found, change) = try store.read { reader in
                        (
                            try reader.block(at: Height(height)),
                            try reader.validatorChange(at: Height(height))
                        )
                    }
                    guard let block = found else {
                        throw CommandFailure.refused("Block \(height) is not in the ledger.")
                    }
                    if height.isMultiple(of: 64) { terminal.progress("block \(height)") }
                    return ExportedBlock(
                        block.decided, outcomes: block.outcomes, nextValidators: change?.next)
                }
            }
            terminal.endProgress()
            try Files.write(LedgerExport(genesis: genesis, blocks: blocks).encoded(), to: file)
            terminal.line("\(file) holds \(blocks.count) blocks of chain \(genesis.chainID).")
            terminal.result(
                .members([
                    "file": .string(file), "blocks": .integer(blocks.count),
                    "chainID": .string(genesis.chainID.description),
                ]))
        }
    }
}
