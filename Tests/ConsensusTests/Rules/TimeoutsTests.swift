import Consensus
import LedgerCore
import Testing

@Suite struct TimeoutsTests {
    @Test func `timeouts grow with the round and stop at fifteen seconds`() {
        let timeouts = Timeouts()

        #expect(
            [0, 1, 26, 27, 28, 1_000].map { timeouts.propose(Round($0)) }
                == [1_500, 2_000, 14_500, 15_000, 15_000, 15_000])
        #expect(
            [0, 1, 57, 58, 59, .max].map { timeouts.vote(Round($0)) }
                == [500, 750, 14_750, 15_000, 15_000, 15_000])
    }

    /// A proposal that waited for a quorum is too old for who returns, and the next proposer may be the one
    /// that is still away: two prevote and precommit timers, and one propose timer, of two rounds.
    @Test func `a network that gets its quorum back decides within five seconds at the worst`() {
        let timeouts = Timeouts()
        let (first, second) = (Round(0), Round(1))

        let worst =
            2 * timeouts.vote(first) + timeouts.propose(second) + timeouts.vote(second)

        #expect(worst == 3_750)
    }

    @Test func `absurd parameters do not overflow`() {
        let timeouts = Timeouts(
            proposeMilliseconds: .max, proposeStepMilliseconds: .max, limitMilliseconds: 9)

        #expect(timeouts.propose(Round(0)) == 9)
        #expect(timeouts.propose(Round(1)) == 9)
        #expect(timeouts.propose(Round(.max)) == 9)
    }

    @Test(arguments: [
        (1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 3, 2), (5, 4, 2), (6, 5, 2), (7, 5, 3), (10, 7, 4),
        (13, 9, 5), (30, 21, 10),
    ])
    func `quorum and skip are those of the specification`(n: Int, quorum: Int, skip: Int) {
        let keeper = VoteKeeper(TestChain(validators: n).validators)

        #expect(keeper.quorum == quorum)
        #expect(keeper.skip == skip)
        // Any two quorums share somebody honest.
        #expect(2 * keeper.quorum - n > (n - 1) / 3)
    }
}
