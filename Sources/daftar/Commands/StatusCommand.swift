import ArgumentParser
import EPCIS

/// `daftar node status`: what an operator wants to know of a running node at a glance.
struct StatusCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Where a running node stands: height, agreement, peers, disk.",
        discussion: "Ends with 1 where the node cannot take part in deciding the next block.")

    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    func perform(_ terminal: Terminal) async throws {
        let status = try await remote.client().get("/ledger/v1/status")
        terminal.result(status)
        let agreement = status["agreement"]
        let name = status["name"]?.string ?? "?"
        terminal.line("“\(name)”, chain \(status["chainID"]?.string ?? "?")")
        terminal.line(
            "height \(status.integer("height") ?? 0) of \(status["blockTime"]?.string ?? "?"), "
                + "state \(status["stateRoot"]?.string ?? "?")")
        terminal.line(Self.agreement(agreement, quorum: status.integer("quorum") ?? 0))
        if let reason = agreement?["watching"]?.string {
            terminal.line("this validator does not sign: \(reason)")
        }
        if let history = Self.history(status["history"]) { terminal.line(history) }
        let peers = status["peers"]?.array ?? []
        if !peers.isEmpty {
            terminal.line()
            terminal.table(
                ["PEER", "CONNECTED", "HEIGHT", "SILENT", "WAITING", ""], peers.map(Self.row))
        }
        if let disk = status["disk"] { terminal.line(Self.disk(disk)) }
        if agreement?["canDecide"]?.bool == false {
            throw CommandFailure.refused(
                "No block can be decided: \(agreement?.integer("validatorsPresent") ?? 0) validators are "
                    + "present, and \(status.integer("quorum") ?? 0) must sign.")
        }
    }

    private static func agreement(_ value: JSONValue?, quorum: Int) -> String {
        let round = value?.integer("round") ?? 0
        return "working on \(value?.integer("height") ?? 0), round \(round): "
            + "\(value?["step"]?.string ?? "?"); "
            + "\(value?.integer("validatorsPresent") ?? 0) validators present, \(quorum) must sign; "
            + "\(value?.integer("blocksBehind") ?? 0) blocks behind"
    }

    /// Nil where nothing is missing.
    private static func history(_ value: JSONValue?) -> String? {
        guard let lowest = value?.integer("lowestBlock"),
            let indexed = value?.integer("indexedFrom"), max(lowest, indexed) > 1
        else { return nil }
        return lowest > 1
            ? "began with a snapshot: blocks 1 to \(lowest - 1) are still to come"
            : "began with a snapshot: all blocks are here, the index of the older ones is being made"
    }

    private static func row(_ peer: JSONValue) -> [String] {
        let id = peer["name"]?.string ?? String((peer["tlsKeyDigest"]?.string ?? "?").prefix(12))
        return [
            id, peer["connected"]?.bool == true ? "yes" : "no",
            peer.integer("height").map(String.init) ?? "–",
            peer.integer("silentMilliseconds").map { "\($0) ms" } ?? "–",
            "\((peer.integer("waitingBytes") ?? 0) >> 10) KiB", peer["failure"]?.string ?? "",
        ]
    }

    private static func disk(_ value: JSONValue) -> String {
        func size(_ name: String) -> String { "\((value.integer(name) ?? 0) >> 20) MiB" }
        return "disk: ledger \(size("ledgerBytes")) of which free \(size("freeBytes")), "
            + "index \(size("indexBytes")), archive \(size("archiveBytes"))"
    }
}
