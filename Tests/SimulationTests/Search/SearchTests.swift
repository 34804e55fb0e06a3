import Testing

@testable import Simulation

struct SearchTests {
    @Test(arguments: 0...2)
    func `no state of the small world within reach breaks a rule`(faulty: Int) {
        let outcome = Search(faulty: faulty, statesMax: 250)()

        #expect(outcome.violation == nil)
        #expect(outcome.states == 250)
        #expect(outcome.decidedStates > 0)
        #expect(outcome.lockedStates > 0)
    }
}
