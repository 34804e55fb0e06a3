import Metrics
import Synchronization

/// What is measured of requests.
final class HTTPTelemetry: Sendable {
    private let registry: MetricsRegistry
    private let underWay: Cell
    private let strays: RouteTelemetry

    init(registry: MetricsRegistry) {
        self.registry = registry
        let meter = registry.makeMeter(label: MetricNames.requestsUnderWay, dimensions: [])
        underWay = (meter as? Cell) ?? Cell()
        strays = RouteTelemetry(method: "any", path: "none", registry: registry)
    }

    func route(method: String, path: String) -> RouteTelemetry {
        RouteTelemetry(method: method, path: path, registry: registry)
    }

    func began() {
        underWay.increment(by: 1.0)
    }

    /// - Parameter route: `nil` for a path that no route takes; its text is not kept, so that
    ///   strangers cannot fill the memory with names.
    func ended(_ route: RouteTelemetry?, status: Int, elapsed: Duration) {
        underWay.decrement(by: 1.0)
        (route ?? strays).record(status: status, elapsed: elapsed)
    }
}

/// The instruments of one operation, looked up once.
final class RouteTelemetry: Sendable {
    private let method: String
    private let path: String
    private let registry: MetricsRegistry
    private let duration: any TimerHandler
    private let counters = Mutex<[Int: any CounterHandler]>([:])

    init(method: String, path: String, registry: MetricsRegistry) {
        self.method = method
        self.path = path
        self.registry = registry
        duration = registry.makeTimer(
            label: MetricNames.requestSeconds, dimensions: [("method", method), ("path", path)])
    }

    func record(status: Int, elapsed: Duration) {
        duration.recordNanoseconds(elapsed.microseconds * 1000)
        let counter = counters.withLock { counters in
            if let counter = counters[status] { return counter }
            let counter = registry.makeCounter(
                label: MetricNames.requests,
                dimensions: [("method", method), ("path", path), ("status", String(status))])
            counters[status] = counter
            return counter
        }
        counter.increment(by: 1)
    }
}
