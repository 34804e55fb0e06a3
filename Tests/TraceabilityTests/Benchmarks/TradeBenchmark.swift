import Foundation
import LedgerCore
import Testing
import Traceability

/// What the newest rules cost by what an event does, in the documents of `Tests/Benchmarks/books.py`:
/// `DAFTAR_BENCH=20000 swift test -c release --filter TradeBenchmark` for about that many events; a few in
/// every run. State in memory; execution alone.
@Suite(.serialized)
struct TradeBenchmark {
    private static let asked = ProcessInfo.processInfo.environment["DAFTAR_BENCH"].flatMap(Int.init)
    private static let eventsADocument = asked == nil ? 3 : 250
    private static let rounds = max(1, (asked ?? 0) / (eventsADocument * Step.allCases.count))

    /// One document each; every one goes on where the one before has ended.
    private enum Step: CaseIterable {
        case harvest, ship, receive, dry, blend

        var member: String {
            switch self {
            case .harvest, .ship: "farm"
            case .receive, .dry: "processor"
            case .blend: "sandbox"
            }
        }
    }

    @Test func `every document of trade is done, and each step of it timed`() throws {
        var world = try World()
        try world.adopt(RuleVersion(5))
        var best: [Step: Double] = [:]

        for round in 0..<TradeBenchmark.rounds {
            try world.commit([signed(old(round), by: "sandbox", &world)])
            for step in Step.allCases {
                let transaction = try signed(events(step, round), by: step.member, &world)
                let (nanoseconds, execution) = try world.timed([transaction])
                let cost = Double(nanoseconds) / 1000 / Double(TradeBenchmark.eventsADocument)
                best[step] = min(best[step] ?? .infinity, cost)
                #expect(execution.outcomes.map(\.judgement) == [.done])
            }
        }

        // As many lots as were named: whoever makes it faster sees whether it still does the same.
        let made = TradeBenchmark.rounds * TradeBenchmark.eventsADocument * 5
        #expect(world.state.count(of: .lot) == made)
        let steps = Step.allCases.map { "\($0) \(TradeBenchmark.text(best[$0] ?? 0))" }
        let mean = best.values.reduce(0, +) / Double(best.count)
        print(
            "trade under the newest rules: \(TradeBenchmark.text(mean)) µs an event "
                + "(\(steps.joined(separator: ", "))), CPU of one thread, least of "
                + "\(TradeBenchmark.rounds); leaves \(world.state.digest.hex.prefix(16))")
    }

    private static func text(_ microseconds: Double) -> String {
        String(format: "%.2f", microseconds)
    }

    private func signed(
        _ events: [String], by member: String, _ world: inout World
    ) throws -> PreparedTransaction {
        var transaction = try world.capture(events, by: member)
        transaction.checkSignature(
            with: World.key(of: member).publicKey, on: world.genesis.chainID)
        return transaction
    }

    /// What the blends of a round take of, as many lots as theirs have inputs.
    private func old(_ round: Int) -> [String] {
        (0..<2 * TradeBenchmark.eventsADocument).map { place in
            EventText.harvest(name("H", round, place), 1000, extra: site("4880001"))
        }
    }

    private func events(_ step: Step, _ round: Int) -> [String] {
        (0..<TradeBenchmark.eventsADocument).map { place in
            let fresh = name("R", round, place)
            let id = id(step, round, place)
            switch step {
            case .harvest: return EventText.harvest(fresh, 100, id: id, extra: site("4880001"))
            case .ship:
                return EventText.ship(
                    fresh, 100, to: EventText.processorParty, id: id, extra: site("4880001"))
            case .receive:
                return EventText.receive(
                    fresh, 100, from: EventText.farmParty, id: id, disposition: "in_progress",
                    extra: site("4880002"))
            case .dry:
                return EventText.dry(
                    fresh, 100, into: name("R", round, place, of: "4880002"), 25, id: id,
                    extra: doing("drying") + site("4880002"))
            case .blend:
                return CustodyText.make(
                    [0, 1].map { (name("H", round, 2 * place + $0), 1) },
                    [(name("S", round, place, of: "4880002"), 2)], id: id,
                    extra: doing("commingling") + site("4880002"))
            }
        }
    }

    private func name(
        _ kind: String, _ round: Int, _ place: Int, of prefix: String = "4880001"
    ) -> String {
        EventText.lot("\(kind)\(1_000_000 + round * 1000 + place)", of: prefix)
    }

    private func id(_ step: Step, _ round: Int, _ place: Int) -> String {
        "urn:uuid:5a1c9d30-0000-4000-8000-\(100_000_000_000 + round * 1000 + place)\(step)"
    }

    private func doing(_ step: String) -> String {
        ",\"bizStep\":\"https://daftar.tj/voc/BizStep-\(step)\""
    }

    private func site(_ prefix: String) -> String {
        let place = EventText.plot("1", of: prefix)
        return ",\"readPoint\":{\"id\":\"\(place)\"},\"bizLocation\":{\"id\":\"\(place)\"}"
    }
}
