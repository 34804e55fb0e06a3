import Testing

@testable import Simulation

struct PlanTests {
    @Test func `never more than a third of the validators is faulty, the restored one included`() {
        for seed in UInt64(0)..<2_000 {
            let plan = Plan(seed: seed)
            let faulty = plan.behaviours.count { $0 != .honest }
            let count = faulty + (plan.restores ? 1 : 0)
            guard 3 * count >= plan.behaviours.count else { continue }
            Issue.record("seed \(seed): \(count) of \(plan.behaviours.count)")
        }
    }

    @Test func `every size and every behaviour is drawn`() {
        let plans = (UInt64(0)..<2_000).map { Plan(seed: $0) }

        #expect(Set(plans.map(\.behaviours.count)) == Set(Plan.sizes))
        #expect(Set(plans.flatMap(\.behaviours)) == Set(Behaviour.allCases))
    }

    @Test func `a clock drifts and jumps, and can be set right`() {
        var clock = NodeClock(offsetMilliseconds: 100, driftPerMillion: 20_000)
        #expect(clock.reading(at: 10_000) == 10_300)
        #expect(clock.duration(of: 1_000) == 980)

        clock.jump(by: -500)
        #expect(clock.reading(at: 10_000) == 9_800)

        clock.set(right: 7)
        #expect(clock.reading(at: 10_000) == 10_007)
    }
}
