import Consensus
import LedgerCore
import Testing

@Suite struct EvidenceTests {
    private let bench = Bench(validators: 4, own: 0)
    private let v = BlockID(Digest(hashing: [1]))
    private let w = BlockID(Digest(hashing: [2]))

    private var verification: Verification { bench.chain.verification(.first) }
    private func id(_ author: Int) -> KeyID { bench.chain.signers[author].keyID }

    private func commit(_ block: BlockID, round: UInt32, by authors: [Int]) -> CommitCertificate {
        CommitCertificate(
            height: .first, round: Round(round), blockID: block,
            signatures: QuorumSignatures(
                of: authors.map { bench.precommit(block, round: round, by: $0) },
                in: bench.chain.validators))
    }

    @Test func `two votes for one place convict their author, given once`() throws {
        var bench = bench
        let first = bench.prevote(v, round: 0, by: 1)
        let second = bench.prevote(w, round: 0, by: 1)

        for vote in [first, second, bench.prevote(nil, round: 0, by: 1)] {
            bench.give(.message(.vote(vote), from: Bench.peer))
        }

        #expect(bench.evidence == [.duplicateVote(first, second)])
        #expect(try #require(bench.evidence.first).guilty(verification) == [id(1)])
    }

    @Test func `two proposals for one round convict the proposer`() throws {
        let chain = TestChain(validators: 4)
        var bench = Bench(chain: chain, own: chain.proposer(.first, 1), log: MemoryLog())
        bench.giveProposal(bench.block(1), round: 0)
        bench.giveProposal(bench.block(2), round: 0)
        bench.giveProposal(bench.block(3), round: 0)

        let evidence = try #require(bench.evidence.first)
        #expect(bench.evidence.count == 1)
        #expect(evidence.guilty(verification) == [id(chain.proposer(.first, 0))])
        #expect(bench.replica.proposals.proposals(in: .zero).count == 2)
    }

    @Test func `the same vote twice, or votes for different places, convict nobody`() {
        let vote = bench.prevote(v, round: 0, by: 1)
        let cases: [Evidence] = [
            .duplicateVote(vote, vote),
            .duplicateVote(vote, bench.prevote(w, round: 1, by: 1)),
            .duplicateVote(vote, bench.precommit(w, round: 0, by: 1)),
            .duplicateVote(vote, bench.prevote(w, round: 0, by: 2)),
            .duplicateProposal(vote, bench.prevote(w, round: 0, by: 1)),
        ]

        #expect(cases.allSatisfy { $0.guilty(verification).isEmpty })
    }

    @Test func `a forged vote convicts nobody`() {
        let vote = bench.prevote(v, round: 0, by: 1)
        let other = bench.prevote(w, round: 0, by: 1)
        let forged = SignedMessage(
            message: other.message, signer: other.signer, signature: vote.signature)

        #expect(Evidence.duplicateVote(vote, forged).guilty(verification).isEmpty)
    }

    @Test func `who decided one block and then prevoted another without reason has amnesia`() {
        let decision = commit(v, round: 1, by: [0, 1, 2])
        let polka = bench.polka(w, round: 2, by: [1, 2, 3])
        let old = bench.polka(w, round: 3, validRound: 0, by: [1, 2, 3])
        let justified = bench.polka(w, round: 3, validRound: 1, by: [1, 2, 3])
        let earlier = bench.polka(w, round: 0, by: [1, 2, 3])

        #expect(Evidence.amnesia(decision, polka).guilty(verification) == [id(1), id(2)].sorted())
        #expect(Evidence.amnesia(decision, old).guilty(verification) == [id(1), id(2)].sorted())
        #expect(Evidence.amnesia(decision, justified).guilty(verification).isEmpty)
        #expect(Evidence.amnesia(decision, earlier).guilty(verification).isEmpty)
    }

    @Test func `a decision gives evidence of amnesia that it has seen`() throws {
        let chain = TestChain(validators: 4)
        var bench = Bench(chain: chain, own: chain.proposer(.first, 3), log: MemoryLog())
        let block = bench.block(1)
        bench.giveProposal(block, round: 0)
        let polka = bench.polka(w, round: 1, by: bench.others)
        bench.give(.message(.polka(polka), from: Bench.peer))

        bench.givePrecommits(block.id, round: 0, by: bench.others)

        guard case .amnesia(_, let found) = try #require(bench.evidence.last) else {
            Issue.record("\(bench.evidence)")
            return
        }
        #expect(found == polka)
    }

    @Test func `evidence survives its encoding`() throws {
        let decision = commit(v, round: 1, by: [0, 1, 2])
        let polka = bench.polka(w, round: 2, by: [1, 2, 3])
        let vote = bench.prevote(v, round: 0, by: 1)
        let proposal = bench.chain.signers[1].sign(
            .proposal(Proposal(place: bench.place(0), validRound: nil, blockID: v)))
        for evidence: Evidence in [
            .duplicateVote(vote, bench.prevote(w, round: 0, by: 1)),
            .duplicateProposal(proposal, proposal), .amnesia(decision, polka),
        ] {
            #expect(try Evidence(decoding: evidence.encoded()) == evidence)
        }
    }
}
