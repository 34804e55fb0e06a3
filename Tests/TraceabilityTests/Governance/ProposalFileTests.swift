import LedgerCore
import Testing
import Traceability

/// A proposal travels between administrators who are in different places.
struct ProposalFileTests {
    private func draft(
        _ changes: [GovernanceChange], _ world: World, validUntil: Timestamp? = nil
    ) throws -> ProposalFile {
        try ProposalFile(
            changes, validUntil: validUntil, on: world.genesis.chainID, height: world.height,
            state: world.state)
    }

    private let raise = GovernanceChange.setParameters(ChainParameters(captureEventsMax: 17))

    @Test func `signed apart and combined it is done`() throws {
        var world = try World(administrators: 4)
        let draft = try draft([raise], world)
        var copies = [draft, draft, draft]
        for index in copies.indices {
            try copies[index].approve(with: World.administrator(index))
        }

        var whole = try ProposalFile(decoding: copies[0].encoded())
        try whole.combine(with: copies[1])
        try whole.combine(with: copies[2])
        try whole.combine(with: copies[1])

        #expect(whole.approvers == Set((0..<3).map { World.administrator($0).id }))
        #expect(whole.signed.approvals.count == 3)
        #expect(try world.execute(whole.signed, by: "regulator") == .done)
        #expect(try Registry.parameters(in: world.state)?.captureEventsMax == 17)
    }

    @Test func `it is read back as it was written`() throws {
        let world = try World()
        var file = try draft(
            [raise, .addValidator(world.candidate("node-9"))], world,
            validUntil: Timestamp(milliseconds: 5))
        try file.approve(with: World.administrator(0))

        #expect(try ProposalFile(decoding: file.encoded()) == file)
    }

    @Test func `only an administrator approves, and once`() throws {
        let world = try World()
        var file = try draft([raise], world)

        #expect(throws: ProposalFile.Fault.notAdministrator(World.administrator(1).id)) {
            try file.approve(with: World.administrator(1))
        }
        try file.approve(with: World.administrator(0))
        try file.approve(with: World.administrator(0))

        #expect(file.signed.approvals.count == 1)
    }

    @Test func `an approval of something else is not taken over`() throws {
        let world = try World(administrators: 2)
        let file = try draft([raise], world)
        var other = try draft([.removeValidator(World.id("node-0"))], world)
        try other.approve(with: World.administrator(1))
        var copy = file

        #expect(throws: ProposalFile.Fault.otherProposal) { try copy.combine(with: other) }
        #expect(copy == file)
    }

    @Test func `a forged approval counts for nothing`() throws {
        let world = try World()
        let file = try draft([raise], world)
        let forged = Approval(
            key: World.administrator(0).id, signature: World.administrator(1).sign([1]))
        var writer = CBORWriter()
        writer.array(count: 5)
        writer.text("daftar/proposal-file/v1")
        writer.value(file.chain)
        writer.value(file.height)
        writer.value(file.state)
        writer.value(SignedProposal(file.proposal, approvals: [forged]))

        let read = try ProposalFile(decoding: writer.output)

        #expect(read.approvers.isEmpty)
    }

    @Test func `what the file tells is enough to say what the proposal does`() throws {
        var world = try World(administrators: 4, validators: 4)
        try world.govern(
            [.setValidatorAddress(World.id("node-1"), "http://a")], approvedBy: 3)
        let farm = World.id("farm")
        let key = MemberKey(key: World.administrator(8).publicKey, holder: .member)
        let taken = try #require(try Registry.member(World.id("processor"), in: world.state))
        let proposals: [[GovernanceChange]] = [
            [raise, .removeValidator(World.id("node-0"))],
            [.rotateValidator(world.candidate("node-2", keysOf: "other"))],
            [.addValidator(world.candidate("node-9", keysOf: "node-1"))],
            [.removeValidator(World.id("node-0")), .removeValidator(World.id("node-1"))],
            [.addKey(farm, key), .revokeKey(World.key(of: "farm").id), .setMember(farm, taken)],
            [.addKey(farm, MemberKey(key: World.key(of: "farm").publicKey, holder: .member))],
            [.addKey(World.id("nobody"), key)], [.revokeKey(World.administrator(0).id)],
            [.setAdministrators(Administrators(keys: [World.key(of: "farm").publicKey]))],
            [.setAdministrators(Administrators(keys: [World.administrator(8).publicKey]))],
            [.setRuleVersion(RuleVersion(2), from: Height(9))],
            [.setRuleVersion(RuleVersion(2), from: .first)],
            [.setParameters(ChainParameters(captureEventsMax: 0))],
        ]

        for changes in proposals {
            let file = try ProposalFile(decoding: draft(changes, world).encoded())
            let told = try file.preview()
            let held = try GovernancePreview(
                file.proposal, on: file.chain, height: file.height, state: world.state)

            #expect(told.refusal == held.refusal, "\(changes)")
            #expect(told.before == held.before && told.after == held.after, "\(changes)")
            var execution = world
            let judgement = try execution.judgement(of: file, approvedBy: 3)
            #expect(judgement == told.refusal.map { .refused($0.refusal()) } ?? .done)
        }
    }
}

extension World {
    /// What execution says of the proposal of a file.
    fileprivate mutating func judgement(
        of file: ProposalFile, approvedBy count: Int
    ) throws -> Judgement {
        var file = file
        for index in 0..<count { try file.approve(with: World.administrator(index)) }
        var bent = Bent()
        bent.contentType = ContentType.governance.rawValue
        bent.interpretation = nil
        let signed = try sign(file.signed.encoded(), by: "regulator", bent)
        return try commit([PreparedTransaction(inBlock: signed)]).outcomes[0].judgement
    }
}
