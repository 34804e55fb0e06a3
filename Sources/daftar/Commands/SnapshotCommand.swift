import ArgumentParser
import EPCIS
import LedgerCore
import Node
import Storage

/// `daftar ledger snapshot`: a state on a disk or a stick, for a node that joins without a network.
struct SnapshotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot", abstract: "Carry the state of a ledger to another home.",
        subcommands: [Write.self, Install.self])

    struct Write: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write the state at the last block to a directory, also while the node runs.",
            discussion: "The form is that of Docs/Spec/Sync.md §5.")

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions
        @Argument(help: "The directory to make.", completion: .directory) var target: String

        func perform(_ terminal: Terminal) async throws {
            let manifest = try HomeState.look(at: home.node) { store in
                try store.exportSnapshot(to: target) { terminal.progress("\($0) keys") }
            }
            terminal.endProgress()
            terminal.line(
                "\(target) holds the state of block \(manifest.height): \(manifest.keyCount) keys, "
                    + "\(manifest.byteCount >> 10) KiB.")
            terminal.result(SnapshotCommand.story(manifest, directory: target))
        }
    }

    struct Install: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Put a home at the block of a snapshot, while its node is stopped.",
            discussion: """
                The home needs nothing but its genesis: everything else is checked against it. What \
                its validator has signed and what waits in its pool stays. Blocks before the snapshot \
                are fetched later, by the node.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions
        @Argument(help: "The directory of the snapshot.", completion: .directory)
        var source: String

        func perform(_ terminal: Terminal) async throws {
            let genesis = try HomeGenesis.read(home.node)
            let folder = SnapshotFolder(directory: source)
            let manifest: SnapshotManifest
            do throws(SnapshotFault) {
                manifest = try folder.manifest()
                let verified = try VerifiedSnapshot(manifest, trusting: genesis)
                try LedgerStore.install(
                    verified, from: folder, genesis: genesis.encoded(), into: home.paths,
                    at: Timestamp(milliseconds: Clock.milliseconds())
                ) { done, total in
                    terminal.progress("\(done) of \(total) keys")
                }
            } catch {
                if case .storage(let error) = error { throw error }
                throw CommandFailure.refused(
                    "The snapshot in \(source) is not taken: \(error).",
                    advice: "Nothing was changed.")
            }
            terminal.endProgress()
            terminal.line(
                "\(home.node.path) is at block \(manifest.height), \(manifest.header.id).")
            terminal.result(SnapshotCommand.story(manifest, directory: source))
        }
    }

    private static func story(_ manifest: SnapshotManifest, directory: String) -> JSONValue {
        .members([
            "directory": .string(directory), "height": .integer(manifest.height.rawValue),
            "blockHash": .string(manifest.header.id.description),
            "stateRoot": .string(manifest.header.stateRoot.hex),
            "keys": .integer(manifest.keyCount), "bytes": .integer(manifest.byteCount),
            "chunks": .integer(manifest.chunks.count),
        ])
    }
}
