import Foundation
import LedgerCore
import Testing
import Traceability

/// What it costs that another records, with limits as long as they may be: `DAFTAR_BENCH=5000 swift test -c
/// release --filter DelegationBenchmark` for that many events; a few in every run.
@Suite(.serialized)
struct DelegationBenchmark {
    private static let count =
        ProcessInfo.processInfo.environment["DAFTAR_BENCH"].flatMap(Int.init) ?? 100
    private static let place = EventText.plot("B1")

    /// As many places and lots as a delegation can be for; those of the events are among them.
    private static var terms: String {
        let places = [place] + (1..<DelegationTerms.placesMax).map { EventText.plot("P\($0)") }
        let goods =
            ["https://id.gs1.org/01/04880001123450"]
            + (1..<DelegationTerms.goodsMax).map { EventText.lot("L\($0)", item: "054321") }
        return ",\"kinds\":[\"harvest\"],\"places\":\(EventText.list(places)),"
            + "\"goods\":\(EventText.list(goods))"
    }

    @Test func `a delegated event costs a few leaves more`() throws {
        var cost: [String: Double] = [:]
        for (name, delegate, terms) in [
            ("own", "farm", nil), ("delegated", "coop", ""),
            ("delegated within the longest limits", "coop", DelegationBenchmark.terms),
        ] as [(String, String, String?)] {
            var world = try World.delegating()
            if let terms {
                try world.done(DelegationText.confirm("coop", terms), by: "farm")
            }
            let behalf = terms == nil ? "" : DelegationText.behalf()
            let transactions = try (0..<DelegationBenchmark.count).map { number in
                let event = EventText.harvest(
                    EventText.lot("A\(number)"), 1,
                    extra: ",\"readPoint\":{\"id\":\"\(DelegationBenchmark.place)\"}" + behalf)
                var transaction = try world.capture([event], by: delegate)
                transaction.checkSignature(
                    with: World.key(of: delegate).publicKey, on: world.genesis.chainID)
                return transaction
            }
            let before = threadTime()
            let execution = try world.commit(transactions)
            let spent = Double(threadTime() - before) / 1000
            cost[name] = spent / Double(DelegationBenchmark.count)
            #expect(execution.outcomes.allSatisfy { $0.judgement == .done }, "\(name)")
        }
        for (name, microseconds) in cost.sorted(by: { $0.value < $1.value }) {
            print("\(name): \(String(format: "%.2f", microseconds)) µs an event, CPU of one thread")
        }
    }
}
