import LedgerCore
import Testing

@Suite struct OutcomeTests {
    private let overdrawn = Refusal(
        code: "balance.overdrawn", place: "/epcisBody/eventList/1",
        details: [
            OutcomeDetail("lot", "apricots-2026-07"), OutcomeDetail("available", "1200 kg"),
            OutcomeDetail("asked", "1500 kg"),
        ])

    @Test func `an outcome is read back as it was written`() throws {
        let outcomes = [
            Outcome(.done),
            Outcome(.done([OutcomeDetail("eventID", "urn:uuid:1")])),
            Outcome(.refused(overdrawn)),
            Outcome(.done, events: [.done, .refused(overdrawn), .done]),
        ]

        for outcome in outcomes {
            #expect(try Outcome(decoding: outcome.encoded()) == outcome)
        }
    }

    @Test func `the root tells done from refused`() {
        let done = Outcome.root(of: [Outcome(.done), Outcome(.done)])
        let refused = Outcome.root(of: [Outcome(.done), Outcome(.refused(overdrawn))])

        #expect(done != refused)
        #expect(Outcome.tree(of: [Outcome(.done), Outcome(.done)]).root == done)
    }
}
