import Consensus
import LedgerCore
import Testing

@Suite struct VerificationTests {
    private let bench = Bench(validators: 4, own: 0)
    private let v = BlockID(Digest(hashing: [1]))

    private var verification: Verification { bench.chain.verification(.first) }

    @Test func `a message of a validator is verified, with its own signature only`() {
        let vote = bench.prevote(v, round: 0, by: 1)
        let other = bench.prevote(nil, round: 0, by: 1)
        let stranger = FakeSigner(9).sign(vote.message)
        let borrowed = SignedMessage(
            message: vote.message, signer: bench.chain.signers[2].keyID, signature: vote.signature)
        let moved = SignedMessage(
            message: other.message, signer: vote.signer, signature: vote.signature)

        #expect(verification.message(vote)?.value == vote)
        for refused in [stranger, borrowed, moved] {
            #expect(verification.message(refused) == nil)
        }
    }

    @Test func `a message belongs to one chain, set, height and round`() {
        let place = bench.place(3)
        let places = [
            AgreementPlace(
                chain: ChainID(.zero), validatorSetHash: place.validatorSetHash, height: .first,
                round: Round(3)),
            AgreementPlace(
                chain: place.chain, validatorSetHash: .zero, height: .first, round: Round(3)),
            AgreementPlace(
                chain: place.chain, validatorSetHash: place.validatorSetHash, height: Height(2),
                round: Round(3)),
        ]

        #expect(verification.isWellPlaced(.precommit(Precommit(place: place, blockID: v))))
        for other in places {
            #expect(!verification.isWellPlaced(.precommit(Precommit(place: other, blockID: v))))
        }
    }

    @Test func `a valid round is earlier than the round, and nil has none`() {
        func prevote(_ block: BlockID?, _ validRound: UInt32?) -> AgreementMessage {
            .prevote(
                Prevote(
                    place: bench.place(3), validRound: validRound.map(Round.init), blockID: block))
        }
        func proposal(_ validRound: UInt32?) -> AgreementMessage {
            .proposal(
                Proposal(
                    place: bench.place(3), validRound: validRound.map(Round.init), blockID: v))
        }

        #expect(verification.isWellPlaced(prevote(v, 2)))
        #expect(verification.isWellPlaced(prevote(nil, nil)))
        #expect(verification.isWellPlaced(proposal(2)))
        #expect(!verification.isWellPlaced(prevote(v, 3)))
        #expect(!verification.isWellPlaced(prevote(nil, 0)))
        #expect(!verification.isWellPlaced(proposal(3)))
    }

    @Test func `a certificate needs a quorum of different validators`() {
        func certificate(_ entries: [IndexedSignature]) -> PolkaCertificate {
            PolkaCertificate(
                height: .first, round: .zero, validRound: nil, blockID: v,
                signatures: QuorumSignatures(entries))
        }
        let whole = bench.polka(v, round: 0, by: [0, 1, 2]).signatures.signatures
        let beyond = IndexedSignature(index: 4, signature: whole[0].signature)
        let huge = IndexedSignature(index: .max, signature: whole[0].signature)

        #expect(verification.quorum(certificate(whole))?.count == 3)
        #expect(verification.quorum(certificate(Array(whole.dropLast()))) == nil)
        #expect(verification.quorum(certificate(whole.dropLast() + [whole[0]])) == nil)
        #expect(verification.quorum(certificate(whole.dropLast() + [beyond])) == nil)
        #expect(verification.quorum(certificate(whole.dropLast() + [huge])) == nil)
    }

    @Test func `a real key signs what a strict verifier accepts`() throws {
        let keys = try (1...4).map { number in
            try #require(
                PrivateKey(algorithm: .eddsa, seed: Bytes(repeating: UInt8(number), count: 32)))
        }
        let set = try #require(ValidatorSet(keys: keys.map(\.publicKey)))
        let strict = Verification(
            chain: TestChain.id, height: .first, validators: set, verifier: StrictVerifier())
        let vote = KeySigner(keys[0]).sign(
            .precommit(Precommit(place: strict.place(.zero), blockID: v)))
        var bent = vote.signature.bytes
        bent[40] ^= 1

        #expect(strict.message(vote) != nil)
        let forged = SignedMessage(
            message: vote.message, signer: vote.signer,
            signature: try #require(Signature(bytes: bent)))
        #expect(strict.message(forged) == nil)
    }
}
