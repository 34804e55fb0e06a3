import LedgerCore
import Testing

@Suite struct ProofBundleTests {
    private let block: Block
    private let bundle: ProofBundle

    init() throws {
        let (set, keys) = try Fixtures.validators(4)
        let block = try Fixtures.block(set: set)
        self.block = block
        let place = AgreementPlace(
            chain: Fixtures.chain, validatorSetHash: set.hash, height: .first, round: .zero)
        let votes = keys.map {
            SignedMessage(
                signing: .precommit(Precommit(place: place, blockID: block.id)), with: $0)
        }
        let certificate = CommitCertificate(
            height: .first, round: .zero, blockID: block.id,
            signatures: QuorumSignatures(of: votes, in: set))
        let outcomes = block.body.transactions.map { _ in Outcome(.done) }
        let key = StateKey(StateType(16), "lot")
        bundle = ProofBundle(
            setChanges: [
                ValidatorSetChange(header: block.header, certificate: certificate, next: set)
            ], header: block.header, certificate: certificate,
            transaction: TransactionProof(of: 2, in: block, outcomes: outcomes),
            states: [
                StateFact(key: key, value: nil, proof: StateProof(siblings: [], end: .empty)),
                StateFact(key: key, value: [], proof: StateProof(siblings: [.zero], end: .empty)),
            ])
    }

    @Test func `a proof is read back as it was written`() throws {
        #expect(try ProofBundle(decoding: bundle.encoded()) == bundle)
        let bare = ProofBundle(header: bundle.header, certificate: bundle.certificate)
        #expect(try ProofBundle(decoding: bare.encoded()) == bare)
    }

    @Test func `the proof of a transaction is under the roots of its block`() throws {
        let proof = try #require(bundle.transaction)

        #expect(
            proof.inclusion.holds(
                leaf: MerkleHash.leaf(proof.envelope.bytes), root: block.header.transactionsRoot))
        #expect(
            proof.outcomeInclusion.holds(
                leaf: MerkleHash.leaf(proof.outcome.encoded()), root: block.header.outcomesRoot))
    }

    @Test func `a key without a value and one with an empty value are different facts`() {
        #expect(bundle.states[0].holds(root: .zero))
        #expect(!bundle.states[1].holds(root: .zero))
    }

    @Test func `damaged bytes never trap, and none spell the same proof`() {
        let sound = bundle.encoded()
        var random = SeededRandom(seed: 21)
        for _ in 0..<500 {
            var damaged = sound
            damaged[random.next(below: damaged.count)] ^= UInt8(1 + random.next(below: 255))
            guard let read = try? ProofBundle(decoding: damaged) else { continue }
            #expect(read.encoded() == damaged)
        }
    }
}
