import ArgumentParser
import EPCIS
import Foundation
import Founding
import LedgerCore
import Node
import Season
import Storage
import Traceability
import UnixSignals

struct NetworkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network", abstract: "Run a network on this machine.",
        subcommands: [Demo.self, NetworkPropose.self])

    struct Demo: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "demo",
            abstract: "Start four validators with a season of apricots, onions and cotton.",
            discussion: """
                The first time it founds a demo chain and captures the season through the public \
                interface of the first node; later it starts the nodes again. demo.env in the home holds \
                address, label, lot and tokens, refusals.txt what the ledger refused, alerts.txt what it \
                finds odd.
                """)

        @Option(name: .long, help: "The demo's directory.", completion: .directory)
        var home = ".demo"

        @OptionGroup var output: OutputOptions

        @Flag(name: .long, help: "Return once it is ready; the nodes go on.")
        var detach = false

        @Option(name: .long, help: "The port of the first node; the others take those after it.")
        var port = 8480

        @Option(name: .long, help: "Where the first node serves its peers, likewise.")
        var peerPort = 8580

        func validate() throws {
            let last = 65_536 - DemoHome.validators
            guard (1...last).contains(port), (1...last).contains(peerPort) else {
                throw ValidationError("A port is 1 to \(last).")
            }
            guard abs(port - peerPort) >= DemoHome.validators else {
                throw ValidationError("Users and peers need ports of their own.")
            }
        }

        func perform(_ terminal: Terminal) async throws {
            let demo = DemoHome(
                path: NodePath.absolute(home), port: port, peerPort: peerPort)
            let url = "http://127.0.0.1:\(port)"
            guard let address = NodeAddress(url) else { preconditionFailure("a loopback address") }
            if PortProbe.state(host: "127.0.0.1", port: port) == .taken {
                try await requireRunning(demo, at: address)
                terminal.note("the demo is already running")
                return try ready(demo, url, processes: demo.processes, terminal)
            }
            let nodes = try await start(demo, address, terminal)
            try ready(demo, url, processes: nodes.map(\.processID), terminal)
            if !detach { try await stay(with: nodes, terminal) }
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

        /// Running nodes with the season on them.
        private func start(
            _ demo: DemoHome, _ address: NodeAddress, _ terminal: Terminal
        ) async throws -> [ChildNode] {
            if demo.isComplete, try demo.label().hasPrefix(address.text + "/") {
                terminal.note("starting the demo's nodes again")
                return try await run(demo)
            }
            terminal.note("making the season")
            let season = DemoSeason()
            let tokens = try demo.make(for: season)
            terminal.note("starting \(DemoHome.validators) nodes, the first on \(address.text)")
            let nodes = try await run(demo)
            do {
                let client = NodeClient(address: address, token: nil)
                try await decide(demo, client) { try season.limits.beforeHarvest(from: $0) }
                try await load(season, tokens, address, terminal)
                try await decide(demo, client) { try season.limits.land(from: $0) }
                try await tryUntruths(season, demo, client, tokens, terminal)
                try await decide(demo, client) { try season.limits.withoutCeilings(from: $0) }
                try await waitForIndex(client)
                try await showAlerts(season, demo, client, tokens, terminal)
                try demo.writeEnvironment(url: address.text, season: season, tokens: tokens)
            } catch {
                await stop(nodes)
                throw error
            }
            return nodes
        }

        /// Records what is honest of the trial, then what is not, and what is odd.
        ///
        /// - Throws: where the ledger accepted what cannot be true, or refused it for another reason.
        private func tryUntruths(
            _ season: DemoSeason, _ demo: DemoHome, _ client: NodeClient,
            _ tokens: [String: String], _ terminal: Terminal
        ) async throws {
            let started = ContinuousClock.now
            let now = Int(Clock.milliseconds() / 1_000)
            let plan = season.trial(at: now)
            let loader = SeasonLoader(node: client.address, tokens: tokens)
            try await loader.load(plan.honest)
            try await decide(demo, client) { [plan.revocation.change(from: $0)] }
            let refusals = try await SeasonTrial(
                node: client.address, tokens: tokens, governance: HomeGovernance(home: demo.node)
            ).run(plan.attempts)
            try await loader.load(season.oddity(at: now).map { [$0] } ?? [])
            try demo.write(refusals)
            let seconds = (ContinuousClock.now - started).components.seconds
            for refusal in refusals { terminal.note(refusal.paragraph) }
            terminal.note(
                "the ledger refused \(refusals.count) things that cannot be true, within \(seconds) s; "
                    + "see \(demo.refusals)")
        }

        /// - Throws: where the screen does not see what is odd.
        private func showAlerts(
            _ season: DemoSeason, _ demo: DemoHome, _ client: NodeClient,
            _ tokens: [String: String], _ terminal: Terminal
        ) async throws {
            let token = season.members.first { $0.role == .regulator }.flatMap { tokens[$0.id] }
            let story = try await NodeClient(address: client.address, token: token)
                .get("/v1/alerts")
            let alerts = (story["alerts"]?.array ?? []).map(DemoAlert.init)
            guard alerts.contains(where: { $0.code == DemoSeason.oddityCode }) else {
                throw CommandFailure.refused(
                    "The screen should see a lot that lay for long, and does not.", details: story)
            }
            try demo.write(alerts)
            for alert in alerts { terminal.note(alert.paragraph) }
            terminal.note("what is possible and odd is an alert; see \(demo.alerts)")
        }

        /// Lets the administrators of the demo decide, in force from the block after theirs.
        private func decide(
            _ demo: DemoHome, _ client: NodeClient,
            _ changes: (_ from: Height) throws -> [GovernanceChange]
        ) async throws {
            let head = try HomeState.look(at: demo.node) { $0.head.height }
            _ = try await HomeGovernance(home: demo.node)
                .propose(changes(head.next.next), through: client)
        }

        private func run(_ demo: DemoHome) async throws -> [ChildNode] {
            var nodes: [ChildNode] = []
            do {
                for index in 0..<DemoHome.validators {
                    nodes.append(
                        try ChildNode.start(
                            home: demo.node(index).path, log: demo.log(index)))
                }
                for (index, node) in nodes.enumerated() {
                    guard let address = NodeAddress("http://127.0.0.1:\(port + index)") else {
                        preconditionFailure("a loopback address")
                    }
                    try await node.waitUntilReady(NodeClient(address: address, token: nil))
                }
            } catch {
                await stop(nodes)
                throw error
            }
            return nodes
        }

        private func stop(_ nodes: [ChildNode]) async {
            await withDiscardingTaskGroup { group in
                for node in nodes { group.addTask { await node.stop() } }
            }
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
            try await SeasonLoader(node: address, tokens: tokens).load(season.documents) { done in
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
            _ demo: DemoHome, _ url: String, processes: [Int32], _ terminal: Terminal
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
                    "refusals": .string(demo.refusals), "alerts": .string(demo.alerts),
                    "processes": .array(processes.map { .integer($0) }),
                ]))
        }

        /// Until Ctrl-C, SIGTERM, or the end of all nodes: the demo of a network that lives on without one
        /// of them does not end with the first.
        private func stay(with nodes: [ChildNode], _ terminal: Terminal) async throws {
            let wasTold = try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                        return true
                    }
                    return true
                }
                group.addTask {
                    var running = nodes
                    while !running.isEmpty {
                        try await Task.sleep(for: .milliseconds(200))
                        running.removeAll { $0.endStatus() != nil }
                    }
                    return false
                }
                defer { group.cancelAll() }
                return try await group.next() ?? true
            }
            guard wasTold else { throw nodes[0].failure("The nodes have stopped.") }
            terminal.note("stopping the nodes")
            await stop(nodes)
        }
    }
}

enum NodePath {
    static func absolute(_ path: String) -> String {
        URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
    }
}
