import LedgerCore
import Testing

@Suite struct GenesisJSONTests {
    private let genesis: Genesis

    init() throws {
        let keys = DemoKeys(seed: "json")
        genesis = try Genesis(
            name: "Дафтар \"намуна\"\n", created: Timestamp(milliseconds: 1_790_000_000_123),
            // None is the default, so that a parameter that is left out would show.
            parameters: ChainParameters(
                contentBytesMax: 100_001, blockBytesMax: 1_000_002, blockTransactionsMax: 1003,
                blockIntervalMinMilliseconds: 1004, precisionMilliseconds: 1005,
                messageDelayMilliseconds: 1006, expiryAheadMaxMilliseconds: 1_000_007,
                captureEventsMax: 1008, eventAheadMaxMilliseconds: 1009),
            validators: [keys.validator(Fixtures.member("node-0"), address: "http://127.0.0.1:1")],
            administrators: Administrators(keys: [keys.key(.administrator, "a").publicKey]),
            members: [
                GenesisMember(
                    id: Fixtures.farm, name: "Farm \\ 17", roles: ["farm"],
                    scope: MemberScope(companyPrefixes: ["4780001"]),
                    keys: [
                        MemberKey(key: keys.key(.gateway, "farm-017").publicKey, holder: .gateway),
                        MemberKey(key: Fixtures.key(1, .es256).publicKey, holder: .member),
                    ])
            ], logOrigin: "daftar.example", demoSeed: "json")
    }

    private func read(_ text: String) throws(GenesisJSONError) -> Genesis {
        try Genesis(json: Array(text.utf8))
    }

    @Test func `the JSON form spells the same genesis`() throws {
        let read = try read(genesis.json)

        #expect(read == genesis)
        #expect(read.chainID == genesis.chainID)
        #expect(genesis.json.contains(#""created": "2026-09-21T14:13:20.123Z""#))
    }

    @Test func `how it is laid out and escaped does not matter`() throws {
        let dense = genesis.json.split(separator: "\n").joined()
            .replacing("Дафтар", with: #"\u0414афтар"#)

        #expect(try read(dense) == genesis)
        #expect(
            try read(dense.replacing("Farm", with: #"F\ud83d\ude00"#)).members[0].name == "F😀 \\ 17"
        )
    }

    /// One change to the text a row, and what it is refused with.
    @Test(arguments: [
        ("\"name\"", "\"nam\"", GenesisJSONError.expected("this member", place: "/name")),
        (
            "\"roles\"", "\"extra\": 1, \"roles\"",
            GenesisJSONError.unknown(place: "/members/0/extra")
        ),
        (
            "\"quorum\": 1", "\"quorum\": \"1\"",
            GenesisJSONError.expected("a whole number", place: "/administrators/quorum")
        ),
        (
            "2026-09-21T14:13:20.123Z", "2026-09-21T14:13:20Z",
            GenesisJSONError.expected(
                "a time such as 2026-07-14T05:30:00.000Z", place: "/created")
        ),
        (
            "\"gateway\"", "\"somebody\"",
            GenesisJSONError.expected("member or gateway", place: "/members/0/keys/1/holder")
        ),
        (
            "farm-017", "Farm 17",
            GenesisJSONError.expected("1 to 64 of a-z 0-9 . -", place: "/members/0/id")
        ),
        (
            "\"quorum\": 1", "\"quorum\": 2",
            GenesisJSONError.unsound(.administratorsUnsound(count: 1, quorum: 2))
        ),
    ])
    func `what is wrong is named by its place`(
        text: String, change: String, error: GenesisJSONError
    ) throws {
        let json = genesis.json.replacing(text, with: change, maxReplacements: 1)
        #expect(json != genesis.json)

        #expect(throws: error) { try read(json) }
    }

    @Test(arguments: [
        "", "{", "{}x", "[1", #"{"a":01}"#, #"{"a":1,"a":1}"#, #"{"a":1.5}"#, #"{"a":-1}"#,
        #"{"a":"\ud800"}"#, #"{"a":"\x"}"#, "{\"a\":\"\u{1}\"}", "\u{FEFF}{}", "nul", "\"a",
        #"{"a" 1}"#, #"{"a":1,}"#, "{\"a\":18446744073709551616}",
    ])
    func `what is not strict JSON is refused`(text: String) {
        #expect(throws: GenesisJSONError.self) { try read(text) }
    }

    @Test func `nesting is bounded`() {
        #expect(throws: GenesisJSONError.syntax(expected: "less nesting", offset: 8)) {
            try read(String(repeating: "[", count: 1_000_000))
        }
    }

    @Test func `damaged texts never trap`() {
        let sound = Array(genesis.json.utf8)
        var random = SeededRandom(seed: 11)
        for _ in 0..<200 {
            var damaged = sound
            damaged[random.next(below: damaged.count)] = UInt8(random.next(below: 256))
            guard let read = try? Genesis(json: damaged) else { continue }
            #expect((try? self.read(read.json)) == read)
        }
    }
}
