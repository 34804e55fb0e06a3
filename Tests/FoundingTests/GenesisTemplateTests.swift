import EPCIS
import LedgerCore
import Testing

@testable import Founding

@Suite struct GenesisTemplateTests {
    private static let text = """
        {"name": "x", "logOrigin": "ledger.example/x",
         "validators": [{"name": "node-0"}], "administrators": {"names": ["a", "b"]},
         "members": [{"id": "farm-1", "name": "One", "roles": ["farm"]}]}
        """
    private static let moment = Timestamp(milliseconds: 1_750_000_000_000)

    @Test func `what is left out is made, each key once`() throws {
        var number: UInt8 = 0
        let chain = try GenesisTemplate(json: Array(Self.text.utf8)).found(at: Self.moment) {
            number += 1
            return Bytes(repeating: number, count: 32)
        }

        #expect(chain.genesis.created == Self.moment)
        #expect(chain.genesis.administrators.keys.count == 2)
        #expect(chain.genesis.members.map(\.keys.count) == [1])
        #expect(
            chain.secrets.map { "\($0.purpose.rawValue) \($0.name)" } == [
                "consensus node-0", "log node-0", "cosigner node-0", "tls node-0",
                "administrator a",
                "administrator b", "gateway farm-1",
            ])
        #expect(Set(chain.secrets.map(\.seed)).count == 7)
        #expect(!chain.genesis.isDemo)
    }

    @Test func `the file of a founded chain founds the same chain and makes no key`() throws {
        let first = try GenesisTemplate(json: Array(Self.text.utf8)).found(
            at: Self.moment, demoSeed: "seed", random: { [] })

        let second = try GenesisTemplate(json: Array(first.genesis.json.utf8)).found(
            at: Timestamp(milliseconds: 0), random: { [] })

        #expect(second.genesis == first.genesis)
        #expect(second.secrets == [])
    }

    @Test func `text that is no strict JSON is refused with its place`() {
        #expect {
            try GenesisTemplate(json: Array(#"{"name":"x","name":"y"}"#.utf8))
        } throws: { error in
            if case .syntax(_, let offset) = error as? GenesisJSONError {
                offset == 12
            } else {
                false
            }
        }
    }

    @Test(arguments: [
        ("[]", GenesisJSONError.expected("this member", place: "/name")),
        (#"{"name":"x","names":[]}"#, .expected("this member", place: "/logOrigin")),
    ])
    func `what is missing is named`(text: String, error: GenesisJSONError) throws {
        let template = try GenesisTemplate(json: Array(text.utf8))

        #expect(throws: error) { try template.found(at: Self.moment, random: { [] }) }
    }

    @Test func `a member that nobody knows is refused`() throws {
        let text = Self.text.replacing("\"name\": \"x\"", with: "\"name\": \"x\", \"nmae\": 1")
        let template = try GenesisTemplate(json: Array(text.utf8))

        #expect(throws: GenesisJSONError.unknown(place: "/nmae")) {
            try template.found(at: Self.moment, demoSeed: "s", random: { [] })
        }
    }
}
