import Testing

@testable import Simulation

/// What liars do reaches the others as they mean it to.
struct LiarTests {
    @Test(arguments: [
        (Behaviour.withholding, [Fault.withholding]),
        (.equivocating, [.equivocation]),
        (.wrongRoot, [.wrongRoot, .wrongBody]),
        (.replaying, [.oldMessage, .relabelledMessage, .forgedCertificate]),
        (.garbage, [.garbage]),
    ])
    func `a liar does what it is for, and is overcome`(behaviour: Behaviour, faults: [Fault]) {
        let plan = Plan(seed: 5, behaviours: [.honest, behaviour, .honest, .honest])

        let outcome = Run(plan, chain: .transfers(validators: 4))()

        #expect(outcome.violation == nil)
        #expect(outcome.counts)
        for fault in faults { #expect(outcome.faults[fault] > 0, "\(fault)") }
    }
}
