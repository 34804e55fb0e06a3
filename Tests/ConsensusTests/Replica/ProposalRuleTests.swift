import Consensus
import LedgerCore
import Testing

/// Waking, proposing and prevoting, provoked through messages, timers and verdicts, with four validators; the
/// whole state after.
@Suite struct ProposalRuleTests {
    // MARK: R0

    @Test func `R0 work that was offered wakes, work that was not does not`() {
        var bench = Bench.follower()

        bench.give(.transactionsAvailable(offered: false))
        #expect(bench.replica.state == RoundState.first(0, .idle))
        #expect(bench.outputs.isEmpty)

        bench.give(.transactionsAvailable(offered: true))
        #expect(bench.replica.state == RoundState.first(0, .propose))
        #expect(Set(bench.timers.map(\.kind)) == [.step(.propose), .resend])
    }

    @Test func `R0 an acceptable proposal wakes, and is prevoted`() {
        var bench = Bench.follower()
        let block = bench.block(1)

        bench.giveProposal(block, round: 0)

        #expect(bench.replica.state == RoundState.first(0, .prevote))
        let prevote = Prevote(place: bench.place(0), validRound: nil, blockID: block.id)
        #expect(bench.takeVotes() == [.prevote(prevote)])
    }

    @Test(arguments: ["invalid", "early", "late", "not the proposer's"])
    func `R0 no other proposal wakes`(kind: String) {
        var bench = Bench.follower()
        let proposer = bench.chain.proposer(.first, 0)
        switch kind {
        case "invalid": bench.giveProposal(bench.block(1, isValid: false), round: 0)
        case "early":
            let block = bench.block(1)
            bench.wait(-1_001)
            bench.giveProposal(block, round: 0)
        case "late":
            let block = bench.block(1)
            bench.wait(6_001)
            bench.giveProposal(block, round: 0)
        default:
            let other = bench.others.first { $0 != proposer } ?? 0
            bench.giveProposal(bench.block(1), round: 0, by: other)
        }

        #expect(bench.replica.state == RoundState.first(0, .idle))
        #expect(bench.timers.isEmpty)
    }

    @Test func `R0 one vote does not wake, votes of f + 1 validators do`() {
        var bench = Bench.follower()

        bench.givePrevotes(nil, round: 0, by: [bench.others[0]])
        bench.givePrecommits(nil, round: 0, by: [bench.others[0]])
        #expect(bench.replica.state == RoundState.first(0, .idle))

        bench.givePrevotes(nil, round: 0, by: [bench.others[1]])
        #expect(bench.replica.state == RoundState.first(0, .propose))
    }

    // MARK: R1

    @Test func `R1 a proposer asks for a block later than the last one, and proposes it`() throws {
        let chain = TestChain(validators: 4)
        var bench = Bench(chain: chain, own: chain.proposer(.first, 0), log: MemoryLog())
        bench.now = TestChain.genesisTime
        bench.give(.transactionsAvailable(offered: true))
        #expect(bench.requests.isEmpty)
        #expect(bench.timers.contains { $0.kind == .interval })

        bench.wait(1)
        bench.fire(.interval)
        let request = try #require(bench.requests.first)
        #expect(request.time > TestChain.genesisTime)
        bench.outputs = []
        let block = chain.block(1, for: request, at: chain.start)
        bench.give(.blockBuilt(block, for: request))

        let sent = bench.takeSent()
        guard sent.count == 2, case .proposal(let proposal) = sent[0],
            case .vote(let vote) = sent[1]
        else {
            Issue.record("a proposal and a prevote: \(sent)")
            return
        }
        #expect(proposal.block == block)
        #expect(proposal.proposal.validRound == nil)
        #expect(Ballot(vote.message)?.value == VoteValue(block: block.id))
        #expect(bench.replica.state == RoundState.first(0, .prevote))
        #expect(bench.log.writes == 1)
    }

    @Test func `R1 a proposer with nothing to propose asks for work and lets the round pass`()
        throws
    {
        let chain = TestChain(validators: 4)
        var bench = Bench(chain: chain, own: chain.proposer(.first, 0), log: MemoryLog())
        bench.givePrevotes(nil, round: 0, by: [bench.others[0]])
        bench.givePrecommits(nil, round: 0, by: [bench.others[1]])
        let request = try #require(bench.requests.first)
        bench.outputs = []

        bench.give(.blockBuilt(nil, for: request))
        #expect(bench.outputs.count == 1)
        guard case .requestTransactions = try #require(bench.outputs.first) else {
            Issue.record("\(bench.outputs)")
            return
        }

        bench.wait(100)
        bench.give(.transactionsAvailable(offered: false))
        #expect(bench.requests.count == 1)
        bench.outputs = []
        bench.fire(.step(.propose))
        #expect(bench.replica.state.step == .prevote)
    }

    @Test func `R1 the minimum interval delays the proposer and lengthens the wait of the others`()
    {
        let parameters = ConsensusParameters(blockIntervalMillisecondsMin: 1_500)
        let chain = TestChain(validators: 4, parameters: parameters)
        var proposer = Bench(chain: chain, own: chain.proposer(.first, 0), log: MemoryLog())
        var follower = Bench(chain: chain, own: chain.proposer(.first, 2), log: MemoryLog())

        proposer.give(.transactionsAvailable(offered: true))
        follower.give(.transactionsAvailable(offered: true))

        let wait = proposer.outputs.compactMap { output -> Int64? in
            guard case .schedule(let timer, let wait) = output, timer.kind == .interval else {
                return nil
            }
            return wait
        }
        #expect(wait == [500])
        let propose = follower.outputs.compactMap { output -> Int64? in
            guard case .schedule(let timer, let wait) = output, timer.kind == .step(.propose) else {
                return nil
            }
            return wait
        }
        #expect(propose == [3_000])
    }

    // MARK: R2

    @Test(arguments: ["invalid", "early", "late"])
    func `R2 a block that is invalid or untimely gets a prevote for nil`(kind: String) {
        var bench = Bench.follower()
        bench.give(.transactionsAvailable(offered: true))
        bench.outputs = []
        let block = bench.block(1, isValid: kind != "invalid")
        if kind == "early" { bench.wait(-1_001) }
        if kind == "late" { bench.wait(6_001) }

        bench.giveProposal(block, round: 0)

        #expect(bench.replica.state == RoundState.first(0, .prevote))
        let prevote = Prevote(place: bench.place(0), validRound: nil, blockID: nil)
        #expect(bench.takeVotes() == [.prevote(prevote)])
    }

    @Test func `R2 waits for execution, and the propose timer does not wait for it`() {
        var bench = Bench.follower()
        bench.judgesAtOnce = false
        bench.give(.transactionsAvailable(offered: true))
        let block = bench.block(1)
        bench.giveProposal(block, round: 0)
        #expect(bench.replica.state == RoundState.first(0, .propose))

        var late = bench
        late.fire(.step(.propose))
        late.give(.blockValidated(block.id, .valid))
        #expect(late.replica.state == RoundState.first(0, .prevote))
        #expect(
            late.takeVotes() == [
                .prevote(Prevote(place: late.place(0), validRound: nil, blockID: nil))
            ])

        let prompt = MemoryLog()
        bench = Bench(chain: bench.chain, own: bench.own, log: prompt)
        bench.give(.transactionsAvailable(offered: true))
        bench.giveProposal(block, round: 0)
        #expect(bench.replica.state == RoundState.first(0, .prevote))
    }

    // MARK: R3

    @Test func `R3 a block proposed again is prevoted with its valid round, though it is old`() {
        var bench = Bench.follower()
        let block = bench.block(1)
        bench.give(.transactionsAvailable(offered: true))
        bench.fire(.step(.propose))
        bench.givePrecommits(nil, round: 0, by: bench.others)
        bench.fire(.step(.precommit))
        #expect(bench.replica.state.round == Round(1))
        bench.outputs = []
        bench.wait(60_000)

        let polka = bench.polka(block.id, round: 0, by: bench.others)
        bench.giveProposal(block, round: 1, validRound: 0, polka: polka)

        #expect(bench.replica.state == RoundState.first(1, .prevote))
        let prevote = Prevote(place: bench.place(1), validRound: .zero, blockID: block.id)
        #expect(bench.takeVotes() == [.prevote(prevote)])
    }

    @Test func `R3 without the polka it waits, and a polka that comes later will do`() {
        var bench = Bench.follower()
        let block = bench.block(1)
        bench.give(.transactionsAvailable(offered: true))
        bench.fire(.step(.propose))
        bench.givePrecommits(nil, round: 0, by: bench.others)
        bench.fire(.step(.precommit))

        bench.giveProposal(block, round: 1, validRound: 0)
        #expect(bench.replica.state == RoundState.first(1, .propose))

        let polka = bench.polka(block.id, round: 0, by: bench.others)
        bench.give(.message(.polka(polka), from: Bench.peer))
        #expect(bench.replica.state == RoundState.first(1, .prevote))
    }

    @Test func `R3 a polka with too few or forged signatures is none`() {
        var bench = Bench.follower()
        let block = bench.block(1)
        bench.give(.transactionsAvailable(offered: true))
        bench.fire(.step(.propose))
        bench.givePrecommits(nil, round: 0, by: bench.others)
        bench.fire(.step(.precommit))

        let few = bench.polka(block.id, round: 0, by: Array(bench.others.prefix(2)))
        let otherRound = bench.polka(block.id, round: 1, by: bench.others)
        let forged = PolkaCertificate(
            height: .first, round: .zero, validRound: nil, blockID: block.id,
            signatures: otherRound.signatures)
        bench.giveProposal(block, round: 1, validRound: 0, polka: few)
        bench.give(.message(.polka(forged), from: Bench.peer))

        #expect(bench.replica.state == RoundState.first(1, .propose))
    }
}
