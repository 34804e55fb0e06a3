import Consensus
import LedgerCore
import Testing

/// Each rule provoked through messages, timers and verdicts, with four validators; the whole state after.
@Suite struct ReplicaRuleTests {
    /// A validator that proposes neither in round 0 nor in round 1.
    private func follower(validators: Int = 4) -> Bench {
        let chain = TestChain(validators: validators)
        let own = chain.signers.indices.first {
            $0 != chain.proposer(.first, 0) && $0 != chain.proposer(.first, 1)
        }
        return Bench(chain: chain, own: own ?? 0, log: MemoryLog())
    }

    /// Awake, in step prevote of round 0, having prevoted the block.
    private func prevoted(_ content: UInt64 = 1) -> (bench: Bench, block: Block) {
        var bench = follower()
        bench.give(.transactionsAvailable(offered: true))
        let block = bench.block(content)
        bench.giveProposal(block, round: 0)
        bench.outputs = []
        return (bench, block)
    }

    private func state(
        _ round: UInt32, _ step: Step, locked: RoundValue? = nil, valid: RoundValue? = nil,
        fired: OnceRules = []
    ) -> RoundState {
        RoundState(
            height: .first, round: Round(round), step: step, locked: locked, valid: valid,
            fired: fired)
    }

    private func value(_ block: Block, _ round: UInt32) -> RoundValue {
        RoundValue(block: block.id, round: Round(round))
    }

    // MARK: R0

    @Test func `R0 work that was offered wakes, work that was not does not`() {
        var bench = follower()

        bench.give(.transactionsAvailable(offered: false))
        #expect(bench.replica.state == state(0, .idle))
        #expect(bench.outputs.isEmpty)

        bench.give(.transactionsAvailable(offered: true))
        #expect(bench.replica.state == state(0, .propose))
        #expect(Set(bench.timers.map(\.kind)) == [.step(.propose), .resend])
    }

    @Test func `R0 an acceptable proposal wakes, and is prevoted`() {
        var bench = follower()
        let block = bench.block(1)

        bench.giveProposal(block, round: 0)

        #expect(bench.replica.state == state(0, .prevote))
        let prevote = Prevote(place: bench.place(0), validRound: nil, blockID: block.id)
        #expect(bench.takeVotes() == [.prevote(prevote)])
    }

    @Test(arguments: ["invalid", "early", "late", "not the proposer's"])
    func `R0 no other proposal wakes`(kind: String) {
        var bench = follower()
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

        #expect(bench.replica.state == state(0, .idle))
        #expect(bench.timers.isEmpty)
    }

    @Test func `R0 one vote does not wake, votes of f + 1 validators do`() {
        var bench = follower()

        bench.givePrevotes(nil, round: 0, by: [bench.others[0]])
        bench.givePrecommits(nil, round: 0, by: [bench.others[0]])
        #expect(bench.replica.state == state(0, .idle))

        bench.givePrevotes(nil, round: 0, by: [bench.others[1]])
        #expect(bench.replica.state == state(0, .propose))
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
        #expect(bench.replica.state == state(0, .prevote))
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
        #expect(propose == [3_500])
    }

    // MARK: R2

    @Test(arguments: ["invalid", "early", "late"])
    func `R2 a block that is invalid or untimely gets a prevote for nil`(kind: String) {
        var bench = follower()
        bench.give(.transactionsAvailable(offered: true))
        bench.outputs = []
        let block = bench.block(1, isValid: kind != "invalid")
        if kind == "early" { bench.wait(-1_001) }
        if kind == "late" { bench.wait(6_001) }

        bench.giveProposal(block, round: 0)

        #expect(bench.replica.state == state(0, .prevote))
        let prevote = Prevote(place: bench.place(0), validRound: nil, blockID: nil)
        #expect(bench.takeVotes() == [.prevote(prevote)])
    }

    @Test func `R2 waits for execution, and the propose timer does not wait for it`() {
        var bench = follower()
        bench.judgesAtOnce = false
        bench.give(.transactionsAvailable(offered: true))
        let block = bench.block(1)
        bench.giveProposal(block, round: 0)
        #expect(bench.replica.state == state(0, .propose))

        var late = bench
        late.fire(.step(.propose))
        late.give(.blockValidated(block.id, .valid))
        #expect(late.replica.state == state(0, .prevote))
        #expect(
            late.takeVotes() == [
                .prevote(Prevote(place: late.place(0), validRound: nil, blockID: nil))
            ])

        let prompt = MemoryLog()
        bench = Bench(chain: bench.chain, own: bench.own, log: prompt)
        bench.give(.transactionsAvailable(offered: true))
        bench.giveProposal(block, round: 0)
        #expect(bench.replica.state == state(0, .prevote))
    }

    // MARK: R3

    @Test func `R3 a block proposed again is prevoted with its valid round, though it is old`() {
        var bench = follower()
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

        #expect(bench.replica.state == state(1, .prevote))
        let prevote = Prevote(place: bench.place(1), validRound: .zero, blockID: block.id)
        #expect(bench.takeVotes() == [.prevote(prevote)])
    }

    @Test func `R3 without the polka it waits, and a polka that comes later will do`() {
        var bench = follower()
        let block = bench.block(1)
        bench.give(.transactionsAvailable(offered: true))
        bench.fire(.step(.propose))
        bench.givePrecommits(nil, round: 0, by: bench.others)
        bench.fire(.step(.precommit))

        bench.giveProposal(block, round: 1, validRound: 0)
        #expect(bench.replica.state == state(1, .propose))

        let polka = bench.polka(block.id, round: 0, by: bench.others)
        bench.give(.message(.polka(polka), from: Bench.peer))
        #expect(bench.replica.state == state(1, .prevote))
    }

    @Test func `R3 a polka with too few or forged signatures is none`() {
        var bench = follower()
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

        #expect(bench.replica.state == state(1, .propose))
    }

    // MARK: R4 to R7

    @Test func `R4 prevotes of a quorum for different things set the timer`() {
        var (bench, _) = prevoted()

        bench.givePrevotes(nil, round: 0, by: Array(bench.others.prefix(2)))

        #expect(bench.replica.state == state(0, .prevote, fired: .prevoteTimer))
        #expect(
            bench.timers == [Timer(height: .first, round: .zero, kind: .step(.prevote))])
    }

    @Test func `R4 when all have prevoted without a polka nobody waits`() {
        var (bench, _) = prevoted()

        bench.givePrevotes(nil, round: 0, by: Array(bench.others.prefix(2)))
        bench.givePrevotes(BlockID(Digest(hashing: [9])), round: 0, by: [bench.others[2]])

        #expect(bench.replica.state == state(0, .precommit, fired: .prevoteTimer))
        #expect(bench.takeVotes() == [.precommit(Precommit(place: bench.place(0), blockID: nil))])
    }

    @Test func `R5 a polka locks, and the lock is durable with its block and polka`() throws {
        var (bench, block) = prevoted()

        bench.givePrevotes(block.id, round: 0, by: Array(bench.others.prefix(2)))

        let locked = value(block, 0)
        #expect(
            bench.replica.state
                == state(0, .precommit, locked: locked, valid: locked, fired: .polka))
        #expect(
            bench.takeVotes() == [.precommit(Precommit(place: bench.place(0), blockID: block.id))])
        let record = try #require(bench.log.read())
        #expect(record.state.locked == locked)
        let polka = try #require(record.state.validPolka)
        #expect(bench.chain.verification(.first).quorum(polka) != nil)
        #expect(record.blocks == [block])
    }

    @Test func `R5 prevotes that answer another valid round do not add up`() {
        var (bench, block) = prevoted()

        // A valid round is earlier than the round, so this is round 1 with two answers.
        bench.fire(.step(.prevote))
        bench.givePrecommits(nil, round: 0, by: bench.others)
        bench.fire(.step(.precommit))
        let polka = bench.polka(block.id, round: 0, by: bench.others)
        bench.giveProposal(block, round: 1, validRound: 0, polka: polka)
        bench.givePrevotes(block.id, round: 1, by: Array(bench.others.prefix(2)))

        #expect(bench.replica.state.step == .prevote)
        #expect(bench.replica.state.locked == nil)
    }

    @Test func `R5 a polka after the precommit for nil makes valid and is durable`() {
        var (bench, block) = prevoted()
        bench.givePrevotes(nil, round: 0, by: [bench.others[0]])
        bench.fire(.step(.prevote))
        #expect(bench.replica.state.step == .precommit)
        let writes = bench.log.writes

        bench.givePrevotes(block.id, round: 0, by: Array(bench.others.suffix(2)))

        #expect(bench.replica.state.locked == nil)
        #expect(bench.replica.state.valid == value(block, 0))
        #expect(bench.log.writes == writes + 1)
    }

    @Test func `R6 a quorum of nil is precommitted at once`() {
        var bench = follower()
        bench.give(.transactionsAvailable(offered: true))
        bench.fire(.step(.propose))
        bench.outputs = []

        bench.givePrevotes(nil, round: 0, by: Array(bench.others.prefix(2)))

        #expect(bench.replica.state == state(0, .precommit))
        #expect(bench.takeVotes() == [.precommit(Precommit(place: bench.place(0), blockID: nil))])
    }

    @Test func `R7 precommits of a quorum set the timer, in any step`() {
        var bench = follower()
        bench.give(.transactionsAvailable(offered: true))
        bench.outputs = []

        bench.givePrecommits(nil, round: 0, by: bench.others)

        #expect(bench.replica.state == state(0, .propose, fired: .precommitTimer))
        #expect(
            bench.timers == [Timer(height: .first, round: .zero, kind: .step(.precommit))])
    }

    /// Tendermint #1690: all precommits without the prevotes would lose a valid block.
    @Test func `R7 all precommits are not reason enough to leave, all votes are`() {
        var bench = follower()
        bench.give(.transactionsAvailable(offered: true))
        bench.fire(.step(.propose))
        bench.givePrevotes(nil, round: 0, by: Array(bench.others.prefix(2)))
        bench.givePrecommits(nil, round: 0, by: bench.others)
        #expect(bench.replica.state.round == .zero)

        bench.givePrevotes(nil, round: 0, by: [bench.others[2]])

        #expect(bench.replica.state == state(1, .propose))
    }

    // MARK: R8

    @Test func `R8 a quorum of precommits of an earlier round decides`() throws {
        var (bench, block) = prevoted()
        bench.givePrevotes(nil, round: 0, by: Array(bench.others.prefix(2)))
        bench.fire(.step(.prevote))
        bench.givePrecommits(nil, round: 0, by: Array(bench.others.prefix(2)))
        bench.fire(.step(.precommit))
        #expect(bench.replica.state.round == Round(1))

        bench.givePrecommits(block.id, round: 0, by: bench.others)

        let decided = try #require(bench.decided.first)
        #expect(decided.block == block)
        #expect(decided.certificate.round == .zero)
        #expect(bench.replica.state.step == .decided)
    }

    @Test func `R8 a block that is not here is asked for, and decided when it comes`() {
        var bench = follower()
        bench.give(.peerConnected(Bench.peer))
        bench.give(.transactionsAvailable(offered: true))
        let block = bench.block(1)
        bench.outputs = []

        bench.givePrecommits(block.id, round: 0, by: bench.others)
        let asked = bench.outputs.contains { output in
            guard case .send(let outgoing, to: .peer(Bench.peer)) = output else { return false }
            return outgoing.message == .blockWanted(.first, block.id)
        }
        #expect(asked)
        #expect(bench.decided.isEmpty)

        bench.give(.message(.block(block), from: Bench.peer))
        #expect(bench.decided.map(\.block) == [block])
    }

    @Test func `R8 a committed block that is invalid here halts the node`() {
        var bench = follower()
        bench.give(.transactionsAvailable(offered: true))
        let block = bench.block(1, isValid: false)
        bench.giveProposal(block, round: 0)

        bench.givePrecommits(block.id, round: 0, by: bench.others)

        #expect(
            bench.replica.halted
                == .diverged(value(block, 0), height: .first, reason: "state root"))
        bench.outputs = []
        bench.fire(.resend)
        #expect(bench.outputs.isEmpty)
    }

    // MARK: R9, R10

    @Test func `R9 votes of f + 1 in a later round take it there, kinds counted together`() {
        var bench = follower()
        bench.give(.transactionsAvailable(offered: true))
        bench.givePrevotes(nil, round: 7, by: [bench.others[0]])
        bench.givePrecommits(nil, round: 7, by: [bench.others[0]])
        #expect(bench.replica.state.round == .zero)

        bench.givePrecommits(nil, round: 7, by: [bench.others[1]])

        #expect(bench.replica.state.round == Round(7))
        #expect(bench.log.read()?.state.round == Round(7))
    }

    @Test func `R9 a round far ahead is reached too`() {
        var bench = follower()
        bench.give(.transactionsAvailable(offered: true))

        bench.givePrevotes(nil, round: 40, by: [bench.others[0]])
        bench.givePrevotes(nil, round: 50, by: Array(bench.others.prefix(2)))

        #expect(bench.replica.state.round == Round(50))
    }

    @Test func `R10 a timer of another round or step does nothing`() {
        var (bench, _) = prevoted()
        let before = bench.replica.state

        bench.fire(.step(.propose))
        bench.fire(.step(.prevote), round: 1)
        bench.give(.timer(Timer(height: Height(2), round: .zero, kind: .step(.prevote))))

        #expect(bench.replica.state == before)
        #expect(bench.takeVotes().isEmpty)
    }

    // MARK: Locks

    /// Two validators locked, two not, and the lock is the only thing that can win.
    @Test func `a hidden lock is found again and decided`() throws {
        var (bench, block) = prevoted()
        bench.givePrevotes(block.id, round: 0, by: Array(bench.others.prefix(2)))
        bench.givePrecommits(nil, round: 0, by: Array(bench.others.prefix(2)))
        bench.fire(.step(.precommit))
        let locked = value(block, 0)
        #expect(bench.replica.state == state(1, .propose, locked: locked, valid: locked))
        bench.outputs = []

        let other = bench.block(2, round: 1)
        bench.giveProposal(other, round: 1)
        #expect(
            bench.takeVotes()
                == [.prevote(Prevote(place: bench.place(1), validRound: nil, blockID: nil))])

        // The rounds go by until it is this validator's turn: it proposes the very same block.
        let turn = try #require(
            (2...5).first { bench.chain.proposer(.first, UInt32($0)) == bench.own })
        bench.givePrevotes(nil, round: UInt32(turn), by: Array(bench.others.prefix(2)))
        let sent = bench.takeSent()
        guard case .proposal(let proposal) = try #require(sent.first) else {
            Issue.record("\(sent)")
            return
        }
        #expect(proposal.block == block)
        #expect(proposal.proposal.validRound == .zero)
        let polka = try #require(proposal.polka)
        #expect(bench.chain.verification(.first).quorum(polka) != nil)
    }
}
