import LedgerCore
import Testing

@testable import Simulation

struct LedgerTests {
    @Test func `a transfer moves, and one of more than there is is refused`() {
        let ledger = TransferLedger()
        let chain = SimulatedChain.transfers(validators: 1)
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
