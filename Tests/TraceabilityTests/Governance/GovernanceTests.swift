import LedgerCore
import Testing
import Traceability

/// What the administrators decide, and how.
struct GovernanceTests {
    private let lot = EventText.lot("A1", of: "4880007")
    private let newcomer = World.id("newcomer")
    private let record = MemberLeaf(
        name: "Newcomer", roles: [.farm], scope: MemberScope(companyPrefixes: ["4880007"]))

    private func code(_ judgement: Judgement) throws -> String {
        guard case .refused(let refusal) = judgement else { throw World.NotRefused() }
        return refusal.code
    }

    private var admission: [GovernanceChange] {
        [
            .setMember(newcomer, record),
            .addKey(
                newcomer,
                MemberKey(key: World.key(of: "newcomer").publicKey, holder: .gateway)),
        ]
    }

    @Test func `a member and its key are in force for the next transaction`() throws {
        var world = try World()

        try world.govern(admission)

        try world.done(EventText.harvest(lot, 1), by: "newcomer")
    }

    @Test func `a quorum must have approved`() throws {
        var world = try World(administrators: 4)

        let two = try world.execute(
            world.proposal(admission, approvedBy: 2), by: "regulator")
        let three = try world.execute(
            world.proposal(admission, approvedBy: 3), by: "regulator")

        #expect(
            two
                == .refused(
                    Refusal(
                        code: RuleCode.quorumMissing.rawValue,
                        details: [OutcomeDetail("have", "2"), OutcomeDetail("need", "3")])))
        #expect(three == .done)
    }

    @Test func `an approval counts once`() throws {
        var world = try World(administrators: 4)
        let proposal = try world.proposal(admission, approvedBy: 1)
        let repeated = SignedProposal(
            proposal.proposal, approvals: Array(repeating: proposal.approvals[0], count: 3))

        let judgement = try world.execute(repeated, by: "regulator")

        #expect(try code(judgement) == RuleCode.quorumMissing.rawValue)
    }

    @Test func `an approval of another chain, or of nobody, is refused`() throws {
        var world = try World()

        let other = try world.execute(
            world.proposal(admission, on: ChainID(.zero)), by: "regulator")
        let stranger = try world.execute(
            world.proposal(admission, approvedBy: 2), by: "regulator")

        #expect(try code(other) == RuleCode.badApproval.rawValue)
        #expect(try code(stranger) == RuleCode.badApproval.rawValue)
    }

    @Test func `an old approval is worth nothing`() throws {
        var world = try World()
        let first = try world.proposal(admission)
        #expect(try world.execute(first, by: "regulator") == .done)

        let again = try world.execute(first, by: "regulator")

        #expect(try code(again) == RuleCode.wrongNumber.rawValue)
    }

    @Test func `a refused proposal changes nothing, and its number is free`() throws {
        var world = try World()
        let proposal = try world.proposal(admission + [.revokeKey(World.administrator(9).id)])

        let judgement = try world.execute(proposal, by: "regulator")

        #expect(try code(judgement) == RuleCode.unknownSubject.rawValue)
        #expect(try Registry.member(newcomer, in: world.state) == nil)
        try world.govern(admission)
    }

    @Test func `a party stands for one member`() throws {
        var world = try World()
        var taking = record
        taking.scope = MemberScope(locationNumbers: [EventText.locationNumber("4880001")])

        let judgement = try world.execute(
            world.proposal([.setMember(newcomer, taking)]), by: "regulator")

        #expect(try code(judgement) == RuleCode.partyTaken.rawValue)
    }

    @Test func `a party that a member gives up is free`() throws {
        var world = try World()
        var farm = try #require(try Registry.member(World.id("farm"), in: world.state))
        var taking = record
        taking.scope = farm.scope
        farm.scope = MemberScope(companyPrefixes: ["4880001"])

        try world.govern([.setMember(World.id("farm"), farm), .setMember(newcomer, taking)])

        #expect(
            try Registry.address(
                of: "/417/" + EventText.locationNumber("4880001"), in: world.state)
                == .member(newcomer))
    }

    @Test func `a key is registered once`() throws {
        var world = try World()
        let key = MemberKey(key: World.key(of: "farm").publicKey, holder: .gateway)

        let judgement = try world.execute(
            world.proposal([.addKey(World.id("processor"), key)]), by: "regulator")

        #expect(try code(judgement) == RuleCode.keyTaken.rawValue)
    }

    @Test func `administrators hand over to others`() throws {
        var world = try World()
        let next = Administrators(keys: [World.administrator(7).publicKey])
        try world.govern([.setAdministrators(next)])

        let old = try world.execute(world.proposal(admission), by: "regulator")

        #expect(try code(old) == RuleCode.badApproval.rawValue)
    }

    @Test func `a proposal is done until its time is over`() throws {
        var world = try World()
        let now = world.time
        let before = Timestamp(milliseconds: now.milliseconds - 1)

        let late = try world.execute(
            world.proposal(admission, validUntil: before), by: "regulator")
        let inTime = try world.execute(
            world.proposal(admission, validUntil: world.time), by: "regulator")

        #expect(
            late
                == .refused(
                    Refusal(
                        code: RuleCode.proposalExpired.rawValue,
                        details: [
                            OutcomeDetail("validUntil", before.iso8601),
                            OutcomeDetail("time", now.iso8601),
                        ])))
        #expect(inTime == .done)
    }

    @Test func `a key of an administrator is no member's, and the other way round`() throws {
        var world = try World()
        let key = World.administrator(0).publicKey
        let farm = World.id("farm")

        let taking = try world.refusal(of: [.addKey(farm, MemberKey(key: key, holder: .member))])
        let becoming = try world.refusal(of: [
            .setAdministrators(Administrators(keys: [World.key(of: "farm").publicKey]))
        ])

        #expect(
            taking
                == RuleRefusal.keyInUse(key.id, use: "an administrator").refusal())
        #expect(becoming == RuleRefusal.keyTaken(World.key(of: "farm").id, by: farm).refusal())
    }

    @Test func `a parameter out of its range is refused with the range`() throws {
        var world = try World()
        var parameters = world.genesis.parameters
        parameters.contentBytesMax = 100

        #expect(throws: PreparationError.self) {
            try world.refusal(of: [.setParameters(parameters)])
        }
        var bent = World.Bent()
        bent.contentType = ContentType.governance.rawValue
        let signed = try world.sign(
            world.proposal([.setParameters(parameters)]).encoded(), by: "regulator", bent)
        let judgement = try world.commit([PreparedTransaction(inBlock: signed)])
            .outcomes[0].judgement

        #expect(
            judgement
                == .refused(
                    RuleRefusal.parameterOutOfRange(
                        "contentBytesMax", value: 100, range: 65_536...(64 << 20)
                    ).refusal()))
    }

    @Test func `what no chain can live with cannot be proposed`() throws {
        var world = try World()
        let node = World.validator("node-9")
        let mixed = World.unproven(
            ValidatorRecord(
                name: node.name, consensusKey: node.consensusKey, logKey: node.logKey,
                cosignerKey: node.logKey, address: ""))
        let sharing = ValidatorRecord(
            name: node.name, consensusKey: node.consensusKey, logKey: node.logKey,
            cosignerKey: node.cosignerKey, tlsKeyDigest: node.logKey.subjectDigest, address: "")
        let unmet = Administrators(keys: [World.administrator(0).publicKey], quorum: 2)

        var unnamed = record
        unnamed.parties = ["urn:epc:id:pgln:4880007.00000"]

        for change in [
            GovernanceChange.setAdministrators(unmet), .setMember(newcomer, unnamed),
            .addValidator(mixed), .addValidator(World.unproven(sharing)),
            .addValidator(world.candidate("node-9", address: "ftp://node-9")),
            .setValidatorAddress(node.name, "https://"),
        ] {
            var bent = World.Bent()
            bent.contentType = ContentType.governance.rawValue
            let signed = try world.sign(
                world.proposal([change]).encoded(), by: "regulator", bent)

            let judgement = try world.commit([PreparedTransaction(inBlock: signed)])
                .outcomes[0].judgement

            #expect(try code(judgement) == RuleCode.notGovernance.rawValue)
        }
    }

    @Test func `every change is read back as it was written`() throws {
        let key = World.administrator(0).publicKey
        let candidate = try World().candidate("node-9")
        let changes: [GovernanceChange] = [
            .setMember(newcomer, record),
            .addKey(newcomer, MemberKey(key: key, holder: .member)),
            .revokeKey(key.id),
            .setAdministrators(Administrators(keys: [key])),
            .setParameters(ChainParameters()),
            .addValidator(candidate), .removeValidator(newcomer), .rotateValidator(candidate),
            .setValidatorAddress(newcomer, "https://node.example:8580"),
            .setRuleVersion(RuleVersion(2), from: Height(100)),
        ]
        let signed = SignedProposal(
            Proposal(number: 3, validUntil: Timestamp(milliseconds: 9), changes: changes),
            approvals: [
                Approval(
                    of: Proposal(number: 3, changes: changes).encoded(), on: ChainID(.zero),
                    by: World.administrator(0))
            ])

        #expect(try SignedProposal(decoding: signed.encoded()) == signed)
    }
}
