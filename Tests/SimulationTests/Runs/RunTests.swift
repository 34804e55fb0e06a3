import Testing

@testable import Simulation

/// Whole networks on bad days and after them: a few seeds of what `make simulate` runs in thousands.
///
/// A failure names its seed; `make simulate SEED=…` is the same run again, to the last message.
struct RunTests {
    @Test(arguments: 0..<4) func `networks agree on bad days and go on after them`(batch: Int) {
        let seeds = Seeds(.fast)
        var tally = Tally()
        for seed in UInt64(batch * 3)..<UInt64(batch * 3 + 3) { tally.add(seeds.run(seed)) }

        #expect(tally.failure == nil)
        #expect(tally.heights >= 3 * Plan.heights)
    }

    @Test func `the ledger's own rules conserve mass in a network with real signatures`() {
        let outcome = Seeds(.real).run(4)

        #expect(outcome.violation == nil)
        #expect(outcome.counts)
    }

    @Test(arguments: [Seeds.Mode.fast, .real])
    func `validators come and go while the network works`(mode: Seeds.Mode) throws {
        let seed = try #require(
            (UInt64(0)..<200).first { seed in
                let plan = Plan(seed: seed)
                return plan.seatChangeMilliseconds == 300 && plan.behaviours.count == 4
                    && plan.hasLiars
            })

        let outcome = Seeds(mode).run(seed)

        #expect(outcome.violation == nil)
        #expect(outcome.counts)
        #expect(outcome.faults[.validatorAdded] > 0)
        #expect(outcome.faults[.validatorRemoved] > 0)
    }

    @Test func `a run is the same run again`() {
        let seeds = Seeds(.fast)

        #expect(seeds.run(4) == seeds.run(4))
        #expect(seeds.run(4).digest != seeds.run(5).digest)
    }

    @Test func `a fault that never happened fails many runs, and not a few`() {
        var tally = Tally()
        let good = Run.Outcome(
            seed: 1, violation: nil, height: 50, messages: 1, milliseconds: 1,
            faults: FaultCounts(), refused: 0, laterRounds: 0, evidence: 0, digest: 0,
            setting: "")
        for _ in 1..<Tally.seedsForEveryFault { tally.add(good) }
        #expect(tally.failure == nil)

        tally.add(good)

        #expect(tally.failure?.hasPrefix("never happened: loss") == true)
    }
}
