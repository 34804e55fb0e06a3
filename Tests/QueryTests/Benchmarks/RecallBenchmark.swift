import Foundation
import LedgerCore
import Query
import Testing

/// A recall drill over a country's lots: `DAFTAR_BENCH=1000000 swift test -c release --filter
/// RecallBenchmark` for that many; two thousand in every run.
@Suite(.serialized)
struct RecallBenchmark {
    private static let asked = ProcessInfo.processInfo.environment["DAFTAR_BENCH"].flatMap(Int.init)
    private static let seed: UInt64 = 20_260_712

    @Test func `a drill finds all that a lot went into`() async throws {
        let world = try QueryWorld()
        var graph = RecallGraph(
            lots: RecallBenchmark.asked ?? 2_000, seed: RecallBenchmark.seed, index: world.index)
        let start = ContinuousClock.now
        try graph.build()
        print("seed \(RecallBenchmark.seed): \(graph.lots) lots in \(ContinuousClock.now - start)")

        // H0 went into the silo that a sixth of all drying took from.
        let worst = try await measure(world, ["H0", "H0", "H0", "H0", "H0"], "silo")
        var draw = SeededDraw(state: RecallBenchmark.seed)
        let origins = (0..<200).map { _ in "H\(draw.below(graph.harvested))" }
        try await measure(world, origins, "200 harvests")
        let whole = try await measure(
            world, ["H0", "H0", "H0"], "silo, every lot listed",
            limits: RecallLimits(listed: 0..<250_000))

        #expect(worst.truncation == nil && worst.totals.lots > graph.lots / 12)
        #expect(whole.lots.count == worst.totals.lots)
        let digest = Digest(
            hashing: Array(whole.lots.map(\.key).sorted().joined(separator: "\n").utf8))
        print("affected lots: \(digest)")
    }

    @discardableResult
    private func measure(
        _ world: QueryWorld, _ lots: [String], _ name: String,
        limits: RecallLimits = RecallLimits(listed: 0..<0)
    ) async throws -> Recall {
        var times: [Double] = []
        var counts: [Int] = []
        var last: Recall?
        for lot in lots {
            let start = ContinuousClock.now
            let recall = try await world.index.recall(
                from: .lot(EventText.lotKey(lot)), limits: limits)
            times.append((ContinuousClock.now - start) / .milliseconds(1))
            let found = try #require(recall)
            counts.append(found.totals.lots)
            last = found
        }
        print(
            "\(name): first \(text(times[0])) ms, p50 \(text(times.sorted()[times.count / 2])) ms,",
            "max \(text(times.max() ?? 0)) ms; affected lots at most \(counts.max() ?? 0)")
        return try #require(last)
    }

    private func text(_ milliseconds: Double) -> String { String(format: "%.1f", milliseconds) }
}
