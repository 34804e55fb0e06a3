import LedgerCore
import LightClient
import Testing

struct GenesisFileTests {
    @Test func `a genesis survives the way to the file and back`() throws {
        let genesis = try demo()

        let file = GenesisFile.write(genesis)

        #expect(try GenesisFile.read(file) == genesis)
        #expect(try GenesisFile.read(file).chainID == genesis.chainID)
    }

    @Test func `the order of members and the spaces between them do not change the chain`() throws {
        let text = String(decoding: GenesisFile.write(try demo()), as: UTF8.self)
        let line = "  \"name\": \"Orchards\",\n"
        #expect(text.contains(line))

        let moved =
            "{\n" + line
            + text.dropFirst(2).split(separator: line, omittingEmptySubsequences: false)
            .joined()

        #expect(try GenesisFile.read(Array(moved.utf8)).chainID == demo().chainID)
    }

    @Test(arguments: [
        ("\"name\": \"Orchards\"", "\"nmae\": \"Orchards\"", "", "nmae"),
        (
            "\"holder\": \"gateway\"", "\"holder\": \"anybody\"", "/members/0/keys/0/holder",
            "gateway"
        ),
        ("\"id\": \"farm-1\"", "\"id\": \"Farm 1\"", "/members/0/id", "a-z"),
        ("\"created\": \"2026", "\"created\": \"26", "/created", "time with zone"),
        ("\"quorum\": 1", "\"quorum\": 2", "", "administratorsUnsound"),
        ("ed25519:", "ed25519:!", "/administrators/keys/0", "base64"),
        ("{\n", "[\n", "/1", "line"),
    ])
    func `what is wrong is named with its place`(
        _ right: String, _ wrong: String, _ pointer: String, _ word: String
    ) throws {
        let text = String(decoding: GenesisFile.write(try demo()), as: UTF8.self)
        try #require(text.contains(right))

        let error = #expect(throws: GenesisFileError.self) {
            try GenesisFile.read(Array(text.replacing(right, with: wrong, maxReplacements: 1).utf8))
        }

        #expect(error?.pointer == pointer)
        #expect(error?.message.contains(word) == true, "\(String(describing: error))")
    }

    private func demo() throws -> Genesis {
        let keys = DemoKeys(seed: "test")
        let name = try #require(MemberID("node-0"))
        return try Genesis(
            name: "Orchards", created: Timestamp(milliseconds: 1_782_864_000_000),
            validators: [keys.validator(name, address: "http://127.0.0.1:8580")],
            administrators: Administrators(keys: [keys.key(.administrator, "admin").publicKey]),
            members: [
                GenesisMember(
                    id: try #require(MemberID("farm-1")), name: "Хоҷагии «Дилшод»",
                    roles: ["farm"], scope: MemberScope(companyPrefixes: ["4880001"]),
                    keys: [
                        MemberKey(key: keys.key(.gateway, "farm-1").publicKey, holder: .gateway)
                    ])
            ],
            logOrigin: "daftar.example/orchards", demoSeed: "test")
    }
}
