import Metrics
import Synchronization

/// The instruments of one node, behind the swift-metrics interface.
///
/// Each node of a process has its own, so nothing is registered globally. `/metrics` reads it.
final class MetricsRegistry: MetricsFactory, Sendable {
    private let instruments = Mutex<[Instrument.Key: Instrument]>([:])

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let cell = Cell()
        guard case .counter(let found) = keep(.counter(cell), label, dimensions) else {
            return cell
        }
        return found
    }

    func makeFloatingPointCounter(label: String, dimensions: [(String, String)])
        -> any FloatingPointCounterHandler
    {
        RoundingCounter(counter: makeCounter(label: label, dimensions: dimensions))
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        let cell = Cell()
        guard case .gauge(let found) = keep(.gauge(cell), label, dimensions) else { return cell }
        return found
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool)
        -> any RecorderHandler
    {
        let cell = HistogramCell(bounds: HistogramCell.sizes)
        guard case .histogram(let found) = keep(.histogram(cell), label, dimensions) else {
            return cell
        }
        return found
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let cell = HistogramCell(bounds: HistogramCell.seconds)
        guard case .histogram(let found) = keep(.histogram(cell), label, dimensions) else {
            return cell
        }
        return found
    }

    /// Instruments live as long as their node.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    /// Sorted by name, then by labels.
    var snapshot: [(key: Instrument.Key, instrument: Instrument)] {
        instruments.withLock { $0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The instrument that has the name and labels already, or this one from now on.
    private func keep(_ made: Instrument, _ label: String, _ dimensions: [(String, String)])
        -> Instrument
    {
        let key = Instrument.Key(name: label, labels: dimensions.map(Instrument.Label.init))
        return instruments.withLock { instruments in
            if let found = instruments[key] { return found }
            instruments[key] = made
            return made
        }
    }
}

enum Instrument: Sendable {
    case counter(Cell)
    case gauge(Cell)
    case histogram(HistogramCell)

    struct Key: Hashable, Comparable, Sendable {
        let name: String
        let labels: [Label]

        static func < (left: Key, right: Key) -> Bool {
            if left.name != right.name { return left.name < right.name }
            return left.labels.lexicographicallyPrecedes(right.labels)
        }
    }

    struct Label: Hashable, Comparable, Sendable {
        let name: String
        let value: String

        init(_ pair: (String, String)) {
            name = pair.0
            value = pair.1
        }

        static func < (left: Label, right: Label) -> Bool {
            (left.name, left.value) < (right.name, right.value)
        }
    }
}

/// Counts fractions as whole units, rounded to nearest; nothing here counts fractions.
private final class RoundingCounter: FloatingPointCounterHandler {
    private let counter: any CounterHandler

    init(counter: any CounterHandler) {
        self.counter = counter
    }

    func increment(by amount: Double) {
        counter.increment(by: Int64(amount.rounded()))
    }

    func reset() {
        counter.reset()
    }
}
