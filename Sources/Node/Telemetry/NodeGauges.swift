import Foundation
import LedgerCore
import Metrics

/// Levels that are read when somebody asks, rather than kept up.
struct NodeGauges: Sendable {
    let registry: MetricsRegistry
    let engine: LedgerEngine
    let started: ContinuousClock.Instant

    func refresh() {
        let snapshot = engine.snapshot
        set(MetricNames.height, Int64(clamping: snapshot.height.rawValue))
        set(MetricNames.logSize, Int64(clamping: snapshot.logSize))
        set(MetricNames.pool, Int64(snapshot.poolCount))
        set(MetricNames.queueDepth, Int64(engine.queueDepth))
        set(MetricNames.uptime, (ContinuousClock.now - started).components.seconds)
        if let bytes = Self.residentBytes() { set(MetricNames.residentBytes, bytes) }
    }

    private func set(_ name: String, _ level: Int64) {
        registry.makeMeter(label: name, dimensions: []).set(level)
    }

    /// The second number of `/proc/self/statm`, in pages.
    private static func residentBytes() -> Int64? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii) else {
            return nil
        }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int64(fields[1]) else { return nil }
        return pages * Int64(getpagesize())
    }
}
