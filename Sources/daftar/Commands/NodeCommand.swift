import ArgumentParser
import EPCIS
import LedgerCore
import Logging
import Node
import ServiceLifecycle
import Storage
import UnixSignals

struct NodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node", abstract: "Run a node.",
        subcommands: [Run.self, StatusCommand.self, Adopt.self])

    struct Adopt: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "adopt",
            abstract:
                "Declare that the home this one was restored or copied from will not run again.",
            discussion: """
                A restored or copied home follows without voting, since its key may have signed what \
                it does not know of. Only after this does it vote again.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions

        @Flag(name: .long, help: "The original will never run again.")
        var originalIsGone = false

        func validate() throws {
            guard originalIsGone else {
                throw ValidationError(
                    "Say --original-is-gone. Two nodes that vote with one key are a fault that others "
                        + "can prove.")
            }
        }

        func perform(_ terminal: Terminal) async throws {
            _ = try HomeGenesis.read(home.node)
            let store = try LedgerStore.open(home: home.paths)
            try store.adoptHome()
            let instance = "\(store.instance)"
            try store.close()
            terminal.line("\(home.node.path) is a home of its own; instance \(instance).")
            terminal.result(
                .members(["home": .string(home.node.path), "instance": .string(instance)]))
        }
    }

    struct Run: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "run",
            abstract: "Serve from a home, in the foreground, until SIGTERM or SIGINT.",
            discussion: """
                The log goes to standard error; --json makes a JSON object of each line. What is not said \
                here is taken from settings.json in the home, if it is there.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions

        @Option(name: .long, help: "The address to listen on. (default: 127.0.0.1)")
        var host: String?

        @Option(
            name: .long, help: "The port to listen on; 0 lets the system choose. (default: 8480)")
        var port: Int?

        @Option(name: .long, help: "The address to listen on for peers. (default: 127.0.0.1)")
        var peerHost: String?

        @Option(
            name: .long,
            help: "The port to listen on for peers; without one the node only dials out.")
        var peerPort: Int?

        @Option(
            name: .long,
            help: "How many nodes without a vote may follow this one at a time. (default: 0)")
        var observers: Int?

        @Option(
            name: .long,
            help: """
                How a node that lacks blocks gets on: auto (a home without blocks takes a snapshot of \
                its peers), snapshot (one that is far behind as well, and gives up its blocks) or \
                blocks. (default: auto)
                """)
        var join: Join?

        @Option(
            name: .customLong("public-url"),
            help: "Where the world reaches this node, for links: https://id.example.tj")
        var publicURL: String?

        @Option(
            name: .customLong("label-host"),
            help: """
                A host that codes of labels lead to beside --public-url: another node's, a brand's. Can be \
                given several times; of other hosts the check of a label warns.
                """)
        var labelHosts: [String] = []

        @Option(name: .long, help: "Who may read: everybody, or users with a token alone.")
        var readAccess: ReadAccess = .everybody

        @Option(
            name: .long, help: "trace, debug, info, notice, warning, error or critical.")
        var logLevel = "info"

        @Option(
            name: .long,
            help: "Requests a second of one address without a token; twice as many at once.")
        var anonymousRate = NodeLimits().anonymousRate.perSecond

        @Flag(name: .long, help: "Log a line a request.")
        var logRequests = false

        @Option(name: .long, help: "Which validator of a demo with several this node is.")
        var validator: String?

        @Option(
            name: .long,
            help: "Move contents of blocks that are older than so many days to the home's archive.")
        var keepDays: Int?

        @Option(
            name: .long,
            help: """
                Move contents of all but the last so many blocks to the archive; with --keep-days those \
                that are old by both.
                """)
        var keepBlocks: Int?

        @Flag(
            inversion: .prefixedNo,
            help: "Walk over the ledger, slowly, and see that the disk has what was written.")
        var scrub = true

        enum Join: String, ExpressibleByArgument, CaseIterable {
            case auto, snapshot, blocks
        }

        enum ReadAccess: String, ExpressibleByArgument, CaseIterable {
            case everybody, users
        }

        func validate() throws {
            guard (1...1_000_000).contains(anonymousRate) else {
                throw ValidationError("--anonymous-rate is a whole number from 1 to 1000000.")
            }
            guard (0...65_535).contains(port ?? 0), (0...65_535).contains(peerPort ?? 0) else {
                throw ValidationError("A port is 0 to 65535.")
            }
            guard (0...1_000).contains(observers ?? 0) else {
                throw ValidationError("--observers is 0 to 1000.")
            }
            guard (1...HomeSettings.keepDaysMax).contains(keepDays ?? 1) else {
                throw ValidationError("--keep-days is 1 to \(HomeSettings.keepDaysMax).")
            }
            guard (1...HomeSettings.keepBlocksMax).contains(keepBlocks ?? 1) else {
                throw ValidationError("--keep-blocks is 1 to \(HomeSettings.keepBlocksMax).")
            }
            guard Logger.Level(rawValue: logLevel) != nil else {
                throw ValidationError("--log-level has no “\(logLevel)”.")
            }
            if let validator, MemberID(validator) == nil {
                throw ValidationError("“\(validator)” names no validator.")
            }
        }

        func perform(_ terminal: Terminal) async throws {
            _ = try HomeGenesis.read(home.node)
            let log = NodeLog(
                level: Logger.Level(rawValue: logLevel) ?? .info,
                format: output.json ? .json : .text, requests: logRequests)
            var limits = NodeLimits()
            limits.anonymousRate = RequestRate(
                perSecond: anonymousRate, burst: 2 * anonymousRate)
            let settings = try HomeSettings.read(home.node)
            var configuration = NodeConfiguration(
                home: home.node, host: host ?? settings.host ?? "127.0.0.1",
                port: port ?? settings.port ?? 8480, limits: limits, log: log,
                readAccess: readAccess == .users ? .users : .everybody,
                validator: (validator ?? settings.validator).flatMap { MemberID($0) },
                publicURL: publicURL ?? settings.publicURL,
                peering: NodePeering(
                    host: peerHost ?? settings.peerHost ?? "127.0.0.1",
                    port: peerPort ?? settings.peerPort,
                    observersMax: observers ?? settings.observers ?? 0),
                joining: NodeJoining(
                    way: join.flatMap { NodeJoining.Way(rawValue: $0.rawValue) }
                        ?? settings.join ?? .auto))
            configuration.retention = NodeRetention(
                days: keepDays ?? settings.keepDays,
                blocks: (keepBlocks ?? settings.keepBlocks).map { UInt64($0) })
            configuration.scrubs = scrub
            configuration.labelHosts = labelHosts.isEmpty ? settings.labelHosts : labelHosts
            let logger = Logger(label: "daftar", log: log)
            try HomeState.bringUp(home.node)
            if let notice = try HomeState.look(at: home.node, HomeNotice.text) {
                logger.warning("\(notice)")
            }
            let service: any Service =
                try JoiningNode(configuration: configuration)
                ?? NodeService(configuration: configuration)
            let group = ServiceGroup(
                configuration: .init(
                    services: [
                        .init(
                            service: service,
                            successTerminationBehavior: .gracefullyShutdownGroup)
                    ],
                    gracefulShutdownSignals: [.sigterm, .sigint],
                    logger: logger))
            try await group.run()
        }
    }
}
