import LedgerCore
import LightClient
import Testing

@Suite struct LightClientTests {
    private let world: World

    init() throws {
        world = try World()
    }

    private func fault(_ bundle: ProofBundle) -> ProofFault? {
        guard case .doesNotHold(let fault, _) = world.client.judge(bundle) else { return nil }
        return fault
    }

    @Test func `an honest proof holds, and says what it shows`() throws {
        let bundle = world.bundle()

        let verdict = world.client.judge(bundle.encoded())

        let envelope = world.block.body.transactions[1].envelope
        #expect(
            verdict
                == .holds([
                    .decided(
                        .first, world.block.id, time: world.block.header.time, signers: 3,
                        validators: 4),
                    .included(envelope.id, member: envelope.header.member, index: 1),
                    .contentSigned(byteCount: 1),
                    .refused(code: "balance.overdrawn"),
                    .state(world.facts[0].key, value: [1, 2]),
                    .state(world.facts[1].key, value: nil),
                ]))
        #expect(try ProofBundle(decoding: bundle.encoded()) == bundle)
        #expect(verdict.lines[0] == "holds")
        #expect(verdict.lines[1].contains("of 2026-09-21T14:13:21.000Z was decided by 3 of 4"))
    }

    @Test func `a proof without content still shows the transaction`() {
        let whole = TransactionProof(of: 0, in: world.block, outcomes: world.outcomes)
        let bundle = ProofBundle(
            header: world.block.header, certificate: world.certificate(of: world.block.header),
            transaction: TransactionProof(
                envelope: whole.envelope, content: nil, inclusion: whole.inclusion,
                outcome: whole.outcome, outcomeInclusion: whole.outcomeInclusion))

        #expect(world.client.judge(bundle).holds)
    }

    @Test func `a proof of another chain is refused`() throws {
        let other = try World(name: "Another chain")

        #expect(
            fault(other.bundle())
                == .chainOther(found: other.genesis.chainID, trusted: world.genesis.chainID))
    }

    @Test func `a minority decides nothing`() {
        let bundle = ProofBundle(
            header: world.block.header,
            certificate: world.certificate(of: world.block.header, signers: 2))

        #expect(fault(bundle) == .certificate(.tooFewSigners(have: 2, need: 3)))
    }

    @Test func `a header that was changed is not the one that was decided`() {
        let header = world.block.header.changed(stateRoot: .zero)
        let borrowed = ProofBundle(
            header: header, certificate: world.certificate(of: world.block.header))
        let renamed = CommitCertificate(
            height: header.height, round: .zero, blockID: header.id,
            signatures: world.certificate(of: world.block.header).signatures)

        #expect(fault(borrowed) == .certificateOfOtherBlock(height: .first))
        #expect(
            fault(ProofBundle(header: header, certificate: renamed))
                == .certificate(.signatureInvalid(index: 0)))
    }

    @Test func `validators that nobody named decide nothing`() throws {
        let strangers = (1...4).compactMap {
            PrivateKey(algorithm: .eddsa, seed: Bytes(repeating: $0, count: 32))
        }
        let set = try #require(ValidatorSet(keys: strangers.map(\.publicKey)))
        let header = world.block.header.changed(
            validatorSetHash: set.hash, nextValidatorSetHash: set.hash)
        let bundle = ProofBundle(
            header: header,
            certificate: world.certificate(of: header, keys: strangers, set: set))

        #expect(fault(bundle) == .validatorSetOther(height: .first))
    }

    @Test func `a transaction, its content and its outcome cannot be swapped`() {
        let first = TransactionProof(of: 0, in: world.block, outcomes: world.outcomes)
        let second = TransactionProof(of: 1, in: world.block, outcomes: world.outcomes)
        func lie(
            envelope: TransactionEnvelope? = nil, content: Bytes? = [0], outcome: Outcome? = nil,
            outcomeInclusion: InclusionProof? = nil
        ) -> ProofFault? {
            fault(
                ProofBundle(
                    header: world.block.header,
                    certificate: world.certificate(of: world.block.header),
                    transaction: TransactionProof(
                        envelope: envelope ?? first.envelope, content: content,
                        inclusion: first.inclusion, outcome: outcome ?? first.outcome,
                        outcomeInclusion: outcomeInclusion ?? first.outcomeInclusion)))
        }

        #expect(lie() == nil)
        #expect(lie(envelope: second.envelope) == .transactionNotIncluded)
        #expect(lie(content: [7]) == .contentOther)
        #expect(lie(outcome: second.outcome) == .outcomeNotIncluded)
        #expect(
            lie(outcome: second.outcome, outcomeInclusion: second.outcomeInclusion)
                == .outcomeNotIncluded)
    }

    @Test func `state that was not held is not shown`() {
        let present = world.facts[0]
        let absent = world.facts[1]
        let lies = [
            StateFact(key: present.key, value: [9], proof: present.proof),
            StateFact(key: present.key, value: nil, proof: present.proof),
            StateFact(key: present.key, value: nil, proof: StateProof(siblings: [], end: .empty)),
            StateFact(key: absent.key, value: [1, 2], proof: absent.proof),
            StateFact(key: absent.key, value: [1, 2], proof: present.proof),
        ]

        for lie in lies {
            let bundle = ProofBundle(
                header: world.block.header,
                certificate: world.certificate(of: world.block.header), states: [lie])
            #expect(fault(bundle) == .stateNotShown(lie.key))
        }
    }

    @Test func `every damaged byte of a proof is found or changes nothing that it shows`() {
        // Not the absent key: its proof shows, truly, that many another key is absent.
        let sound = world.bundle(states: [world.facts[0]]).encoded()
        let shown = world.client.judge(sound)
        for index in stride(from: 0, to: sound.count, by: 3) {
            var damaged = sound
            damaged[index] ^= 0x15
            let verdict = world.client.judge(damaged)
            #expect(!verdict.holds || verdict == shown, "byte \(index)")
        }
        #expect(!world.client.judge(Array(sound.dropLast())).holds)
        #expect(!world.client.judge(sound + [0]).holds)
        #expect(!world.client.judge([]).holds)
    }

    @Test func `a refusal says in one line why`() throws {
        let verdict = world.client.judge([])

        #expect(
            verdict.lines
                == ["does not hold: the file is no proof: at byte 0 an item has no end"])
    }
}
