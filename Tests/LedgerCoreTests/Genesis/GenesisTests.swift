import LedgerCore
import Testing

@Suite struct GenesisTests {
    private let demo = DemoKeys(seed: "tests")

    private func validator(_ name: String, demo: DemoKeys? = nil) -> ValidatorRecord {
        (demo ?? self.demo).validator(Fixtures.member(name), address: "http://127.0.0.1:8580")
    }

    private func administrators(_ count: Int = 3) -> Administrators {
        Administrators(keys: (0..<count).map { demo.key(.administrator, "admin-\($0)").publicKey })
    }

    private func member(_ id: String) -> GenesisMember {
        GenesisMember(
            id: Fixtures.member(id), name: "Хоҷагии \(id)", roles: ["farm", "cooperative", "farm"],
            scope: MemberScope(
                companyPrefixes: ["4780001"], locationNumbers: ["4780001000017"],
                uriPrefixes: ["https://id.example/"]),
            keys: [MemberKey(key: demo.key(.gateway, id).publicKey, holder: .gateway)])
    }

    private func genesis(
        parameters: ChainParameters = ChainParameters(),
        validators: [ValidatorRecord]? = nil, administrators: Administrators? = nil,
        members: [GenesisMember] = [], logOrigin: String = "daftar.example/ledger",
        demoSeed: String? = "tests"
    ) throws(GenesisFault) -> Genesis {
        try Genesis(
            name: "A chain for tests", created: Timestamp(milliseconds: 1_790_000_000_000),
            parameters: parameters,
            validators: validators ?? ["node-1", "node-0"].map { validator($0) },
            administrators: administrators ?? self.administrators(), members: members,
            logOrigin: logOrigin, demoSeed: demoSeed)
    }

    @Test func `a genesis is read back as it was written`() throws {
        let genesis = try genesis(members: [member("farm-2"), member("farm-1")])

        let read = try Genesis(decoding: genesis.encoded())

        #expect(read == genesis)
        #expect(read.chainID == ChainID(Digest(hashing: genesis.encoded())))
        #expect(read.members.map(\.id.text) == ["farm-1", "farm-2"])
        #expect(read.members[0].roles == ["cooperative", "farm"])
        #expect(read.validators.map(\.name.text) == ["node-0", "node-1"])
        #expect(read.validatorSet.count == 2)
        #expect(read.administrators.quorum == 3)
    }

    @Test func `everything in it is part of which chain it is`() throws {
        let ids = [
            try genesis().chainID,
            try genesis(parameters: ChainParameters(captureEventsMax: 10)).chainID,
            try genesis(administrators: administrators(4)).chainID,
            try genesis(members: [member("farm-1")]).chainID,
            try genesis(logOrigin: "other.example").chainID,
            try genesis(demoSeed: nil).chainID,
        ]

        #expect(Set(ids).count == ids.count)
    }

    @Test func `nothing is founded on validators that are none, too many, or the same`() {
        #expect(throws: GenesisFault.validatorsUnsound(count: 0)) { try genesis(validators: []) }
        #expect(throws: GenesisFault.validatorsUnsound(count: 31)) {
            try genesis(validators: (0..<31).map { validator("node-\($0)") })
        }
        #expect(throws: GenesisFault.validatorsUnsound(count: 2)) {
            try genesis(validators: [validator("node-0"), validator("node-0")])
        }
        #expect(throws: GenesisFault.validatorTwice(Fixtures.member("node-0"))) {
            try genesis(validators: [
                validator("node-0"), validator("node-0", demo: DemoKeys(seed: "others")),
            ])
        }
    }

    @Test func `one key serves one purpose`() throws {
        let sound = validator("node-0")
        let shared = ValidatorRecord(
            name: sound.name, consensusKey: sound.consensusKey, logKey: sound.consensusKey,
            cosignerKey: sound.cosignerKey, address: "")

        #expect(throws: GenesisFault.keyTwice(sound.consensusKey.id)) {
            try genesis(validators: [shared])
        }
        #expect(throws: GenesisFault.memberTwice(Fixtures.member("farm-1"))) {
            try genesis(members: [member("farm-1"), member("farm-1")])
        }
    }

    @Test func `a log key is Ed25519`() {
        let sound = validator("node-0")
        let wrong = Fixtures.key(1, .es256).publicKey
        let mixed = ValidatorRecord(
            name: sound.name, consensusKey: sound.consensusKey, logKey: wrong,
            cosignerKey: sound.cosignerKey, address: "")

        #expect(throws: GenesisFault.keyOfWrongAlgorithm(wrong.id)) {
            try genesis(validators: [mixed])
        }
    }

    @Test func `a minority of administrators is no quorum`() {
        let keys = administrators(3).keys

        #expect(throws: GenesisFault.administratorsUnsound(count: 3, quorum: 2)) {
            try genesis(administrators: Administrators(keys: keys, quorum: 2))
        }
        #expect(throws: GenesisFault.administratorsUnsound(count: 3, quorum: 4)) {
            try genesis(administrators: Administrators(keys: keys, quorum: 4))
        }
        #expect(throws: GenesisFault.administratorsUnsound(count: 0, quorum: 1)) {
            try genesis(administrators: Administrators(keys: []))
        }
    }

    @Test func `a parameter that no chain can live with is named`() {
        #expect(
            throws: GenesisFault.parameterOutOfRange(
                name: "contentBytesMax", value: .max, range: 65_536...(64 << 20))
        ) {
            try genesis(parameters: ChainParameters(contentBytesMax: .max))
        }
        #expect(
            throws: GenesisFault.parameterOutOfRange(
                name: "blockBytesMax", value: 1, range: ((4 << 20) + 65_567)...(256 << 20))
        ) {
            try genesis(parameters: ChainParameters(blockBytesMax: 1))
        }
    }

    @Test(arguments: ["", "a b", "a+b", "дафтар.tj", String(repeating: "a", count: 256)])
    func `an origin that no signed note may name is refused`(origin: String) {
        #expect(throws: GenesisFault.textUnsound(field: "logOrigin")) {
            try genesis(logOrigin: origin)
        }
    }

    @Test func `the keys of the standard demo are refused where no demo is meant`() throws {
        let standard = DemoKeys(seed: DemoKeys.standardSeed)
        let known = validator("node-0", demo: standard)

        #expect(throws: GenesisFault.demoKey(known.consensusKey.id)) {
            try genesis(validators: [known], demoSeed: nil)
        }
        let demo = try genesis(validators: [known], demoSeed: DemoKeys.standardSeed)
        let keys = try #require(DemoKeys(of: demo))
        #expect(keys.key(.consensus, "node-0").publicKey == known.consensusKey)
        #expect(DemoKeys(of: try genesis(demoSeed: nil)) == nil)
    }

    @Test func `damaged bytes never trap`() throws {
        let sound = try genesis(members: [member("farm-1")]).encoded()
        var random = SeededRandom(seed: 3)
        for _ in 0..<5_000 {
            var damaged = sound
            damaged[random.next(below: damaged.count)] = UInt8(random.next(below: 256))
            if let read = try? Genesis(decoding: damaged) { #expect(read.encoded() == damaged) }
        }
    }
}
