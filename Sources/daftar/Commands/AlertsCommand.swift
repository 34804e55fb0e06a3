import ArgumentParser
import EPCIS

struct AlertsCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "What an inspector should look at, and why.",
        discussion: """
            Takes a token. A regulator, inspector, customs office or certifier sees every alert, another \
            member those about itself. An alert is no proof: Docs/Spec/Screen.md says what each code \
            looks for.
            """)

    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: "Only this code, such as screen.ratio_peers; may be repeated.")
    var code: [String] = []

    @Option(name: .long, help: "At least this: low, medium or high.")
    var severity: String?

    @Option(name: .long, help: "Only those about a member.")
    var member: String?

    @Option(name: .long, help: "Only those about a lot.")
    var lot: String?

    @Option(name: .long, help: "Only those about a place.")
    var place: String?

    @Option(name: .long, help: "Only those with an event recorded since, as 2025-07-01T00:00:00Z.")
    var since: String?

    @Option(name: .long, help: "At most so many alerts.")
    var limit = 100

    @Flag(name: .long, help: "Write a table in CSV.")
    var csv = false

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit is 1 to 10000.") }
        guard !csv || !output.json else { throw ValidationError("--csv or --json, not both.") }
    }

    func perform(_ terminal: Terminal) async throws {
        let node = try remote.client()
        var alerts: [JSONValue] = []
        var path: String? = firstPath
        while let next = path, alerts.count < limit {
            let answer = try await node.send(.init(path: next))
            guard answer.status == 200 else { throw NodeClient.failure(answer) }
            alerts += try answer.json()["alerts"]?.array ?? []
            path = answer.nextPath
        }
        alerts = Array(alerts.prefix(limit))
        if csv {
            AlertTable(alerts: alerts).rows.forEach { terminal.line(AlertTable.line($0)) }
        } else {
            for alert in alerts { Self.lines(alert).forEach { terminal.line($0) } }
        }
        terminal.result(.array(alerts))
    }

    private var firstPath: String {
        let filters: [(String, String?)] = [
            ("code", code.isEmpty ? nil : code.joined(separator: "|")), ("severity", severity),
            ("member", member), ("lot", lot), ("place", place), ("since", since),
        ]
        let asked = filters.compactMap { name, value in
            value.map { "\(name)=\(percentEncoded($0))" }
        }
        return "/v1/alerts?" + (["perPage=\(min(limit, 500))"] + asked).joined(separator: "&")
    }

    private static func lines(_ alert: JSONValue) -> [String] {
        let subjects =
            ["members", "lots", "goods"].map { AlertTable.joined(alert, $0) }
            + [alert["place"]?.string ?? ""]
        return [
            [alert["severity"]?.string, alert["code"]?.string, alert["recordTime"]?.string]
                .compactMap(\.self).joined(separator: "  "),
            "  " + (alert["meaning"]?.string ?? ""),
            "  " + subjects.filter { !$0.isEmpty }.joined(separator: "; "),
            "  " + AlertTable.numbers(alert),
            "  \(alert.integer("eventCount") ?? 0) events: " + AlertTable.joined(alert, "events"),
        ]
    }
}
