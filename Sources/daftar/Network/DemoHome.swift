import Foundation
import Founding
import Glibc
import LedgerCore
import Node
import Season

/// The directory of a demo: the node's home, what verifiers trust, and what clients need.
///
/// `demo.env` is written last, so a directory that has it holds a whole demo.
struct DemoHome {
    let path: String

    var node: NodeHome { NodeHome(path + "/node-0") }
    var genesis: String { path + "/genesis.json" }
    var environment: String { path + "/demo.env" }
    var log: String { node.path + "/node.log" }

    var isComplete: Bool { Files.exists(environment) && Files.exists(node.genesisFile) }

    /// The id of the node's process, as its home says.
    var process: Int32? {
        (try? Files.read(node.processFile, bytesMax: 64)).flatMap {
            Int32(String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
        }
    }

    /// Makes the node's home and a token for each member.
    ///
    /// What a demo that was cut off has left is removed.
    ///
    /// - Returns: The tokens by member.
    func make(for season: DemoSeason) throws -> [String: String] {
        try removeLeftovers()
        let genesis = try DemoGenesis.make(members: season.members)
        try Files.makeDirectory(path)
        try HomeFounding.make(node, of: FoundedChain(genesis: genesis, secrets: []))
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
        guard Files.exists(node.path) else { return }
        try? FileManager.default.removeItem(atPath: environment)
        do { try FileManager.default.removeItem(atPath: node.path) } catch {
            throw CommandFailure.impossible(
                "\(node.path) cannot be removed: \(error.localizedDescription)")
        }
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
