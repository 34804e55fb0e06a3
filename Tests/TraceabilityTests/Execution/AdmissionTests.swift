import LedgerCore
import Testing
import Traceability

/// What a transaction must be before its content counts.
struct AdmissionTests {
    private let harvest = EventText.document([EventText.harvest(EventText.lot("A1"), 100)])

    private func refusal(_ judgement: Judgement) throws -> Refusal {
        guard case .refused(let refusal) = judgement else { throw World.NotRefused() }
        return refusal
    }

    private func outcome(
        _ world: inout World, by member: String = "farm", _ bent: World.Bent
    ) throws -> Refusal {
        let transaction = PreparedTransaction(
            inBlock: try world.sign(harvest, by: member, bent))
        return try refusal(world.commit([transaction]).outcomes[0].judgement)
    }

    @Test func `one made for another chain is refused`() throws {
        var world = try World()
        var bent = World.Bent()
        bent.chain = ChainID(.zero)

        #expect(try outcome(&world, bent).code == RuleCode.wrongChain.rawValue)
    }

    @Test func `one whose expiry has passed is refused with both times`() throws {
        var world = try World()
        world.time = Timestamp(milliseconds: 1_790_003_600_000)
        var bent = World.Bent()
        bent.expiry = Timestamp(milliseconds: 1_790_003_599_999)

        let refusal = try outcome(&world, bent)

        #expect(
            refusal
                == Refusal(
                    code: RuleCode.expired.rawValue,
                    details: [
                        OutcomeDetail("expiry", "2026-09-21T15:13:19.999Z"),
                        OutcomeDetail("time", "2026-09-21T15:13:20.000Z"),
                    ]))
    }

    @Test func `one that expires in the far future is refused`() throws {
        var world = try World()
        var bent = World.Bent()
        bent.expiry = world.time.advanced(byMilliseconds: 91 * 24 * World.hour)

        #expect(try outcome(&world, bent).code == RuleCode.expiryTooFar.rawValue)
    }

    @Test func `nobody signs but members`() throws {
        var world = try World()

        let refusal = try outcome(&world, by: "stranger", World.Bent())

        #expect(refusal.code == RuleCode.memberUnknown.rawValue)
        #expect(refusal.details == [OutcomeDetail("member", "stranger")])
    }

    @Test func `a member signs with its own keys alone`() throws {
        var world = try World()
        var bent = World.Bent()
        bent.key = World.key(of: "processor")

        #expect(try outcome(&world, bent).code == RuleCode.keyUnknown.rawValue)
    }

    @Test func `a revoked key is refused from the height of its revocation`() throws {
        var world = try World()
        let key = World.key(of: "farm")
        try world.govern([.revokeKey(key.id)])

        let refusal = try outcome(&world, World.Bent())

        #expect(refusal.code == RuleCode.keyRevoked.rawValue)
        #expect(refusal.details.last == OutcomeDetail("height", "2"))
    }

    @Test func `a revocation holds for the transactions behind it in its block`() throws {
        var world = try World()
        let key = World.key(of: "farm")
        var bent = World.Bent()
        bent.contentType = ContentType.governance.rawValue
        bent.interpretation = nil
        let revocation = try PreparedTransaction(
            world.sign(
                world.proposal([.revokeKey(key.id)]).encoded(), by: "regulator", bent))
        let before = try world.capture([EventText.harvest(EventText.lot("A1"), 1)], by: "farm")
        let after = try world.capture([EventText.harvest(EventText.lot("A2"), 1)], by: "farm")

        let outcomes = try world.commit([before, revocation, after]).outcomes.map(\.judgement)

        #expect(outcomes[0] == .done)
        #expect(outcomes[1] == .done)
        #expect(try refusal(outcomes[2]).code == RuleCode.keyRevoked.rawValue)
    }

    @Test func `a suspended member records nothing`() throws {
        var world = try World()
        try world.govern([
            .setMember(
                World.id("farm"),
                MemberLeaf(name: "farm", roles: [.farm], scope: .everything, isSuspended: true))
        ])

        #expect(try outcome(&world, World.Bent()).code == RuleCode.memberSuspended.rawValue)
    }

    @Test func `a signature by another key under this one's name is refused`() throws {
        var world = try World()
        let signed = try world.sign(harvest, by: "farm")
        let other = try world.sign(harvest, by: "farm")
        let forged = try SignedTransaction(
            envelope: signed.envelope.signed(like: other.envelope), content: signed.content)

        let judgement = try world.commit([PreparedTransaction(forged)]).outcomes[0].judgement

        #expect(try refusal(judgement).code == RuleCode.badSignature.rawValue)
    }

    @Test func `a forged copy does not spend the id of the true one`() throws {
        var world = try World()
        let signed = try world.sign(harvest, by: "farm")
        let other = try world.sign(harvest, by: "farm")
        let forged = try SignedTransaction(
            envelope: signed.envelope.signed(like: other.envelope), content: signed.content)
        #expect(forged.id == signed.id)

        let execution = try world.commit([
            PreparedTransaction(forged), PreparedTransaction(signed),
        ])

        #expect(execution.outcomes[1].judgement == .done)
    }

    @Test func `an id is decided once`() throws {
        var world = try World()
        let transaction = try world.capture(
            [EventText.harvest(EventText.lot("A1"), 1)], by: "farm")

        let first = try world.commit([transaction, transaction])
        let second = try world.commit([transaction])

        #expect(first.outcomes[0].judgement == .done)
        #expect(try refusal(first.outcomes[1].judgement).code == RuleCode.replayed.rawValue)
        #expect(try refusal(second.outcomes[0].judgement).code == RuleCode.replayed.rawValue)
    }

    @Test func `a refused transaction cannot be played again when the stock is there`() throws {
        var world = try World()
        let lot = EventText.lot("A1")
        try world.done(EventText.harvest(lot, 100), by: "farm")
        let shipment = try world.capture(
            [EventText.ship(lot, 150, to: EventText.processorParty)], by: "farm")
        try world.commit([shipment])
        try world.done(EventText.harvest(lot, 100, id: "urn:uuid:2"), by: "farm")

        let judgement = try world.commit([shipment]).outcomes[0].judgement

        #expect(try refusal(judgement).code == RuleCode.replayed.rawValue)
    }

    @Test func `a signature checked before execution is not checked again`() throws {
        var world = try World()
        var transaction = try world.capture(
            [EventText.harvest(EventText.lot("A1"), 1)], by: "farm")
        transaction.checkSignature(
            with: World.key(of: "farm").publicKey, on: world.genesis.chainID)

        #expect(try world.commit([transaction]).outcomes[0].judgement == .done)
    }

    @Test func `content that cannot be read is refused in its block with the reader's code`() throws
    {
        var world = try World()
        let signed = try world.sign("{\"type\":}", by: "farm")
        #expect(throws: PreparationError.self) { try PreparedTransaction(signed) }

        let judgement = try world.commit([PreparedTransaction(inBlock: signed)]).outcomes[0]
            .judgement

        #expect(try refusal(judgement).code == "json.syntax")
    }

    @Test func `content of another type is refused`() throws {
        var world = try World()
        var bent = World.Bent()
        bent.contentType = "text/plain"

        let refusal = try outcome(&world, bent)

        #expect(refusal.code == RuleCode.unknownContentType.rawValue)
        #expect(refusal.details.first == OutcomeDetail("type", "text/plain"))
    }

    @Test func `a capture says how it is to be interpreted`() throws {
        var world = try World()
        var bent = World.Bent()
        bent.interpretation = nil

        #expect(try outcome(&world, bent).code == RuleCode.notInterpreted.rawValue)
    }

    @Test func `content and events are bounded by the chain's parameters`() throws {
        var world = try World()
        var parameters = world.genesis.parameters
        parameters.captureEventsMax = 1
        try world.govern([.setParameters(parameters)])
        let two = [1, 2].map { EventText.harvest(EventText.lot("A\($0)"), 1) }

        let many = try world.commit([world.capture(two, by: "farm")])
        parameters.contentBytesMax = 65_536
        try world.govern([.setParameters(parameters)])
        let hundreds = (0..<300).map { EventText.harvest(EventText.lot("B\($0)"), 1) }
        let large = try world.commit([world.capture(hundreds, by: "farm")])

        #expect(
            try refusal(many.outcomes[0].judgement).code == RuleCode.tooManyEvents.rawValue)
        #expect(
            try refusal(large.outcomes[0].judgement).code == RuleCode.contentTooLarge.rawValue)
    }
}

extension TransactionEnvelope {
    /// This envelope under the signature of another.
    fileprivate func signed(like other: TransactionEnvelope) throws -> TransactionEnvelope {
        let unsigned = bytes.dropLast(Signature.byteCount)
        return try TransactionEnvelope(bytes: unsigned + other.signature.bytes)
    }
}
