import LedgerCore
import Testing
import Traceability

/// Administrators change who decides.
struct ValidatorChangeTests {
    private let newcomer = World.id("node-9")

    @Test(arguments: 1...4)
    func `a validator added decides from the next height on`(count: Int) throws {
        var world = try World(validators: count)
        let before = try #require(try Registry.validators(in: world.state))

        try world.govern([.addValidator(world.candidate("node-9", address: "https://n9:8580"))])

        let after = try #require(try Registry.validators(in: world.state))
        #expect(after.from == world.height.next)
        #expect(after.number == 1)
        #expect(after[newcomer]?.address == "https://n9:8580")
        #expect(after.set.count == count + 1)
        #expect(after.set.quorum == 2 * (count + 1) / 3 + 1)
        #expect(try Registry.validators(at: world.height, in: world.state) == before)
        #expect(try Registry.validators(at: world.height.next, in: world.state) == after)
    }

    @Test(arguments: [(4, 3), (3, 2), (2, 2)])
    func `a validator removed decides no more`(count: Int, quorum: Int) throws {
        var world = try World(validators: count)

        try world.govern([.removeValidator(World.id("node-0"))])

        let after = try #require(try Registry.validators(in: world.state))
        #expect(after.validators.map(\.name.text) == (1..<count).map { "node-\($0)" })
        #expect(after.set.quorum == (count == 2 ? 1 : quorum))
    }

    @Test func `the last one stays`() throws {
        var world = try World()

        let refusal = try world.refusal(of: [.removeValidator(World.id("node-0"))])

        #expect(refusal == RuleRefusal.validatorCount(0, max: 30).refusal())
        #expect(try world.validatorNames == ["node-0"])
    }

    @Test func `there are thirty at most`() throws {
        var world = try World(validators: 30)

        let refusal = try world.refusal(of: [.addValidator(world.candidate("node-99"))])

        #expect(refusal == RuleRefusal.validatorCount(31, max: 30).refusal())
    }

    @Test func `the only validator can change its keys`() throws {
        var world = try World()

        try world.govern([.rotateValidator(world.candidate("node-0", keysOf: "node-0-new"))])

        let after = try #require(try Registry.validators(in: world.state))
        #expect(
            after[World.id("node-0")]?.consensusKey == World.validator("node-0-new").consensusKey)
        #expect(after.set.count == 1)
    }

    @Test func `an address is changed without counting as a change of the set`() throws {
        var world = try World(validators: 4)
        let changes: [GovernanceChange] = (0..<4).map {
            .setValidatorAddress(World.id("node-\($0)"), "http://10.0.0.\($0):8580")
        }

        try world.govern(changes + [.removeValidator(World.id("node-3"))])

        let after = try #require(try Registry.validators(in: world.state))
        #expect(after.validators.map(\.address) == (0..<3).map { "http://10.0.0.\($0):8580" })
    }

    @Test(arguments: [(4, 1), (6, 1), (7, 2)])
    func `a block changes as many as may be faulty`(count: Int, max: Int) throws {
        var world = try World(validators: count)
        let removals = (0..<max).map { GovernanceChange.removeValidator(World.id("node-\($0)")) }

        let refusal = try world.refusal(of: removals + [.addValidator(world.candidate("node-9"))])
        try world.govern(removals)

        #expect(refusal == RuleRefusal.tooManyValidatorChanges(max + 1, max: max).refusal())
    }

    @Test func `the proposals of a block count together`() throws {
        var world = try World(validators: 4)

        let judgements = try world.govern(inOneBlock: [
            [.removeValidator(World.id("node-0"))], [.addValidator(world.candidate("node-9"))],
        ])

        #expect(
            judgements == [
                .done, .refused(RuleRefusal.tooManyValidatorChanges(2, max: 1).refusal()),
            ])
        #expect(try world.validatorNames == ["node-1", "node-2", "node-3"])
    }

    @Test func `what one proposal of a block changes another may change further`() throws {
        var world = try World(validators: 4)
        let before = try Registry.validators(in: world.state)

        let judgements = try world.govern(inOneBlock: [
            [.rotateValidator(world.candidate("node-0", keysOf: "a"))],
            [.rotateValidator(world.candidate("node-0", keysOf: "b"))],
        ])

        let after = try #require(try Registry.validators(in: world.state))
        #expect(judgements == [.done, .done])
        #expect(after.number == 1)
        #expect(after[World.id("node-0")]?.logKey == World.validator("b").logKey)
        #expect(try Registry.validators(at: world.height, in: world.state) == before)
    }

    @Test func `a refused proposal leaves the validators as they were`() throws {
        var world = try World(validators: 4)

        _ = try world.refusal(of: [
            .removeValidator(World.id("node-0")), .removeValidator(World.id("node-7")),
        ])

        #expect(try Registry.validators(in: world.state)?.number == 0)
    }

    @Test func `a name is given once`() throws {
        var world = try World(validators: 2)

        let refusal = try world.refusal(of: [
            .addValidator(world.candidate("node-1", keysOf: "other"))
        ])

        #expect(refusal == RuleRefusal.validatorKnown(World.id("node-1")).refusal())
    }

    @Test func `nobody who is not there is removed, rotated or moved`() throws {
        var world = try World()
        let changes: [GovernanceChange] = [
            .removeValidator(newcomer), .rotateValidator(world.candidate("node-9")),
            .setValidatorAddress(newcomer, ""),
        ]

        for change in changes {
            #expect(
                try world.refusal(of: [change])
                    == RuleRefusal.unknownSubject("node-9").refusal())
        }
    }

    @Test func `a candidate signed with each of its keys, on this chain`() throws {
        var world = try World()
        let other = try World(validators: 2)
        let record = World.validator("node-9")
        let key = { (purpose: DemoKeys.Purpose) in World.demo.key(purpose, "node-9") }
        let stranger = World.administrator(7)
        let candidates = [
            (other.candidate("node-9"), record.consensusKey.id),
            (
                ValidatorCandidate(
                    record, on: world.genesis.chainID, consensus: key(.consensus), log: stranger,
                    cosigner: key(.cosigner), transport: key(.tls)), record.logKey.id
            ),
            (
                ValidatorCandidate(
                    record, on: world.genesis.chainID, consensus: key(.consensus), log: key(.log),
                    cosigner: stranger, transport: key(.tls)), record.cosignerKey.id
            ),
            (
                ValidatorCandidate(
                    record, on: world.genesis.chainID, consensus: key(.consensus), log: key(.log),
                    cosigner: key(.cosigner), transport: stranger),
                KeyID(key(.tls).publicKey.subjectDigest)
            ),
        ]

        for (candidate, unproven) in candidates {
            #expect(
                try world.refusal(of: [.addValidator(candidate)])
                    == RuleRefusal.possessionUnproven(unproven, of: newcomer).refusal())
        }
    }

    @Test func `keys of others are no validator's`() throws {
        var world = try World(validators: 4)
        let member = World.key(of: "farm")
        let administrator = World.administrator(0)
        let log = World.demo.key(.log, "node-1")
        let cases = [
            (member, RuleRefusal.keyTaken(member.id, by: World.id("farm"))),
            (administrator, .keyInUse(administrator.id, use: "an administrator")),
            (log, .keyInUse(log.id, use: "the log of node-1")),
        ]

        for (key, refusal) in cases {
            let record = ValidatorRecord(
                name: newcomer, consensusKey: World.demo.key(.consensus, "node-9").publicKey,
                logKey: World.demo.key(.log, "node-9").publicKey, cosignerKey: key.publicKey,
                address: "")
            let candidate = ValidatorCandidate(
                record, on: world.genesis.chainID,
                consensus: World.demo.key(.consensus, "node-9"),
                log: World.demo.key(.log, "node-9"), cosigner: key)

            #expect(
                try world.refusal(of: [.addValidator(candidate)]) == refusal.refusal())
        }
    }

    @Test func `no two validators have one TLS key`() throws {
        var world = try World(validators: 2)
        let digest = try #require(World.validator("node-1").tlsKeyDigest)
        let keys = World.validator("node-9")
        let record = ValidatorRecord(
            name: newcomer, consensusKey: keys.consensusKey, logKey: keys.logKey,
            cosignerKey: keys.cosignerKey, tlsKeyDigest: digest, address: "")
        let candidate = ValidatorCandidate(
            record, on: world.genesis.chainID, consensus: World.demo.key(.consensus, "node-9"),
            log: World.demo.key(.log, "node-9"), cosigner: World.demo.key(.cosigner, "node-9"),
            transport: World.demo.key(.tls, "node-1"))

        let refusal = try world.refusal(of: [.addValidator(candidate)])

        #expect(refusal == RuleRefusal.keyInUse(KeyID(digest), use: "TLS of node-1").refusal())
    }

    @Test func `a validator's key is no member's and no administrator's`() throws {
        var world = try World()
        let key = World.validator("node-0").cosignerKey
        let refusal = RuleRefusal.keyInUse(key.id, use: "the cosigner of node-0").refusal()

        #expect(
            try world.refusal(of: [
                .addKey(World.id("farm"), MemberKey(key: key, holder: .member))
            ]) == refusal)
        #expect(
            try world.refusal(of: [.setAdministrators(Administrators(keys: [key]))]) == refusal)
    }

    @Test func `a key of a candidate is not added to a member in the same proposal`() throws {
        var world = try World()
        let candidate = world.candidate("node-9")
        let key = candidate.record.logKey
        let adding = GovernanceChange.addKey(
            World.id("farm"), MemberKey(key: key, holder: .member))

        #expect(
            try world.refusal(of: [adding, .addValidator(candidate)])
                == RuleRefusal.keyTaken(key.id, by: World.id("farm")).refusal())
        #expect(
            try world.refusal(of: [.addValidator(candidate), adding])
                == RuleRefusal.keyInUse(key.id, use: "the log of node-9").refusal())
    }

    @Test func `the validators of every height are known afterwards`() throws {
        var world = try World()
        let changes: [GovernanceChange?] = [
            .addValidator(world.candidate("a")), .addValidator(world.candidate("b")), nil, nil,
            .removeValidator(World.id("node-0")), .addValidator(world.candidate("c")), nil,
            .removeValidator(World.id("a")), nil,
        ]
        var expected = [Height.first: ["node-0"]]
        for change in changes {
            if let change { try world.govern([change]) } else { try world.commit([]) }
            expected[world.height.next] = try world.validatorNames
        }

        for (height, names) in expected.sorted(by: { $0.key < $1.key }) {
            let leaf = try Registry.validators(at: height, in: world.state)
            #expect(leaf?.validators.map(\.name.text) == names, "height \(height)")
        }
        #expect(expected[world.height.next] == ["b", "c"])
        #expect(try Registry.validators(at: .genesis, in: world.state) == nil)
    }
}
