import Consensus
import LedgerCore
import Testing

/// A restart at every step: what was said is said again, and never anything else.
@Suite struct RecoveryTests {
    /// One validator's way through two rounds of a height, as inputs.
    private static let steps: [@Sendable (inout Bench, Block) -> Void] = [
        { bench, _ in bench.give(.transactionsAvailable(offered: true)) },
        { bench, block in bench.giveProposal(block, round: 0) },
        { bench, block in bench.givePrevotes(block.id, round: 0, by: [bench.others[0]]) },
        { bench, block in bench.givePrevotes(block.id, round: 0, by: [bench.others[1]]) },
        { bench, _ in bench.givePrecommits(nil, round: 0, by: bench.others) },
        { bench, _ in bench.fire(.step(.precommit)) },
        { bench, block in
            let polka = bench.polka(block.id, round: 0, by: bench.others)
            bench.giveProposal(block, round: 1, validRound: 0, polka: polka)
        },
        { bench, block in
            bench.givePrevotes(block.id, round: 1, validRound: 0, by: bench.others)
        },
        { bench, block in bench.givePrecommits(block.id, round: 1, by: bench.others) },
    ]

    private func bench() -> Bench {
        let chain = TestChain(validators: 4)
        let own = chain.proposer(.first, 2)
        return Bench(chain: chain, own: own, log: MemoryLog())
    }

    @Test(arguments: 0...9, [true, false])
    func `after a restart at any step it goes on and decides`(stop: Int, isWriteHeard: Bool) {
        var bench = bench()
        let block = bench.block(1)
        bench.writesAtOnce = isWriteHeard
        for step in RecoveryTests.steps.prefix(stop) { step(&bench, block) }
        let said = bench.log.messages
        let locked = bench.log.read()?.state.locked

        bench.writesAtOnce = true
        bench.restart()

        // Nothing is forgotten that was written, and all of the round is said again.
        #expect(bench.log.messages == said)
        #expect(bench.replica.state.locked == locked)
        let again = bench.takeVotes()
        let ofRound = said.map(\.message).filter { $0.round == bench.replica.state.round }
        #expect(again == ofRound)

        for step in RecoveryTests.steps { step(&bench, block) }
        #expect(bench.decided.map(\.block) == [block])
    }

    @Test func `an own proposal is sent again, never built again`() throws {
        let chain = TestChain(validators: 4)
        var bench = Bench(chain: chain, own: chain.proposer(.first, 0), log: MemoryLog())
        bench.writesAtOnce = false
        bench.give(.transactionsAvailable(offered: true))
        let request = try #require(bench.requests.first)
        let block = chain.block(1, for: request, at: chain.start)
        bench.give(.blockBuilt(block, for: request))
        #expect(bench.takeSent().isEmpty)

        bench.restart()

        #expect(bench.requests.isEmpty)
        let sent = bench.takeSent()
        guard case .proposal(let proposal) = try #require(sent.first) else {
            Issue.record("\(sent)")
            return
        }
        #expect(proposal.block == block)
    }

    @Test func `a record of a committed height is left aside`() {
        var bench = bench()
        let block = bench.block(1)
        for step in RecoveryTests.steps.prefix(4) { step(&bench, block) }

        let replica = Replica(
            chain: TestChain.id, start: bench.chain.start(after: block),
            signer: bench.chain.signers[bench.own], verifier: FakeVerifier(),
            recovered: bench.log.recovered())

        #expect(replica.state == RoundState(height: Height(2)))
    }

    @Test func `a vote is not sent before the log has it`() {
        var bench = bench()
        bench.writesAtOnce = false
        bench.give(.transactionsAvailable(offered: true))
        let block = bench.block(1)

        bench.giveProposal(block, round: 0)
        #expect(bench.replica.state.step == .prevote)
        #expect(bench.takeVotes().isEmpty)
        #expect(bench.replica.votes.tally(.prevote, .zero).authors.isEmpty)

        bench.acknowledgeWrites()
        #expect(bench.takeVotes().count == 1)
        #expect(bench.replica.votes.tally(.prevote, .zero).authors.count == 1)
    }

    @Test func `an own vote that it does not remember makes it watch`() {
        var bench = bench()
        let unknown = bench.prevote(nil, round: 0, by: bench.own)

        bench.give(.message(.vote(unknown), from: Bench.peer))
        #expect(bench.replica.watching == .unknownOwnMessage(unknown))

        bench.giveProposal(bench.block(1), round: 0)
        bench.give(.transactionsAvailable(offered: true))
        #expect(bench.log.writes == 0)
        #expect(bench.takeVotes().isEmpty)
    }

    @Test func `a watching validator follows, and signs once it may`() {
        let chain = TestChain(validators: 4)
        var bench = Bench(chain: chain, own: chain.proposer(.first, 2), log: MemoryLog())
        bench.replica = Replica(
            chain: TestChain.id, start: chain.start, signer: chain.signers[bench.own],
            verifier: FakeVerifier(), watching: .startedWatching)
        let block = bench.block(1)
        bench.giveProposal(block, round: 0)
        bench.givePrevotes(block.id, round: 0, by: bench.others)
        #expect(bench.log.messages.isEmpty)

        bench.give(.resumeVoting)
        let made = bench.log.messages.map(\.message)
        bench.givePrecommits(nil, round: 0, by: bench.others)
        bench.fire(.step(.precommit))
        bench.fire(.step(.propose), round: 1)

        let place = AgreementPlace(
            chain: TestChain.id, validatorSetHash: chain.validators.hash, height: .first,
            round: .zero)
        #expect(
            made == [
                .prevote(Prevote(place: place, validRound: nil, blockID: nil)),
                .precommit(Precommit(place: place, blockID: nil)),
            ])
        #expect(bench.log.messages.map(\.round) == [Round(0), Round(0), Round(1)])
    }

    /// Two that watched while a round began are two of the three that the others need to go on.
    @Test func `validators that may sign in the middle of a round do not leave it waiting`() {
        let chain = TestChain(validators: 4)
        var bench = Bench(chain: chain, own: chain.proposer(.first, 2), log: MemoryLog())
        bench.replica = Replica(
            chain: TestChain.id, start: chain.start, signer: chain.signers[bench.own],
            verifier: FakeVerifier(), watching: .startedWatching)
        let block = bench.block(1)
        bench.giveProposal(block, round: 0)
        #expect(bench.replica.state.step == .prevote)

        bench.give(.resumeVoting)

        #expect(bench.takeVotes().count == 1)
        #expect(bench.replica.state.step == .prevote)
    }

    @Test func `a signer that fails costs one vote`() {
        let chain = TestChain(validators: 4)
        var bench = Bench(chain: chain, own: chain.proposer(.first, 2), log: MemoryLog())
        bench.replica = Replica(
            chain: TestChain.id, start: chain.start,
            signer: BrokenSigner(keyID: chain.signers[bench.own].keyID), verifier: FakeVerifier())
        let block = bench.block(1)
        bench.giveProposal(block, round: 0)
        bench.givePrevotes(block.id, round: 0, by: bench.others)
        bench.givePrecommits(block.id, round: 0, by: bench.others)

        #expect(bench.decided.map(\.block) == [block])
        #expect(
            bench.outputs.contains { output in
                guard case .abstained = output else { return false }
                return true
            })
    }

    @Test func `an observer follows and says nothing`() {
        let chain = TestChain(validators: 4)
        var bench = Bench(chain: chain, own: 0, log: MemoryLog())
        bench.replica = Replica(
            chain: TestChain.id, start: chain.start, signer: nil, verifier: FakeVerifier())
        let block = bench.block(1)
        bench.giveProposal(block, round: 0)
        bench.givePrevotes(block.id, round: 0, by: [0, 1, 2, 3])
        bench.givePrecommits(block.id, round: 0, by: [0, 1, 2])

        #expect(bench.decided.map(\.block) == [block])
        #expect(bench.log.messages.isEmpty)
        #expect(bench.takeVotes().isEmpty)
    }
}
