import LedgerCore
import Testing
import Traceability

/// Validators who broke the rules of the agreement are put on record.
struct EvidenceTests {
    private let v = BlockID(Digest(hashing: [1]))
    private let w = BlockID(Digest(hashing: [2]))

    private func key(_ name: String) -> PrivateKey { World.demo.key(.consensus, name) }

    private func place(_ world: World, _ height: UInt64, _ round: UInt32 = 0) throws
        -> AgreementPlace
    {
        let set = try #require(try Registry.validators(at: Height(height), in: world.state)).set
        return AgreementPlace(
            chain: world.genesis.chainID, validatorSetHash: set.hash, height: Height(height),
            round: Round(round))
    }

    private func precommit(
        _ block: BlockID, _ place: AgreementPlace, by key: PrivateKey
    ) -> SignedMessage {
        SignedMessage(signing: .precommit(Precommit(place: place, blockID: block)), with: key)
    }

    private func twice(
        _ world: World, by name: String, height: UInt64 = 1, round: UInt32 = 0,
        on otherChain: ChainID? = nil
    ) throws -> Evidence {
        var place = try place(world, height, round)
        if let otherChain {
            place = AgreementPlace(
                chain: otherChain, validatorSetHash: place.validatorSetHash,
                height: place.height, round: place.round)
        }
        return .duplicateVote(
            precommit(v, place, by: key(name)), precommit(w, place, by: key(name)))
    }

    /// A decision by the first validators and a later polka for another block by the last ones.
    private func amnesia(_ world: World, polkaBy names: [String]) throws -> Evidence {
        let set = try #require(try Registry.validators(in: world.state)).set
        let commit = AgreementMessage.precommit(Precommit(place: try place(world, 1), blockID: v))
        let prevote = AgreementMessage.prevote(
            Prevote(place: try place(world, 1, 3), validRound: nil, blockID: w))
        let sign = { (message: AgreementMessage, names: [String]) in
            QuorumSignatures(
                of: names.map { SignedMessage(signing: message, with: key($0)) }, in: set)
        }
        return .amnesia(
            CommitCertificate(
                height: .first, round: .zero, blockID: v,
                signatures: sign(commit, ["node-0", "node-1", "node-2"])),
            PolkaCertificate(
                height: .first, round: Round(3), validRound: nil, blockID: w,
                signatures: sign(prevote, names)))
    }

    private func transaction(
        _ evidence: Evidence, by sender: String, key: PrivateKey, in world: World
    ) throws -> SignedTransaction {
        let content = evidence.encoded()
        let header = evidence.header(
            handedInBy: World.id(sender), key: key.publicKey, on: world.genesis.chainID,
            nonce: try #require(Nonce(bytes: Array(Digest(hashing: content).bytes[..<16]))),
            sequence: world.height.rawValue,
            expiry: world.time.advanced(byMilliseconds: World.hour))
        return try SignedTransaction(signing: content, header: header, with: key)
    }

    private func handIn(
        _ evidence: Evidence, by sender: String = "farm", key: PrivateKey? = nil,
        in world: inout World
    ) throws -> Judgement {
        let signed = try transaction(
            evidence, by: sender, key: key ?? World.key(of: sender), in: world)
        return try world.commit([PreparedTransaction(inBlock: signed)]).outcomes[0].judgement
    }

    @Test func `a vote given twice puts its author on record`() throws {
        var world = try World(validators: 4)
        try world.commit([])
        let evidence = try twice(world, by: "node-2", round: 5)
        let signed = try transaction(
            evidence, by: "farm", key: World.key(of: "farm"), in: world)

        let execution = try world.commit([PreparedTransaction(signed)])

        let record = EvidenceLeaf(
            kind: .duplicateVote, validator: World.id("node-2"), key: key("node-2").id,
            height: .first, round: Round(5), transaction: signed.id.digest,
            recordedAt: Height(2))
        #expect(execution.outcomes[0].judgement == .done)
        #expect(try Registry.evidence(in: world.state) == [record])
        guard case .evidence(let effects) = execution.effects[0].content else {
            Issue.record("\(execution.effects[0])")
            return
        }
        #expect(effects == [record])
    }

    @Test func `two proposals for one round put the proposer on record`() throws {
        var world = try World(validators: 4)
        let place = try place(world, 1)
        let proposals = [v, w].map { block in
            SignedMessage(
                signing: .proposal(Proposal(place: place, validRound: nil, blockID: block)),
                with: key("node-1"))
        }

        let judgement = try handIn(
            .duplicateProposal(proposals[0], proposals[1]), in: &world)

        #expect(judgement == .done)
        #expect(try Registry.evidence(in: world.state).map(\.kind) == [.duplicateProposal])
    }

    @Test func `amnesia puts all on record who signed both`() throws {
        var world = try World(validators: 4)
        let evidence = try amnesia(world, polkaBy: ["node-1", "node-2", "node-3"])

        let judgement = try handIn(evidence, in: &world)

        let records = try Registry.evidence(in: world.state)
        #expect(judgement == .done)
        #expect(Set(records.map(\.validator.text)) == ["node-1", "node-2"])
        #expect(records.allSatisfy { $0.kind == .amnesia && $0.round == Round(3) })
    }

    @Test func `a polka without a quorum proves nothing`() throws {
        var world = try World(validators: 4)
        let evidence = try amnesia(world, polkaBy: ["node-1", "node-2"])

        let judgement = try handIn(evidence, in: &world)

        #expect(
            judgement == .refused(RuleRefusal.evidenceNotProven(height: .first).refusal()))
    }

    @Test func `the first counts, in whatever round the second is`() throws {
        var world = try World(validators: 4)
        #expect(try handIn(twice(world, by: "node-2"), in: &world) == .done)

        let again = try handIn(twice(world, by: "node-2", round: 1), in: &world)
        let later = try handIn(twice(world, by: "node-2", height: 2), in: &world)

        #expect(
            again
                == .refused(
                    RuleRefusal.evidenceRecorded(World.id("node-2"), height: .first).refusal()))
        #expect(later == .done)
        let records = try Registry.evidence(in: world.state)
        #expect(records.map(\.height) == [Height(2), .first])
        #expect(try Registry.evidence(in: world.state, before: 1) == [records[1]])
        #expect(try Registry.evidence(in: world.state, limit: 1) == [records[0]])
    }

    @Test func `amnesia of one who is on record convicts the other`() throws {
        var world = try World(validators: 4)
        #expect(try handIn(twice(world, by: "node-1"), in: &world) == .done)

        let judgement = try handIn(
            amnesia(world, polkaBy: ["node-1", "node-2", "node-3"]), in: &world)

        #expect(judgement == .done)
        #expect(
            try Registry.evidence(in: world.state).map(\.validator.text) == ["node-2", "node-1"])
    }

    @Test func `nobody is convicted by another's signature, or of another chain`() throws {
        var world = try World(validators: 4)
        let place = try place(world, 1)
        let forged = SignedMessage(
            message: .precommit(Precommit(place: place, blockID: w)), signer: key("node-1").id,
            signature: key("node-2").sign(
                AgreementMessage.precommit(Precommit(place: place, blockID: w)).encoded()))
        let cases: [Evidence] = [
            .duplicateVote(precommit(v, place, by: key("node-1")), forged),
            try twice(world, by: "node-1", on: ChainID(.zero)),
            try twice(world, by: "stranger"),
        ]

        for evidence in cases {
            #expect(
                try handIn(evidence, in: &world)
                    == .refused(RuleRefusal.evidenceNotProven(height: .first).refusal()))
        }
        #expect(try Registry.evidenceCount(in: world.state) == 0)
    }

    @Test func `votes of a height that nobody decides yet prove nothing`() throws {
        var world = try World(validators: 4)

        let judgement = try handIn(twice(world, by: "node-1", height: 9), in: &world)

        #expect(
            judgement
                == .refused(
                    RuleRefusal.evidenceAhead(height: Height(9), latest: .first).refusal()))
    }

    @Test func `what contradicts nothing is no evidence`() throws {
        var world = try World(validators: 4)
        let vote = precommit(v, try place(world, 1), by: key("node-1"))
        let other = precommit(w, try place(world, 1, 1), by: key("node-1"))

        for evidence in [Evidence.duplicateVote(vote, vote), .duplicateVote(vote, other)] {
            let signed = try transaction(
                evidence, by: "farm", key: World.key(of: "farm"), in: world)
            #expect(throws: PreparationError.self) { try PreparedTransaction(signed) }
            #expect(
                try handIn(evidence, in: &world)
                    == .refused(
                        RuleRefusal.notEvidence(
                            reason: "its parts do not contradict each other"
                        ).refusal()))
        }
    }

    @Test func `a former validator answers for what it signed then, and for nothing later`() throws
    {
        var world = try World(validators: 4)
        try world.govern([.removeValidator(World.id("node-2"))])
        try world.govern([.addValidator(world.candidate("node-9"))])

        let then = try handIn(twice(world, by: "node-2"), in: &world)
        let later = try handIn(twice(world, by: "node-2", height: 2), in: &world)
        let early = try handIn(twice(world, by: "node-9", height: 2), in: &world)
        let newcomer = try handIn(twice(world, by: "node-9", height: 3), in: &world)

        #expect(then == .done)
        #expect(
            later == .refused(RuleRefusal.evidenceNotProven(height: Height(2)).refusal()))
        #expect(
            early == .refused(RuleRefusal.evidenceNotProven(height: Height(2)).refusal()))
        #expect(newcomer == .done)
    }
}

/// Who hands it in.
extension EvidenceTests {
    @Test func `a validator hands it in under its name with its log key`() throws {
        var world = try World(validators: 4)
        let log = World.demo.key(.log, "node-0")
        let evidence = try twice(world, by: "node-3")

        let judgement = try handIn(evidence, by: "node-0", key: log, in: &world)

        #expect(judgement == .done)
    }

    @Test func `the key of a validator's evidence is found by the header`() throws {
        let world = try World(validators: 4)
        let evidence = try twice(world, by: "node-3")
        let log = World.demo.key(.log, "node-0")
        let keys = [("node-0", log), ("farm", World.key(of: "farm"))]

        for (sender, key) in keys {
            let header = try transaction(evidence, by: sender, key: key, in: world).header
            #expect(
                try Registry.signingKey(of: header, in: world.state) == key.publicKey)
        }
    }

    @Test func `no other key of a validator signs, nor another's`() throws {
        var world = try World(validators: 4)
        let evidence = try twice(world, by: "node-3")
        let keys = [
            World.demo.key(.cosigner, "node-0"), World.demo.key(.consensus, "node-0"),
            World.demo.key(.log, "node-1"),
        ]

        for key in keys {
            #expect(
                try handIn(evidence, by: "node-0", key: key, in: &world)
                    == .refused(RuleRefusal.memberUnknown(World.id("node-0")).refusal()))
        }
    }

    @Test func `a signature that its log key did not make is refused`() throws {
        var world = try World(validators: 4)
        let log = World.demo.key(.log, "node-0")
        let signed = try transaction(
            twice(world, by: "node-3"), by: "node-0", key: log, in: world)
        let bytes = signed.envelope.bytes.dropLast(Signature.byteCount)
        let forged = try SignedTransaction(
            envelope: TransactionEnvelope(bytes: bytes + log.sign([1]).bytes),
            content: signed.content)

        let judgement = try world.commit([PreparedTransaction(inBlock: forged)])
            .outcomes[0].judgement

        #expect(
            judgement
                == .refused(
                    RuleRefusal.badSignature(log.id).refusal()))
    }

    @Test func `a validator's log key captures nothing and governs nothing`() throws {
        var world = try World(validators: 4)
        var bent = World.Bent()
        bent.key = World.demo.key(.log, "node-0")
        let capture = try world.sign(
            EventText.document([EventText.harvest(EventText.lot("A1"), 1)]), by: "node-0", bent)

        let judgement = try world.commit([PreparedTransaction(capture)]).outcomes[0].judgement

        #expect(judgement == .refused(RuleRefusal.memberUnknown(World.id("node-0")).refusal()))
    }
}
