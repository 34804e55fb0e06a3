import Foundation
import LedgerCore
import Query
import Testing

/// A lot with ten thousand ancestors; `DAFTAR_BENCH=… swift test -c release --filter TraceBenchmark`.
@Suite(.serialized)
struct TraceBenchmark {
    private static let isLarge = ProcessInfo.processInfo.environment["DAFTAR_BENCH"] != nil

    /// Layers of lots, each made of three of the layer before that its neighbours use too.
    @Test func `a lot with thousands of ancestors is traced`() throws {
        let (layers, width) = TraceBenchmark.isLarge ? (20, 500) : (4, 20)
        let world = try QueryWorld()
        for layer in 0..<layers {
            let events = (0..<width).map { lot -> String in
                if layer == 0 { return EventText.harvest("0-\(lot)", kilograms: 1_000) }
                let inputs = (0..<3).map { step in
                    ("\(layer - 1)-\((lot * 3 + step * 7) % width)", 1)
                }
                return EventText.transform(
                    Dictionary(inputs, uniquingKeysWith: +).sorted { $0.key < $1.key }
                        .map { ($0.key, $0.value) },
                    into: [("\(layer)-\(lot)", 100)], at: layer)
            }
            try world.record(events, by: "farm")
        }
        let all = (0..<width).map { ("\(layers - 1)-\($0)", 1) }
        try world.record([EventText.transform(all, into: [("top", 1)], at: 999)], by: "farm")

        var nodes = 0
        var times: [String] = []
        for (name, reader) in [
            ("stranger", Reader.anonymous), ("recorder", .user(of: "farm")),
            ("member", .user(of: "exporter")), ("supervisor", .overseer),
        ] {
            var best = Double.infinity
            for _ in 0..<5 {
                let start = ContinuousClock.now
                let trace = try world.index.read {
                    try $0.trace(of: EventText.lotKey("top"), .upstream, for: reader)
                }
                best = min(best, (ContinuousClock.now - start) / .milliseconds(1))
                nodes = trace?.nodes.count ?? 0
                #expect(trace?.truncation == nil && trace?.cyclic == [])
            }
            times.append("\(name) \(String(format: "%.1f", best)) ms")
        }
        let label = ContinuousClock.now
        for _ in 0..<20 {
            _ = try world.index.read { try $0.label(for: EventText.lotKey("3-1")) }
        }
        let labelMilliseconds = (ContinuousClock.now - label) / .milliseconds(20)

        #expect(nodes == layers * width + 1)
        print(
            "trace: \(nodes) nodes, best of 5: \(times.joined(separator: ", "));",
            "label with 3 layers: \(String(format: "%.2f", labelMilliseconds)) ms")
    }
}
