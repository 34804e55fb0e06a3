import Consensus
import LedgerCore
import Testing

/// R11 and R12: what is said again, what is answered, and whom one asks.
@Suite struct PeerTests {
    private let chain = TestChain(validators: 4)

    private func follower() -> Bench {
        Bench(chain: chain, own: chain.proposer(.first, 2), log: MemoryLog())
    }

    private func sent(_ bench: Bench) -> [PeerMessage] {
        bench.outputs.compactMap { output in
            guard case .send(let outgoing, to: .peer) = output else { return nil }
            return outgoing.message
        }
    }

    /// The height after the one at hand, as if the host had synced a block.
    private func next(after bench: Bench) -> HeightStart {
        let start = bench.replica.start
        return chain.start(
            after: chain.block(
                1, at: start, time: bench.now,
                proposer: chain.validators.proposer(height: start.height, round: .zero)))
    }

    private func status(
        height: Height = .first, round: UInt32 = 0, step: Step = .propose,
        hasProposal: Bool = false,
        prevotes: [Int] = []
    ) -> PeerMessage {
        var authors = AuthorSet()
        for author in prevotes { authors.insert(author) }
        return .status(
            Status(
                height: height, round: Round(round), step: step, hasProposal: hasProposal,
                prevotes: authors, precommits: AuthorSet()))
    }

    @Test func `a peer that connects to a sleeper hears its status and nothing else`() {
        var bench = follower()

        bench.give(.peerConnected(Bench.peer))

        #expect(sent(bench) == [status(step: .idle)])
        #expect(bench.outputs.count == 1)
    }

    @Test func `a peer that connects while awake hears what was said`() {
        var bench = follower()
        bench.give(.transactionsAvailable(offered: true))
        bench.fire(.step(.propose))
        bench.outputs = []

        bench.give(.peerConnected(Bench.peer))

        let own = bench.prevote(nil, round: 0, by: bench.own)
        #expect(sent(bench) == [status(step: .prevote, prevotes: [bench.own]), .vote(own)])
    }

    @Test func `every second it is said again, until the peer shows that it has it`() {
        var bench = follower()
        bench.give(.peerConnected(Bench.peer))
        bench.give(.transactionsAvailable(offered: true))
        bench.fire(.step(.propose))
        let own = bench.prevote(nil, round: 0, by: bench.own)
        bench.outputs = []

        bench.fire(.resend)
        #expect(sent(bench).contains(.vote(own)))
        #expect(bench.timers.map(\.kind) == [.resend])
        #expect(
            bench.outputs.contains { output in
                guard case .offerTransactions = output else { return false }
                return true
            })

        bench.give(.message(status(prevotes: [bench.own]), from: Bench.peer))
        bench.outputs = []
        bench.fire(.resend)
        #expect(!sent(bench).contains(.vote(own)))
    }

    @Test func `a status is answered with what its sender lacks, anybody's votes too`() {
        var bench = follower()
        let block = bench.block(1)
        bench.give(.peerConnected(Bench.peer))
        bench.giveProposal(block, round: 0)
        bench.givePrevotes(block.id, round: 0, by: [bench.others[0]])
        bench.outputs = []

        bench.give(.message(status(prevotes: [bench.own]), from: Bench.peer))

        let answer = sent(bench)
        #expect(answer.count == 2)
        guard case .proposal(let proposal) = answer.first else {
            Issue.record("\(answer)")
            return
        }
        #expect(proposal.block == block)
        #expect(answer.last == .vote(bench.prevote(block.id, round: 0, by: bench.others[0])))

        bench.outputs = []
        bench.give(.message(status(), from: Bench.peer))
        #expect(sent(bench).isEmpty, "answers to one peer are apart")
    }

    @Test func `who is in an earlier round is sent the reason to leave it`() {
        var bench = follower()
        bench.give(.peerConnected(Bench.peer))
        bench.give(.transactionsAvailable(offered: true))
        bench.fire(.step(.propose))
        bench.givePrecommits(nil, round: 0, by: bench.others)
        bench.fire(.step(.precommit))
        bench.outputs = []

        bench.give(.message(status(), from: Bench.peer))

        let certificates = sent(bench).compactMap { message -> RoundCertificate? in
            guard case .round(let certificate) = message else { return nil }
            return certificate
        }
        #expect(certificates.map(\.round) == [Round(1)])
    }

    @Test func `a round certificate brings a follower to the round`() {
        var bench = follower()
        bench.give(.transactionsAvailable(offered: true))
        let votes = bench.others.prefix(2).map { bench.prevote(nil, round: 4, by: $0) }

        bench.give(
            .message(
                .round(RoundCertificate(height: .first, round: Round(4), votes: votes)),
                from: Bench.peer))

        #expect(bench.replica.state.round == Round(4))
    }

    @Test func `an earlier height is answered with the decided block`() {
        var bench = follower()
        let block = bench.block(1)
        bench.giveProposal(block, round: 0)
        bench.givePrecommits(block.id, round: 0, by: bench.others)
        bench.give(.committed(next: chain.start(after: block)))
        bench.give(.peerConnected(Bench.peer))
        bench.outputs = []

        bench.give(.message(status(), from: Bench.peer))
        bench.give(.message(status(), from: Bench.peer))
        bench.givePrecommits(block.id, round: 0, by: bench.others)

        #expect(bench.outputs.count == 1)
        guard case .sendDecided(.first, to: Bench.peer) = bench.outputs.first else {
            Issue.record("\(bench.outputs)")
            return
        }
    }

    @Test func `a sleeper that missed a height asks, and commits on the certificate alone`() throws
    {
        var bench = follower()
        let block = bench.block(1)
        bench.give(.peerConnected(Bench.peer))
        bench.outputs = []

        bench.give(.message(status(height: Height(2), step: .idle), from: Bench.peer))
        #expect(sent(bench) == [status(step: .idle)])

        let votes = bench.others.map { bench.precommit(block.id, round: 3, by: $0) }
        let certificate = CommitCertificate(
            height: .first, round: Round(3), blockID: block.id,
            signatures: QuorumSignatures(of: votes, in: chain.validators))
        bench.give(
            .message(
                .decided(DecidedBlock(block: block, certificate: certificate)), from: Bench.peer))
        #expect(bench.decided == [DecidedBlock(block: block, certificate: certificate)])
        #expect(bench.log.messages.isEmpty)
    }

    @Test func `a decided block with too few signatures, or of another block, is nothing`() {
        var bench = follower()
        let block = bench.block(1)
        let other = bench.block(2)
        let votes = bench.others.map { bench.precommit(block.id, round: 0, by: $0) }
        let few = CommitCertificate(
            height: .first, round: .zero, blockID: block.id,
            signatures: QuorumSignatures(of: Array(votes.prefix(2)), in: chain.validators))
        let whole = CommitCertificate(
            height: .first, round: .zero, blockID: block.id,
            signatures: QuorumSignatures(of: votes, in: chain.validators))

        bench.give(
            .message(.decided(DecidedBlock(block: block, certificate: few)), from: Bench.peer))
        bench.give(
            .message(.decided(DecidedBlock(block: other, certificate: whole)), from: Bench.peer))

        #expect(bench.decided.isEmpty)
        #expect(bench.replica.state == RoundState(height: .first))
    }

    @Test func `who claims a height in vain is asked eight times and then let be`() {
        var bench = follower()
        bench.give(.peerConnected(Bench.peer))
        bench.outputs = []
        bench.give(.message(status(height: Height(1_000_000), step: .idle), from: Bench.peer))

        var asked = 0
        for _ in 0..<20 {
            asked += sent(bench).count
            bench.outputs = []
            bench.wait(1_000)
            bench.fire(.catchUp)
        }

        #expect(asked == Replica.asksMax)
        #expect(bench.timers.isEmpty)
    }

    @Test func `who gave a block is asked for the next one, once`() {
        var bench = follower()
        bench.give(.peerConnected(Bench.peer))
        let block = bench.block(1)
        let votes = bench.others.map { bench.precommit(block.id, round: 3, by: $0) }
        let certificate = CommitCertificate(
            height: .first, round: Round(3), blockID: block.id,
            signatures: QuorumSignatures(of: votes, in: chain.validators))
        bench.give(
            .message(
                .decided(DecidedBlock(block: block, certificate: certificate)), from: Bench.peer))
        bench.outputs = []
        bench.wait(2_000)
        bench.give(.committed(next: chain.start(after: block)))

        #expect(sent(bench).count == 1)
        bench.outputs = []
        bench.wait(1_000)
        bench.fire(.catchUp)
        #expect(sent(bench).isEmpty)
        #expect(bench.timers.isEmpty)
    }

    @Test func `who is connected again is asked as long as somebody was ahead`() {
        var bench = follower()
        bench.give(.peerConnected(Bench.peer))
        bench.give(.message(status(height: Height(9), step: .idle), from: Bench.peer))
        bench.give(.peerDisconnected(Bench.peer))
        bench.wait(2_000)
        bench.fire(.catchUp)
        bench.outputs = []

        bench.give(.peerConnected(Bench.peer))
        bench.wait(1_000)
        bench.fire(.catchUp)

        #expect(sent(bench).count >= 2)
    }

    @Test func `what a peer says before its connection is known is not forgotten`() {
        var bench = follower()
        bench.give(.message(status(height: Height(9), step: .idle), from: Bench.peer))
        #expect(sent(bench).isEmpty)

        bench.give(.peerConnected(Bench.peer))
        bench.outputs = []
        for _ in 1...3 {
            bench.wait(2_000)
            bench.give(.committed(next: next(after: bench)))
        }

        #expect(sent(bench).count == 3)
    }

    @Test func `nobody is asked while the host fetches, and everybody afterwards`() {
        var bench = follower()
        bench.give(.peerConnected(Bench.peer))
        bench.give(.hostCatchesUp(true))
        bench.outputs = []
        bench.give(.message(status(height: Height(9), step: .idle), from: Bench.peer))
        bench.wait(2_000)
        bench.fire(.catchUp)
        bench.give(.committed(next: next(after: bench)))
        #expect(sent(bench).isEmpty)

        // Connected again, it has said nothing of any height.
        bench.give(.peerDisconnected(Bench.peer))
        bench.give(.peerConnected(Bench.peer))
        bench.outputs = []
        bench.wait(2_000)
        bench.give(.hostCatchesUp(false))

        #expect(sent(bench).count == 1)
    }

    @Test func `messages of the next height wait for it`() {
        var bench = follower()
        let block = bench.block(1)
        bench.giveProposal(block, round: 0)
        let next = chain.start(after: block)
        let verification = chain.verification(Height(2))
        for author in bench.others {
            let vote = chain.signers[author].sign(
                .prevote(Prevote(place: verification.place(.zero), validRound: nil, blockID: nil)))
            bench.give(.message(.vote(vote), from: Bench.peer))
        }
        bench.givePrecommits(block.id, round: 0, by: bench.others)

        bench.give(.committed(next: next))

        #expect(bench.replica.state.height == Height(2))
        #expect(bench.replica.votes.tally(.prevote, .zero).authors.count == 3)
        #expect(bench.replica.state.step == .propose)
    }

    @Test func `who spoke of a height too early is asked when that height comes`() {
        var bench = follower()
        bench.give(.peerConnected(Bench.peer))
        let place = AgreementPlace(
            chain: TestChain.id, validatorSetHash: chain.validators.hash, height: Height(3),
            round: .zero)
        let vote = chain.signers[bench.others[0]].sign(
            .precommit(Precommit(place: place, blockID: nil)))
        bench.give(.message(.vote(vote), from: Bench.peer))
        for height in 1...2 {
            bench.wait(2_000)
            let start = bench.replica.start
            let block = chain.block(
                UInt64(height), at: start, time: bench.now,
                proposer: chain.validators.proposer(height: start.height, round: .zero))
            bench.outputs = []
            bench.give(.committed(next: chain.start(after: block)))
        }

        let asked = bench.outputs.contains { output in
            guard case .send(let outgoing, to: .peer(Bench.peer)) = output,
                case .status(let status) = outgoing.message
            else { return false }
            return status.height == Height(3)
        }
        #expect(asked)
    }

    @Test func `a flood of the next height is bounded`() {
        var early = EarlyMessages()
        let bench = follower()
        for author in 0..<4 {
            for round in 0..<100 {
                let vote = bench.prevote(nil, round: UInt32(round), by: author)
                early.insert(.vote(vote), from: Bench.peer, at: bench.now)
            }
        }

        #expect(early.count == EarlyMessages.perPeerMax)
        #expect(early.takeAll().count == EarlyMessages.perPeerMax)
        #expect(early.count == 0)
    }

    @Test func `a message for another chain, set or height does not count`() {
        var bench = follower()
        let other = TestChain(validators: 5)
        let places = [
            AgreementPlace(
                chain: ChainID(.zero), validatorSetHash: chain.validators.hash, height: .first,
                round: .zero),
            AgreementPlace(
                chain: TestChain.id, validatorSetHash: other.validators.hash, height: .first,
                round: .zero),
        ]
        for author in bench.others {
            for place in places {
                let vote = chain.signers[author].sign(
                    .prevote(Prevote(place: place, validRound: nil, blockID: nil)))
                bench.give(.message(.vote(vote), from: Bench.peer))
            }
            let odd = chain.signers[author].sign(
                .prevote(Prevote(place: bench.place(1), validRound: .zero, blockID: nil)))
            bench.give(.message(.vote(odd), from: Bench.peer))
        }

        #expect(bench.replica.votes.authors.isEmpty)
        #expect(bench.replica.state == RoundState(height: .first))
    }
}
