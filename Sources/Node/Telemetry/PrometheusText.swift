/// The text that Prometheus scrapes.
///
/// Spec: Prometheus exposition format 0.0.4.
enum PrometheusText {
    static func render(_ registry: MetricsRegistry) -> String {
        var out = ""
        var named = ""
        for (key, instrument) in registry.snapshot {
            if key.name != named {
                named = key.name
                out += "# HELP \(key.name) \(MetricNames.help[key.name] ?? key.name)\n"
                out += "# TYPE \(key.name) \(kind(of: instrument))\n"
            }
            write(key, instrument, to: &out)
        }
        return out
    }

    private static func kind(of instrument: Instrument) -> String {
        switch instrument {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }

    private static func write(
        _ key: Instrument.Key, _ instrument: Instrument, to out: inout String
    ) {
        switch instrument {
        case .counter(let cell): out += "\(key.name)\(labels(key)) \(cell.count)\n"
        case .gauge(let cell): out += "\(key.name)\(labels(key)) \(number(cell.level))\n"
        case .histogram(let cell):
            let reading = cell.reading
            var total: Int64 = 0
            for (bound, count) in zip(cell.bounds.map(number) + ["+Inf"], reading.counts) {
                total += count
                out += "\(key.name)_bucket\(labels(key, [("le", bound)])) \(total)\n"
            }
            out += "\(key.name)_sum\(labels(key)) \(reading.sum)\n"
            out += "\(key.name)_count\(labels(key)) \(total)\n"
        }
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
    }

    private static func labels(_ key: Instrument.Key, _ more: [(String, String)] = []) -> String {
        let all = key.labels.map { ($0.name, $0.value) } + more
        guard !all.isEmpty else { return "" }
        return "{" + all.map { "\($0.0)=\"\(escape($0.1))\"" }.joined(separator: ",") + "}"
    }

    private static func escape(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "\\": out += "\\\\"
            case "\"": out += "\\\""
            case "\n": out += "\\n"
            default: out.append(character)
            }
        }
        return out
    }
}
