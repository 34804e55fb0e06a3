import Consensus
import LedgerCore
import Testing

@Suite struct VoteKeeperTests {
    private let chain = TestChain(validators: 4)
    private let v = BlockID(Digest(hashing: [1]))
    private let w = BlockID(Digest(hashing: [2]))
    private let x = BlockID(Digest(hashing: [3]))

    private func vote(
        _ kind: VoteKind, _ block: BlockID?, round: UInt32 = 0, validRound: UInt32? = nil,
        by author: Int
    ) throws -> CountedVote {
        let verification = chain.verification(.first)
        let place = verification.place(Round(round))
        let message: AgreementMessage =
            switch kind {
            case .prevote:
                .prevote(
                    Prevote(place: place, validRound: validRound.map(Round.init), blockID: block))
            case .precommit: .precommit(Precommit(place: place, blockID: block))
            }
        let verified = try #require(
            verification.message(chain.signers[author].sign(message)))
        return try #require(CountedVote(ReleasedMessage(verified), in: chain.validators))
    }

    @Test func `a vote counts once`() throws {
        var keeper = VoteKeeper(chain.validators)
        let one = try vote(.prevote, v, by: 0)

        #expect(keeper.insert(one, from: .message, current: .zero) == .added)
        #expect(keeper.insert(one, from: .message, current: .zero) == .alreadyHeld)
        #expect(keeper.tally(.prevote, .zero).count(of: one.value) == 1)
        #expect(keeper.tally(.precommit, .zero).authors.isEmpty)
    }

    @Test func `an author who says two things counts for both, and once for any`() throws {
        var keeper = VoteKeeper(chain.validators)
        let first = try vote(.prevote, v, by: 0)
        let second = try vote(.prevote, w, by: 0)
        let third = try vote(.prevote, nil, by: 0)

        _ = keeper.insert(first, from: .message, current: .zero)
        #expect(keeper.insert(second, from: .message, current: .zero) == .conflict(first))
        #expect(keeper.insert(third, from: .message, current: .zero) == .refused)

        let tally = keeper.tally(.prevote, .zero)
        #expect(tally.authors.count == 1)
        #expect(tally.count(of: first.value) == 1)
        #expect(tally.count(of: second.value) == 1)
        #expect(tally.count(of: .none) == 0)
    }

    /// Malachite #364: otherwise one liar hides a polka from half of the network.
    @Test func `a certificate counts as a whole, whatever its authors said before`() throws {
        var keeper = VoteKeeper(chain.validators)
        for block in [v, w] {
            _ = keeper.insert(
                try vote(.prevote, block, by: 0), from: .message, current: .zero)
        }

        for author in 0..<3 {
            _ = keeper.insert(
                try vote(.prevote, x, by: author), from: .certificate, current: .zero)
        }

        let polka = try #require(
            keeper.polka(for: x, .zero, at: .first, of: chain.validators))
        #expect(chain.verification(.first).quorum(polka) != nil)
    }

    @Test func `prevotes with different valid rounds are different values`() throws {
        var keeper = VoteKeeper(chain.validators)
        for (author, validRound) in [(0, nil), (1, 0), (2, 1)] as [(Int, UInt32?)] {
            let one = try vote(.prevote, v, round: 2, validRound: validRound, by: author)
            _ = keeper.insert(one, from: .message, current: .zero)
        }

        #expect(keeper.tally(.prevote, Round(2)).authors.count == 3)
        #expect(keeper.tally(.prevote, Round(2)).value(reaching: 2) == nil)
    }

    @Test func `far rounds are kept one for each author, the latest`() throws {
        var keeper = VoteKeeper(chain.validators)
        let early = try vote(.prevote, nil, round: 20, by: 0)
        let late = try vote(.prevote, nil, round: 30, by: 0)

        #expect(keeper.insert(early, from: .message, current: .zero) == .added)
        #expect(keeper.insert(late, from: .message, current: .zero) == .added)
        #expect(keeper.insert(early, from: .message, current: .zero) == .refused)

        #expect(keeper.tally(.prevote, Round(20)).authors.isEmpty)
        #expect(keeper.tally(.prevote, Round(30)).authors.count == 1)
    }

    @Test func `rounds long past are forgotten`() throws {
        var keeper = VoteKeeper(chain.validators)
        _ = keeper.insert(try vote(.prevote, v, by: 0), from: .message, current: .zero)

        keeper.prune(current: Round(33))

        #expect(keeper.roundsHeld.isEmpty)
        let again = try vote(.prevote, v, by: 0)
        #expect(keeper.insert(again, from: .message, current: Round(33)) == .refused)
    }

    @Test func `a reason to enter a round is a quorum before it, or f + 1 votes in it`() throws {
        var keeper = VoteKeeper(chain.validators)
        let verification = chain.verification(.first)
        #expect(keeper.reason(toEnter: Round(2), at: .first) == nil)

        _ = keeper.insert(
            try vote(.prevote, v, round: 2, by: 0), from: .message, current: .zero)
        _ = keeper.insert(
            try vote(.precommit, nil, round: 2, by: 0), from: .message, current: .zero)
        #expect(keeper.reason(toEnter: Round(2), at: .first) == nil)
        _ = keeper.insert(
            try vote(.precommit, nil, round: 2, by: 1), from: .message, current: .zero)
        let skip = try #require(keeper.reason(toEnter: Round(2), at: .first))
        #expect(Set(skip.votes.map(\.signer)).count == 2)

        for author in 0..<3 {
            _ = keeper.insert(
                try vote(.precommit, author == 0 ? v : nil, round: 1, by: author),
                from: .message, current: .zero)
        }
        let quorum = try #require(keeper.reason(toEnter: Round(2), at: .first))
        #expect(quorum.votes.allSatisfy { $0.round == Round(1) })
        #expect(quorum.votes.count == 3)
        #expect(quorum.votes.allSatisfy { verification.message($0) != nil })
    }
}
