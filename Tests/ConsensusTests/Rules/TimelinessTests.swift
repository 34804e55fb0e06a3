import Consensus
import LedgerCore
import Testing

@Suite struct TimelinessTests {
    private let timeliness = Timeliness()
    private let time = Timestamp(milliseconds: 1_000_000)

    private func accepts(after milliseconds: Int64, round: UInt32 = 0) -> Bool {
        timeliness.accepts(
            time, receivedAt: time.advanced(byMilliseconds: milliseconds), in: Round(round))
    }

    @Test func `a block is timely from a second before its time to six after it`() {
        #expect(
            [-1_001, -1_000, 0, 6_000, 6_001].map { accepts(after: $0) }
                == [false, true, true, true, false])
    }

    @Test func `each round allows a quarter more of travel, and no more of the future`() {
        #expect([0, 1, 2, 3].map { timeliness.delay(Round($0)) } == [5_000, 6_250, 7_812, 9_765])
        #expect(accepts(after: 7_250, round: 1))
        #expect(!accepts(after: 7_251, round: 1))
        #expect(!accepts(after: -1_001, round: 40))
    }

    @Test func `the allowance ends at an hour, whatever the round`() {
        #expect(timeliness.delay(Round(.max)) == 3_600_000)
        #expect(!accepts(after: .max, round: .max))
    }
}
