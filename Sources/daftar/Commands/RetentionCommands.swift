import ArgumentParser
import EPCIS
import LedgerCore
import Storage

/// Which blocks a command of retention is about.
struct HeightsOption: ParsableArguments {
    @Option(name: .long, help: "The first block.")
    var from: UInt64 = 1

    @Option(name: .long, help: "The last block.")
    var through: UInt64

    var heights: ClosedRange<Height> {
        get throws {
            guard (1...through).contains(from) else {
                throw CommandFailure.refused("--from \(from) is no block up to \(through).")
            }
            return Height(from)...Height(through)
        }
    }
}

/// Work on the ledger of a home whose node is stopped.
enum StoppedHome {
    /// Does the work, and gives back the space that it freed.
    static func change<Value>(
        _ home: HomeOption, _ terminal: Terminal, _ body: (LedgerStore) throws -> Value
    ) throws -> (value: Value, freedBytes: Int) {
        let store = try LedgerStore.open(home: home.paths)
        let value = try body(store)
        let free = try store.diskUse().freeBytes
        var left = free
        while left > 0 {
            let before = left
            left = try store.giveBackSpace()
            terminal.progress("\((free - left) >> 20) of \(free >> 20) MiB given back")
            if left == before { break }
        }
        try store.close()
        terminal.endProgress()
        return (value, free - left)
    }
}

/// `daftar ledger archive`.
struct ArchiveCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Move the contents of old blocks to a file in the home's archive.",
        discussion: """
            They are read from there as long as the file stays, and can be brought back with --restore. \
            Hashes, envelopes, outcomes and proofs stay in the ledger. The node must be stopped.
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var output: OutputOptions
    @OptionGroup var range: HeightsOption

    @Flag(name: .long, help: "Bring the contents of these blocks back instead.")
    var restore = false

    func perform(_ terminal: Terminal) async throws {
        let heights = try range.heights
        if restore {
            _ = try StoppedHome.change(home, terminal) { store in
                try store.restoreContents(of: heights) { terminal.progress("block \($0)") }
            }
            terminal.line("The contents up to block \(range.through) are in the ledger again.")
            terminal.result(.members(["restored": .bool(true)]))
            return
        }
        let (file, freed) = try StoppedHome.change(home, terminal) { store in
            try store.archiveContents(through: heights.upperBound) {
                terminal.progress("block \($0)")
            }
        }
        guard let file else {
            throw CommandFailure.refused(
                "There is nothing to move up to block \(range.through).",
                advice: "The last \(LedgerStore.effectsKept) blocks always stay in the ledger.")
        }
        terminal.line(
            "Blocks \(file.first) to \(file.last) have their contents in \(file.name), "
                + "\(file.byteCount >> 10) KiB; \(freed >> 10) KiB were given back.")
        terminal.result(
            .members([
                "file": .string(file.name), "first": .integer(file.first.rawValue),
                "last": .integer(file.last.rawValue), "bytes": .integer(file.byteCount),
                "freedBytes": .integer(freed),
            ]))
    }
}

/// `daftar ledger purge`.
struct PurgeCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Forget the contents of old blocks on this node, for good.",
        discussion: """
            Hashes, envelopes, outcomes and proofs stay; the blocks cannot be executed again from this \
            home. The node must be stopped.
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var output: OutputOptions
    @OptionGroup var range: HeightsOption

    @Flag(name: .long, help: "Say that you mean it: only another node still has the contents.")
    var forGood = false

    func perform(_ terminal: Terminal) async throws {
        let heights = try range.heights
        guard forGood else {
            throw CommandFailure.refused(
                "Nothing was purged.", advice: "Add --for-good if you mean it.")
        }
        let (_, freed) = try StoppedHome.change(home, terminal) { store in
            try store.purgeContents(of: heights)
        }
        terminal.line(
            "The contents of blocks \(range.from) to \(range.through) are gone; \(freed >> 10) KiB "
                + "were given back.")
        terminal.result(.members(["freedBytes": .integer(freed)]))
    }
}

/// `daftar ledger space`.
struct SpaceCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "space", abstract: "Say what the ledger takes on disk, table by table.",
        discussion: "Works while the node runs; looks at every page of the file.")

    @OptionGroup var home: HomeOption
    @OptionGroup var output: OutputOptions

    func perform(_ terminal: Terminal) async throws {
        let (use, tables) = try HomeState.look(at: home.node) { store in
            (try store.diskUse(), try store.read { try $0.tableBytes() })
        }
        let files: [(String, Int)] = [
            ("ledger.sqlite", use.ledgerBytes), ("of it free", use.freeBytes),
            ("write-ahead log", use.logBytes), ("query.sqlite", use.indexBytes),
            ("archive", use.archiveBytes),
        ]
        terminal.table(
            ["file", "KiB"], files.map { [$0.0, "\($0.1 >> 10)"] })
        terminal.line()
        terminal.table(
            ["table", "KiB"], tables.map { [$0.table, "\($0.byteCount >> 10)"] })
        terminal.result(
            .members([
                "ledgerBytes": .integer(use.ledgerBytes), "freeBytes": .integer(use.freeBytes),
                "logBytes": .integer(use.logBytes), "indexBytes": .integer(use.indexBytes),
                "archiveBytes": .integer(use.archiveBytes),
                "tables": .array(
                    tables.map {
                        .members([
                            "name": .string($0.table), "bytes": .integer($0.byteCount),
                        ])
                    }),
            ]))
    }
}
