import EPCIS
import Foundation
import LedgerCore
import Season
import Testing

@testable import Founding

/// The ledgers in GenesisConfig are what they say, and found the chains whose ids stand beside them.
@Suite struct GenesisConfigTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "GenesisConfig")
    private static let demo = Result { try DemoGenesis.make(members: DemoSeason().members) }

    /// With `DAFTAR_RECORD` set, files are written anew and the test fails, so that the difference is
    /// looked at.
    private func compare(_ path: String, with bytes: Bytes) throws {
        let file = Self.folder.appending(path: path)
        if ProcessInfo.processInfo.environment["DAFTAR_RECORD"] != nil {
            try Data(bytes).write(to: file)
            Issue.record("\(path) was recorded: review it")
        }
        #expect(Bytes(try Data(contentsOf: file)) == bytes)
    }

    @Test func `the demo's file says what the program founds`() throws {
        let genesis = try Self.demo.get()

        try compare("demo/genesis.json", with: Array(genesis.json.utf8))
        try compare("demo/genesis.sha256", with: Array("\(genesis.chainID)\n".utf8))
    }

    @Test func `the schema knows every name of the file, and no other`() throws {
        let schema = try JSONValue(
            parsing: Bytes(
                try Data(contentsOf: Self.folder.appending(path: "genesis.schema.json"))))
        let file = try JSONValue(parsing: Array(try Self.demo.get().json.utf8))
        let member = file["members"]?.array?.first
        // What a template may hold besides, or the demo leaves out.
        let places: [(schema: JSONValue?, value: JSONValue?, besides: Set<String>)] = [
            (schema, file, ["$schema"]),
            (schema["properties"]?["parameters"], file["parameters"], []),
            (
                schema["properties"]?["validators"]?["items"],
                file["validators"]?.array?.first, []
            ),
            (schema["properties"]?["administrators"], file["administrators"], ["names"]),
            (schema["properties"]?["members"]?["items"], member, []),
            (
                schema["properties"]?["members"]?["items"]?["properties"]?["scope"],
                member?["scope"], []
            ),
        ]

        for place in places {
            let known = Set(place.schema?["properties"]?.object?.members.map(\.name) ?? [])
            let written = Set(place.value?.object?.members.map(\.name) ?? [])
            #expect(known.subtracting(place.besides) == written)
        }
    }

    private func template(_ name: String) throws -> GenesisTemplate {
        try GenesisTemplate(
            json: Bytes(
                try Data(contentsOf: Self.folder.appending(path: "\(name)/genesis.json"))))
    }

    /// A template founds another chain each time; its hash is taken with the keys and the moment of
    /// the demo, so that a change of the template shows.
    @Test(arguments: ["one-node", "pilot-tajikistan"])
    func `a template keeps its hash`(name: String) throws {
        let chain = try template(name).found(
            at: DemoGenesis.founded, demoSeed: DemoKeys.standardSeed, random: { [] })

        try compare("\(name)/genesis.sha256", with: Array("\(chain.genesis.chainID)\n".utf8))
    }

    @Test func `the pilot's seven organisations decide, administer and take part`() throws {
        let genesis = try template("pilot-tajikistan").found(
            at: DemoGenesis.founded, demoSeed: "rehearsal", random: { [] }
        ).genesis

        #expect(genesis.validatorSet.count == 7)
        #expect(genesis.validatorSet.faultyMax == 2)
        #expect(genesis.administrators.keys.count == 7)
        #expect(genesis.administrators.quorum == 5)
        #expect(genesis.validators.map(\.name) == genesis.members.map(\.id))
        #expect(genesis.members.flatMap(\.keys).allSatisfy { $0.holder == .member })
    }

    @Test func `the pilot is founded with every organisation's keys and not before`() throws {
        #expect(
            throws: GenesisJSONError.expected(
                "a key such as ed25519:<base64>", place: "/validators/0/consensusKey")
        ) {
            try template("pilot-tajikistan").found(at: DemoGenesis.founded, random: { [] })
        }
    }

    @Test func `the demo has four validators and a test as many as it needs`() throws {
        let one = try DemoGenesis.make(members: [], validators: 1)

        #expect(
            try Self.demo.get().validators.map(\.address)
                == (0..<4).map { "https://127.0.0.1:\(8580 + $0)" })
        #expect(one.validators.map(\.name.text) == ["node-0"])
    }
}
