import Consensus
import LedgerCore
import Testing

/// Whole networks of replicas, some of them faulty, on bad days and after them.
///
/// A failure names its seed; `Scenario(seed:)` is the same run again, to the last message.
@Suite struct ClusterTests {
    /// Eight batches, so that they run beside each other.
    @Test(arguments: 0..<8) func `networks agree on bad days and go on after them`(batch: Int) {
        let seeds = UInt64(batch * 40)..<UInt64(batch * 40 + 40)
        var counts: [String: Int] = [:]
        for seed in seeds {
            let outcome = Scenario(seed: seed).run()

            counts.merge(outcome.counts, uniquingKeysWith: +)
            counts["block", default: 0] += outcome.heights.max() ?? 0
            counts["message", default: 0] += outcome.messages
            #expect(outcome.violation == nil, "seed \(seed): \(outcome)")
            #expect(outcome.isDone, "seed \(seed) is stuck: \(outcome)")
        }
        print(
            "seeds \(seeds): \(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })")
    }

    @Test func `a run is the same run again`() {
        let first = Scenario(seed: 4).run()
        let second = Scenario(seed: 4).run()

        #expect(first == second)
        #expect(first.messages > 0)
    }
}
