import ArgumentParser
import EPCIS
import Foundation
import LedgerCore
import Node
import Season
import UnixSignals

struct NetworkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network", abstract: "Run a network on this machine.",
        subcommands: [Demo.self])

    struct Demo: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "demo",
            abstract: "Start a demo with a season of apricots, onions and cotton.",
            discussion: """
                The first time it founds a demo chain and captures the season through the node's public \
                interface; later it starts the node again. demo.env in the home holds address, label, \
                lot and tokens.
                """)

        @Option(name: .long, help: "The demo's directory.", completion: .directory)
        var home = ".demo"

        @OptionGroup var output: OutputOptions

        @Flag(name: .long, help: "Return once it is ready; the node goes on.")
        var detach = false

        @Option(name: .long, help: "The port of the node.")
        var port = 8480

        func validate() throws {
            guard (1...65_535).contains(port) else {
                throw ValidationError("--port is 1 to 65535.")
            }
        }

        func perform(_ terminal: Terminal) async throws {
            let demo = DemoHome(path: NodePath.absolute(home))
            let url = "http://127.0.0.1:\(port)"
            guard let address = NodeAddress(url) else { preconditionFailure("a loopback address") }
            if PortProbe.state(host: "127.0.0.1", port: port) == .taken {
                try await requireRunning(demo, at: address)
                terminal.note("the demo is already running")
                return try ready(demo, url, process: demo.process, terminal)
            }
            let node = try await start(demo, address, terminal)
            try ready(demo, url, process: node.processID, terminal)
            if !detach { try await stay(with: node, terminal) }
        }

        /// - Throws: unless it is this demo that listens.
        private func requireRunning(_ demo: DemoHome, at address: NodeAddress) async throws {
            let status = try? await NodeClient(address: address, token: nil)
                .get("/ledger/v1/status")
            guard demo.isComplete,
                status?["chainID"]?.string
                    == (try? HomeGenesis.read(demo.node))?.chainID.description
            else {
                throw CommandFailure.impossible(
                    "Port \(port) is taken by another program.",
                    advice: "Find it with: ss -ltnp 'sport = :\(port)'")
            }
        }

        /// A running node with the season on it.
        private func start(
            _ demo: DemoHome, _ address: NodeAddress, _ terminal: Terminal
        ) async throws -> ChildNode {
            if demo.isComplete, try demo.label().hasPrefix(address.text + "/") {
                terminal.note("starting the demo's node again")
                return try await run(demo, address)
            }
            terminal.note("making the season")
            let season = DemoSeason()
            let tokens = try demo.make(for: season)
            terminal.note("starting the node on \(address.text)")
            let node = try await run(demo, address)
            do {
                try await load(season, tokens, address, terminal)
                try demo.writeEnvironment(url: address.text, season: season, tokens: tokens)
            } catch {
                await node.stop()
                throw error
            }
            return node
        }

        private func run(_ demo: DemoHome, _ address: NodeAddress) async throws -> ChildNode {
            let node = try ChildNode.start(home: demo.node.path, port: port, log: demo.log)
            do {
                try await node.waitUntilReady(NodeClient(address: address, token: nil))
            } catch {
                await node.stop()
                throw error
            }
            return node
        }

        private func load(
            _ season: DemoSeason, _ tokens: [String: String], _ address: NodeAddress,
            _ terminal: Terminal
        ) async throws {
            terminal.note(
                "capturing \(season.eventCount) events of \(season.members.count) members in "
                    + "\(season.documents.count) documents")
            let started = ContinuousClock.now
            let count = season.documents.count
            try await SeasonLoader(season: season, node: address, tokens: tokens).load { done in
                terminal.progress("\(done) of \(count) documents")
            }
            try await waitForIndex(NodeClient(address: address, token: nil))
            terminal.endProgress()
            let seconds = (ContinuousClock.now - started).components.seconds
            terminal.note("the season is on the ledger after \(seconds) s")
        }

        /// Questions are answered from what is indexed; that comes a moment after the block.
        private func waitForIndex(_ node: NodeClient) async throws {
            for _ in 0..<600 {
                let status = try await node.get("/ledger/v1/status")
                guard let indexed = status.integer("indexedHeight"),
                    let height = status.integer("height"), indexed < height
                else { return }
                try await Task.sleep(for: .milliseconds(100))
            }
            throw CommandFailure.impossible("The index does not follow the ledger.")
        }

        private func ready(
            _ demo: DemoHome, _ url: String, process: Int32?, _ terminal: Terminal
        ) throws {
            let label = try demo.label()
            terminal.line("Daftar demo is ready")
            terminal.line("  label   \(label)")
            terminal.line("  status  \(url)/ledger/v1/status")
            terminal.line("  tokens  \(home)/demo.env")
            terminal.result(
                .members([
                    "ready": .bool(true), "url": .string(url), "label": .string(label),
                    "environment": .string(demo.environment),
                    "process": process.map { .integer($0) },
                ]))
        }

        /// Until Ctrl-C, SIGTERM, or the end of the node.
        private func stay(with node: ChildNode, _ terminal: Terminal) async throws {
            let wasTold = try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                        return true
                    }
                    return true
                }
                group.addTask {
                    while node.endStatus() == nil { try await Task.sleep(for: .milliseconds(200)) }
                    return false
                }
                defer { group.cancelAll() }
                return try await group.next() ?? true
            }
            guard wasTold else { throw node.failure("The node has stopped.") }
            terminal.note("stopping the node")
            await node.stop()
        }
    }
}

enum NodePath {
    static func absolute(_ path: String) -> String {
        URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
    }
}
