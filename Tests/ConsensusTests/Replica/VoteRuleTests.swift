import Consensus
import LedgerCore
import Testing

/// Counting votes, deciding, skipping and timing out, with four validators; the whole state after.
@Suite struct VoteRuleTests {
    // MARK: R4 to R7

    @Test func `R4 prevotes of a quorum for different things set the timer`() {
        var (bench, _) = Bench.prevoted()

        bench.givePrevotes(nil, round: 0, by: Array(bench.others.prefix(2)))

        #expect(bench.replica.state == RoundState.first(0, .prevote, fired: .prevoteTimer))
        #expect(
            bench.timers == [Timer(height: .first, round: .zero, kind: .step(.prevote))])
    }

    @Test func `R4 when all have prevoted without a polka nobody waits`() {
        var (bench, _) = Bench.prevoted()

        bench.givePrevotes(nil, round: 0, by: Array(bench.others.prefix(2)))
        bench.givePrevotes(BlockID(Digest(hashing: [9])), round: 0, by: [bench.others[2]])

        #expect(bench.replica.state == RoundState.first(0, .precommit, fired: .prevoteTimer))
        #expect(bench.takeVotes() == [.precommit(Precommit(place: bench.place(0), blockID: nil))])
    }

    @Test func `R5 a polka locks, and the lock is durable with its block and polka`() throws {
        var (bench, block) = Bench.prevoted()

        bench.givePrevotes(block.id, round: 0, by: Array(bench.others.prefix(2)))

        let locked = RoundValue(block, 0)
        #expect(
            bench.replica.state
                == RoundState.first(0, .precommit, locked: locked, valid: locked, fired: .polka))
        #expect(
            bench.takeVotes() == [.precommit(Precommit(place: bench.place(0), blockID: block.id))])
        let record = try #require(bench.log.read())
        #expect(record.state.locked == locked)
        let polka = try #require(record.state.validPolka)
        #expect(bench.chain.verification(.first).quorum(polka) != nil)
        #expect(record.blocks == [block])
    }

    @Test func `R5 prevotes that answer another valid round do not add up`() {
        var (bench, block) = Bench.prevoted()

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
        var (bench, block) = Bench.prevoted()
        bench.givePrevotes(nil, round: 0, by: [bench.others[0]])
        bench.fire(.step(.prevote))
        #expect(bench.replica.state.step == .precommit)
        let writes = bench.log.writes

        bench.givePrevotes(block.id, round: 0, by: Array(bench.others.suffix(2)))

        #expect(bench.replica.state.locked == nil)
        #expect(bench.replica.state.valid == RoundValue(block, 0))
        #expect(bench.log.writes == writes + 1)
    }

    @Test func `R6 a quorum of nil is precommitted at once`() {
        var bench = Bench.follower()
        bench.give(.transactionsAvailable(offered: true))
        bench.fire(.step(.propose))
        bench.outputs = []

        bench.givePrevotes(nil, round: 0, by: Array(bench.others.prefix(2)))

        #expect(bench.replica.state == RoundState.first(0, .precommit))
        #expect(bench.takeVotes() == [.precommit(Precommit(place: bench.place(0), blockID: nil))])
    }

    @Test func `R7 precommits of a quorum set the timer, in any step`() {
        var bench = Bench.follower()
        bench.give(.transactionsAvailable(offered: true))
        bench.outputs = []

        bench.givePrecommits(nil, round: 0, by: bench.others)

        #expect(bench.replica.state == RoundState.first(0, .propose, fired: .precommitTimer))
        #expect(
            bench.timers == [Timer(height: .first, round: .zero, kind: .step(.precommit))])
    }

    /// Tendermint #1690: all precommits without the prevotes would lose a valid block.
    @Test func `R7 all precommits are not reason enough to leave, all votes are`() {
        var bench = Bench.follower()
        bench.give(.transactionsAvailable(offered: true))
        bench.fire(.step(.propose))
        bench.givePrevotes(nil, round: 0, by: Array(bench.others.prefix(2)))
        bench.givePrecommits(nil, round: 0, by: bench.others)
        #expect(bench.replica.state.round == .zero)

        bench.givePrevotes(nil, round: 0, by: [bench.others[2]])

        #expect(bench.replica.state == RoundState.first(1, .propose))
    }

    /// Malachite #364: a liar who told this validator two other things does not hide a polka from it.
    @Test func `R5 a polka that comes as a certificate counts whole, whoever lied before`() throws {
        var (bench, block) = Bench.prevoted()
        let liar = bench.others[0]
        for content: UInt8 in [8, 9] {
            bench.givePrevotes(BlockID(Digest(hashing: [content])), round: 0, by: [liar])
        }
        bench.givePrevotes(block.id, round: 0, by: [liar])
        #expect(bench.replica.state.step == .prevote)

        let polka = bench.polka(block.id, round: 0, by: [liar, bench.others[1], bench.own])
        bench.give(.message(.polka(polka), from: Bench.peer))

        #expect(bench.replica.state.locked == RoundValue(block, 0))
    }

    // MARK: R8

    @Test func `R8 a quorum of precommits of an earlier round decides`() throws {
        var (bench, block) = Bench.prevoted()
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
        var bench = Bench.follower()
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
        var bench = Bench.follower()
        bench.give(.transactionsAvailable(offered: true))
        let block = bench.block(1, isValid: false)
        bench.giveProposal(block, round: 0)

        bench.givePrecommits(block.id, round: 0, by: bench.others)

        #expect(
            bench.replica.halted
                == .diverged(RoundValue(block, 0), height: .first, reason: "state root"))
        bench.outputs = []
        bench.fire(.resend)
        #expect(bench.outputs.isEmpty)
    }

    // MARK: R9, R10

    @Test func `R9 votes of f + 1 in a later round take it there, kinds counted together`() {
        var bench = Bench.follower()
        bench.give(.transactionsAvailable(offered: true))
        bench.givePrevotes(nil, round: 7, by: [bench.others[0]])
        bench.givePrecommits(nil, round: 7, by: [bench.others[0]])
        #expect(bench.replica.state.round == .zero)

        bench.givePrecommits(nil, round: 7, by: [bench.others[1]])

        #expect(bench.replica.state.round == Round(7))
        #expect(bench.log.read()?.state.round == Round(7))
    }

    @Test func `R9 a round far ahead is reached too`() {
        var bench = Bench.follower()
        bench.give(.transactionsAvailable(offered: true))

        bench.givePrevotes(nil, round: 40, by: [bench.others[0]])
        bench.givePrevotes(nil, round: 50, by: Array(bench.others.prefix(2)))

        #expect(bench.replica.state.round == Round(50))
    }

    @Test func `R10 a timer of another round or step does nothing`() {
        var (bench, _) = Bench.prevoted()
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
        var (bench, block) = Bench.prevoted()
        bench.givePrevotes(block.id, round: 0, by: Array(bench.others.prefix(2)))
        bench.givePrecommits(nil, round: 0, by: Array(bench.others.prefix(2)))
        bench.fire(.step(.precommit))
        let locked = RoundValue(block, 0)
        #expect(bench.replica.state == RoundState.first(1, .propose, locked: locked, valid: locked))
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
