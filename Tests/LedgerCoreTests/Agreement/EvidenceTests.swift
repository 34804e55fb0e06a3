import LedgerCore
import Testing

/// Evidence convicts by the signatures in it alone.
@Suite struct EvidenceTests {
    private let v = BlockID(Digest(hashing: [1]))
    private let w = BlockID(Digest(hashing: [2]))
    private let keys = (0..<4).map { DemoKeys(seed: "evidence").key(.consensus, "node-\($0)") }
        .sorted { $0.id < $1.id }
    private let chain = ChainID(.zero)

    private var set: ValidatorSet {
        get throws { try #require(ValidatorSet(keys: keys.map(\.publicKey))) }
    }

    private func place(round: UInt32) throws -> AgreementPlace {
        AgreementPlace(
            chain: chain, validatorSetHash: try set.hash, height: Height(7), round: Round(round))
    }

    private func prevote(
        _ block: BlockID?, round: UInt32, validRound: UInt32? = nil, by author: Int
    ) throws -> SignedMessage {
        SignedMessage(
            signing: .prevote(
                Prevote(
                    place: try place(round: round), validRound: validRound.map(Round.init),
                    blockID: block)),
            with: keys[author])
    }

    private func commit(_ block: BlockID, round: UInt32, by authors: [Int]) throws
        -> CommitCertificate
    {
        let message = AgreementMessage.precommit(
            Precommit(place: try place(round: round), blockID: block))
        let signed = authors.map { SignedMessage(signing: message, with: keys[$0]) }
        return CommitCertificate(
            height: Height(7), round: Round(round), blockID: block,
            signatures: QuorumSignatures(of: signed, in: try set))
    }

    private func polka(_ block: BlockID, round: UInt32, by authors: [Int]) throws
        -> PolkaCertificate
    {
        let signed = try authors.map { try prevote(block, round: round, by: $0) }
        return PolkaCertificate(
            height: Height(7), round: Round(round), validRound: nil, blockID: block,
            signatures: QuorumSignatures(of: signed, in: try set))
    }

    @Test func `a vote for another block, or with another valid round, convicts its author`() throws
    {
        let vote = try prevote(v, round: 3, by: 1)
        let others = [
            try prevote(w, round: 3, by: 1), try prevote(nil, round: 3, by: 1),
            try prevote(v, round: 3, validRound: 2, by: 1),
        ]

        for other in others {
            let evidence = Evidence.duplicateVote(vote, other)
            #expect(evidence.guilty(in: try set, on: chain) == [keys[1].id])
            #expect(evidence.height == Height(7) && evidence.round == Round(3))
        }
    }

    @Test func `amnesia convicts who signed both, if both hold`() throws {
        let commit = try commit(v, round: 1, by: [0, 1, 2])
        let polka = try polka(w, round: 2, by: [1, 2, 3])
        let few = try self.polka(w, round: 2, by: [1, 2])

        #expect(
            Evidence.amnesia(commit, polka).guilty(in: try set, on: chain)
                == [keys[1].id, keys[2].id])
        #expect(Evidence.amnesia(commit, few).guilty(in: try set, on: chain).isEmpty)
        #expect(
            Evidence.amnesia(commit, polka).guilty(in: try set, on: ChainID(Digest(hashing: [])))
                .isEmpty)
    }

    @Test func `an index outside the set accuses nobody`() throws {
        let commit = try commit(v, round: 1, by: [0, 1, 2])
        let polka = try polka(w, round: 2, by: [1, 2, 3])
        let one = try #require(ValidatorSet(keys: [keys[0].publicKey]))

        let accused = Evidence.amnesia(commit, polka).accused(in: one)

        #expect(accused.isEmpty)
    }
}
