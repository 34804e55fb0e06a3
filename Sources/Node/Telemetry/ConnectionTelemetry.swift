import Metrics

/// Counts the connections of one port that are closed for being slow.
struct ConnectionTelemetry: Sendable {
    enum Port: String, Hashable, Sendable {
        case clients, peers

        var label: (String, String) { ("port", rawValue) }
    }

    private let counters: [ConnectionPace.Fault: Counter]

    init(registry: MetricsRegistry, port: Port) {
        let pairs = ConnectionPace.Fault.allCases.map { fault in
            (
                fault,
                Counter(
                    label: MetricNames.connectionsSlow,
                    dimensions: [port.label, ("at", fault.rawValue)], factory: registry)
            )
        }
        counters = Dictionary(uniqueKeysWithValues: pairs)
    }

    func closed(_ fault: ConnectionPace.Fault) {
        counters[fault]?.increment()
    }
}
