import ArgumentParser
import EPCIS
import Founding
import LedgerCore
import Node

struct InitCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the home of a node: a new chain, or one that exists.",
        discussion: """
            Without --genesis a chain of one node is founded. A genesis that leaves keys out gets new \
            ones; one that names them all is joined as it is.
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var output: OutputOptions

    @Option(
        name: .long,
        help: "genesis.json, or a directory that holds one (GenesisConfig/one-node).",
        completion: .file(extensions: ["json"]))
    var genesis: String?

    @Option(
        name: .long, help: "Which validator of the genesis this node is; the first by default.")
    var validator: String?

    @Option(
        name: .long,
        help: "Derive every key from this text. Anybody can do that: only for demos and tests.")
    var demoSeed: String?

    func perform(_ terminal: Terminal) async throws {
        let template = try GenesisTemplate(json: text())
        let chain = try template.found(
            at: Timestamp(milliseconds: Clock.milliseconds()), demoSeed: demoSeed,
            random: HomeFounding.random)
        try HomeFounding.make(home.node, of: chain, validator: name(in: chain.genesis))

        let id = chain.genesis.chainID.description
        terminal.line("The home of “\(chain.genesis.name)” is \(home.node.path).")
        terminal.line("Chain \(id): write it down, it is what outsiders check against.")
        if chain.genesis.isDemo {
            terminal.line("This is a demo: anybody can derive its keys.")
        }
        terminal.line("Start it with: daftar node run --home \(home.node.path)")
        terminal.result(
            .members([
                "home": .string(home.node.path), "chainID": .string(id),
                "name": .string(chain.genesis.name), "isDemo": .bool(chain.genesis.isDemo),
                "keysMade": .integer(chain.secrets.count),
            ]))
    }

    private func text() throws -> [UInt8] {
        guard let genesis else { return Array(Self.oneNode.utf8) }
        let path = Files.isDirectory(genesis) ? genesis + "/genesis.json" : genesis
        return try Files.read(path, bytesMax: 16 << 20)
    }

    private func name(in genesis: Genesis) throws -> MemberID? {
        guard let validator else { return nil }
        guard let name = MemberID(validator),
            genesis.validators.contains(where: { $0.name == name })
        else {
            throw CommandFailure.refused(
                "The genesis has no validator “\(validator)”.",
                advice: "It has "
                    + genesis.validators.map(\.name.text).joined(separator: ", ") + ".")
        }
        return name
    }

    /// What `GenesisConfig/one-node` says, for a program without its repository.
    private static let oneNode = """
        {
          "name": "One node",
          "logOrigin": "ledger.example/one-node",
          "validators": [{"name": "node-0"}],
          "administrators": {"names": ["administrator"]},
          "members": [
            {"id": "administrator", "name": "Node operator", "roles": ["validator"]},
            {
              "id": "cooperative", "name": "The first cooperative",
              "roles": ["cooperative", "processor", "warehouse"],
              "scope": {"uriPrefixes": ["https://ledger.example/lot/"]}
            }
          ]
        }
        """
}
