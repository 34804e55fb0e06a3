import Foundation
import Founding
import Glibc
import LedgerCore
import Node
import Season

/// The directory of a demo: the homes of its validators, what verifiers trust, and what clients need.
///
/// `demo.env` is written last, so a directory that has it holds a whole demo.
struct DemoHome {
    let path: String
    /// Node *i* serves users on the *i*-th port after this one, and peers on the *i*-th after
    /// `peerPort`.
    let port: Int
    let peerPort: Int

    /// As many as it takes to go on without one of them.
    static let validators = 4
    /// Nodes without a vote that may follow each node of a demo.
    private static let observersMax = 8

    func node(_ index: Int) -> NodeHome { NodeHome(path + "/" + DemoGenesis.validatorName(index)) }
    var nodes: [NodeHome] { (0..<Self.validators).map(node) }
    /// The one that clients are told of.
    var node: NodeHome { node(0) }
    var genesis: String { path + "/genesis.json" }
    var environment: String { path + "/demo.env" }
    var refusals: String { path + "/refusals.txt" }
    var alerts: String { path + "/alerts.txt" }
    func log(_ index: Int) -> String { node(index).path + "/node.log" }

    var isComplete: Bool {
        Files.exists(environment) && nodes.allSatisfy { Files.exists($0.genesisFile) }
    }

    /// The ids of the nodes' processes, as their homes say.
    var processes: [Int32] {
        nodes.compactMap { node in
            (try? Files.read(node.processFile, bytesMax: 64)).flatMap {
                Int32(String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
            }
        }
    }

    /// Makes the nodes' homes, and a token for each member at the first of them.
    ///
    /// What a demo that was cut off has left is removed.
    ///
    /// - Returns: The tokens by member.
    func make(for season: DemoSeason) throws -> [String: String] {
        try removeLeftovers()
        let genesis = try DemoGenesis.make(
            members: season.members, validators: Self.validators, peerPort: peerPort)
        try Files.makeDirectory(path)
        for (index, node) in nodes.enumerated() {
            try HomeFounding.make(node, of: FoundedChain(genesis: genesis, secrets: []))
            try HomeSettings(
                port: port + index, peerPort: peerPort + index, observers: Self.observersMax,
                validator: DemoGenesis.validatorName(index)
            ).write(to: node)
        }
        try Files.write(Array(genesis.json.utf8), to: self.genesis)
        try LogTrust(of: genesis).write(to: path)
        let store = try CredentialStore(path: node.nodeFile)
        var tokens: [String: String] = [:]
        for member in genesis.members {
            tokens[member.id.text] = try store.issue(
                user: "demo", member: member.id,
                isAdministrator: member.id.text == DemoGenesis.administrator
            ).text
        }
        return tokens
    }

    private func removeLeftovers() throws {
        try? FileManager.default.removeItem(atPath: environment)
        for node in nodes where Files.exists(node.path) {
            do { try FileManager.default.removeItem(atPath: node.path) } catch {
                throw CommandFailure.impossible(
                    "\(node.path) cannot be removed: \(error.localizedDescription)")
            }
        }
    }

    /// What the screen found odd; a line each.
    func write(_ alerts: [DemoAlert]) throws {
        let text = alerts.map { $0.line + "\n" }.joined()
        try Files.write(Array(text.utf8), to: self.alerts)
    }

    /// What was tried on the ledger, with the rule that refused it and its numbers; a line each.
    func write(_ refused: [SeasonTrial.Refusal]) throws {
        let text = refused.map { $0.line + "\n" }.joined()
        try Files.write(Array(text.utf8), to: refusals)
    }

    /// Spec: the names are a promise to scripts; add to them freely, change none.
    func writeEnvironment(
        url: String, season: DemoSeason, tokens: [String: String]
    ) throws {
        func token(_ role: SeasonMember.Role) -> String {
            season.members.first { $0.role == role }.flatMap { tokens[$0.id] } ?? ""
        }
        let values = [
            ("DAFTAR_URL", url),
            ("DAFTAR_LABEL", url + season.sampleLot),
            ("DAFTAR_LOT", season.sampleLot),
            ("DAFTAR_TOKEN_FARM", token(.farm)),
            ("DAFTAR_TOKEN_PROCESSOR", token(.processor)),
            ("DAFTAR_TOKEN_EXPORTER", token(.exporter)),
            ("DAFTAR_TOKEN_LABORATORY", token(.laboratory)),
            ("DAFTAR_TOKEN_REGULATOR", token(.regulator)),
            ("DAFTAR_TOKEN_ADMIN", tokens[DemoGenesis.administrator] ?? ""),
            ("DAFTAR_TOKEN_SANDBOX", tokens[DemoGenesis.sandbox] ?? ""),
        ]
        let text = values.map { $0.0 + "=" + $0.1 + "\n" }.joined()
        try Files.write(Array(text.utf8), to: environment, mode: 0o600)
    }

    /// The label's address as `demo.env` has it.
    func label() throws -> String {
        let text = String(decoding: try Files.read(environment), as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix("DAFTAR_LABEL=") }
        return line.map { String($0.dropFirst("DAFTAR_LABEL=".count)) } ?? ""
    }
}
