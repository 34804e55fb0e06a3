import Metrics
import Synchronization

/// One number: a counter, or a gauge in thousandths.
final class Cell: CounterHandler, MeterHandler, Sendable {
    private let value = Atomic<Int64>(0)

    var count: Int64 { value.load(ordering: .relaxed) }
    var level: Double { Double(count) / 1000 }

    func increment(by amount: Int64) {
        value.wrappingAdd(amount, ordering: .relaxed)
    }

    func reset() {
        value.store(0, ordering: .relaxed)
    }

    func set(_ level: Int64) {
        value.store(level &* 1000, ordering: .relaxed)
    }

    func set(_ level: Double) {
        value.store(Self.thousandths(level), ordering: .relaxed)
    }

    func increment(by amount: Double) {
        value.wrappingAdd(Self.thousandths(amount), ordering: .relaxed)
    }

    func decrement(by amount: Double) {
        value.wrappingSubtract(Self.thousandths(amount), ordering: .relaxed)
    }

    private static func thousandths(_ level: Double) -> Int64 {
        Int64(exactly: (level * 1000).rounded()) ?? 0
    }
}

/// How often values fell under each of fixed bounds; sums in the unit of the bounds.
final class HistogramCell: RecorderHandler, TimerHandler, Sendable {
    /// 0.1 ms to 10 s, in seconds.
    static let seconds = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]
    /// Octets or things at once.
    static let sizes: [Double] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000]

    let bounds: [Double]
    private let state: Mutex<Reading>

    struct Reading: Sendable {
        /// One a bound and one for what is beyond the last; not cumulated.
        var counts: [Int64]
        var sum = 0.0
    }

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(Reading(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    var reading: Reading { state.withLock { $0 } }

    func record(_ value: Int64) {
        record(Double(value))
    }

    func record(_ value: Double) {
        let place = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock {
            $0.counts[place] += 1
            $0.sum += value
        }
    }

    func recordNanoseconds(_ duration: Int64) {
        record(Double(duration) / 1e9)
    }
}
