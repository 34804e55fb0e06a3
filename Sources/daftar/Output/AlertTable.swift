import EPCIS

/// Alerts as a table, a row each.
///
/// Spec: RFC 4180.
struct AlertTable {
    let alerts: [JSONValue]

    var rows: [[String]] {
        let names = [
            "code", "severity", "record_time", "members", "lots", "place", "goods", "numbers",
            "event_count", "events",
        ]
        return [names]
            + alerts.map { alert in
                [
                    alert["code"]?.string ?? "", alert["severity"]?.string ?? "",
                    alert["recordTime"]?.string ?? "", Self.joined(alert, "members"),
                    Self.joined(alert, "lots"), alert["place"]?.string ?? "",
                    Self.joined(alert, "goods"), Self.numbers(alert),
                    String(alert.integer("eventCount") ?? 0), Self.joined(alert, "events"),
                ]
            }
    }

    static func line(_ cells: [String]) -> String {
        cells.map { cell in
            cell.contains { "\",\n\r".contains($0) }
                ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
        }.joined(separator: ",")
    }

    static func joined(_ alert: JSONValue, _ name: String) -> String {
        (alert[name]?.array ?? []).compactMap(\.string).joined(separator: " ")
    }

    /// Such as `ratio 400000 beyond 324000, usual 250000 perMillion`.
    static func numbers(_ alert: JSONValue) -> String {
        (alert["numbers"]?.array ?? []).map { number in
            let usual = number.integer("usual").map { ", usual \($0)" } ?? ""
            return "\(number["name"]?.string ?? "") \(number.integer("observed") ?? 0) beyond "
                + "\(number.integer("threshold") ?? 0)\(usual) \(number["unit"]?.string ?? "")"
        }.joined(separator: "; ")
    }
}
