import Foundation
import LedgerCore
import Query
import Testing

/// The screen over an honest trade; `DAFTAR_BENCH=1000000 swift test -c release --filter
/// ScreenBenchmark` for a million events.
@Suite(.serialized)
struct ScreenBenchmark {
    private static let asked = ProcessInfo.processInfo.environment["DAFTAR_BENCH"].flatMap(Int.init)
    private static let chainsADocument = asked == nil ? 5 : 100

    @Test func `the whole ledger is screened`() throws {
        let world = try AlertCode.world()
        let chains = (ScreenBenchmark.asked ?? 300) / 6
        for first in stride(from: 0, to: chains, by: ScreenBenchmark.chainsADocument) {
            let numbers = first..<min(first + ScreenBenchmark.chainsADocument, chains)
            try ScreenBenchmark.trade(numbers, in: world)
        }
        let events = try world.index.read { try $0.eventCount() }

        var times: [Int] = []
        var screen: Screen?
        for _ in 0..<3 {
            let start = ContinuousClock.now
            screen = try world.index.read { try $0.screen() }
            times.append(Int((ContinuousClock.now - start) / .milliseconds(1)))
        }

        #expect(events == Int64(chains * 6))
        #expect(screen?.alerts.map(\.code) == [.dormantLot])
        print(
            "screen: \(events) events, \(times) ms, fdatasync \(try world.fdatasyncMicroseconds())",
            "µs;", try world.sizes(events: Int(events)))
    }

    /// Harvest, handing over, transformation, handing over; the first lot lies for a long time.
    private static func trade(_ numbers: Range<Int>, in world: QueryWorld) throws {
        func all(_ event: (Int) -> String) -> [String] { numbers.map(event) }
        try world.record(
            all { EventText.at($0 % 10, EventText.on($0 % 300, EventText.harvest("F\($0)"))) },
            by: "neighbour")
        try world.record(
            all { number in
                EventText.on(
                    number == 0 ? 400 : number % 300 + 1,
                    EventText.ship("F\(number)", kilograms: 100, to: "works-\(number % 5)"))
            }, by: "neighbour")
        for works in 0..<5 {
            let own = numbers.filter { $0 % 5 == works }
            try world.record(
                own.map {
                    EventText.on($0 % 300 + 2, EventText.receive("F\($0)", kilograms: 100))
                }
                    + own.map { number in
                        EventText.on(
                            number % 300 + 3,
                            EventText.transform(
                                [("F\(number)", 100)], into: [("D\(number)", 23 + number % 7)]))
                    }
                    + own.map { number in
                        EventText.on(
                            number % 300 + 9,
                            EventText.ship(
                                "D\(number)", kilograms: 23 + number % 7, to: "exporter"))
                    },
                by: "works-\(works)")
        }
        try world.record(
            all { number in
                EventText.on(
                    number % 300 + 10, EventText.receive("D\(number)", kilograms: 23 + number % 7))
            }, by: "exporter")
    }
}
