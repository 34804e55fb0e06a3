import LedgerCore
import Testing

@testable import Simulation

struct LedgerTests {
    @Test func `a transfer moves, and one of more than there is is refused`() {
        let chain = SimulatedChain.transfers(validators: 1)
        let ledger = chain.ledger
        let small = Transfer(from: 0, to: 1, amount: 400)
        let large = Transfer(from: 0, to: 1, amount: 700)
        let transactions = [small, large].enumerated().map { number, transfer in
            SimulatedChain.verified(
                transfer.content, "application/x-transfer", by: "somebody",
                with: DemoKeys(seed: "test").key(.member, "somebody"), number: number,
                on: chain.id
            ).signed
        }

        let (after, outcomes) = ledger.executing(
            transactions, at: .first, time: SimulatedChain.genesisTime)

        #expect(
            outcomes == [
                Outcome(.done),
                Outcome(
                    .refused(
                        Refusal(
                            code: "simulation.overdrawn",
                            details: [OutcomeDetail("available", "600")]))),
            ])
        #expect(after.root != ledger.root)
        #expect(after.imbalance == nil)
    }

    @Test(arguments: [1, 4, 7])
    func `the changes of the validators are done one after the other`(count: Int) {
        for chain in [
            SimulatedChain.transfers(validators: count), .season(validators: count),
        ] {
            for walk in 0..<2 {
                var ledger = chain.ledger
                var height = Height.first
                for change in chain.seatChanges[walk] {
                    let before = ledger.validators.count
                    let (after, outcomes) = ledger.executing(
                        [change.signed], at: height, time: SimulatedChain.genesisTime)
                    ledger = after
                    height = height.next
                    #expect(outcomes == [Outcome(.done)])
                    #expect(abs(ledger.validators.count - before) == 1)
                    #expect(ledger.validators.faultyMax >= chain.validators.faultyMax)
                }
            }
        }
    }

    @Test func `a change that was done is refused when it comes again`() {
        let chain = SimulatedChain.transfers(validators: 1)
        let change = chain.seatChanges[0][0].signed

        let (after, outcomes) = chain.ledger.executing(
            [change, change], at: .first, time: SimulatedChain.genesisTime)

        #expect(
            outcomes == [
                Outcome(.done), Outcome(.refused(Refusal(code: "simulation.seat"))),
            ])
        #expect(after.validators.count == 2)
    }

    @Test func `a whole season is conserved, and part of it refused`() {
        let chain = SimulatedChain.season(validators: 1)
        var ledger = chain.ledger
        var time = SimulatedChain.genesisTime
        var done = 0
        var refused = 0

        for start in stride(from: 0, to: 300, by: 10) {
            let transactions = chain.workload[start..<start + 10].map(\.signed)
            time = time.advanced(byMilliseconds: 1_000)
            let (after, outcomes) = ledger.executing(transactions, at: .first, time: time)
            ledger = after
            for outcome in outcomes {
                if case .done = outcome.judgement { done += 1 } else { refused += 1 }
            }
            #expect(ledger.imbalance == nil)
        }

        #expect(done > 50)
        #expect(refused > 20)
    }
}
