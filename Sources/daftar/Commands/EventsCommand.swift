import ArgumentParser
import EPCIS

struct EventsCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Ask a node for events.",
        discussion: """
            Filters are the standard's query parameters: --where EQ_bizStep=shipping --where \
            MATCH_anyEPC=… Without --json a line an event is shown.
            """)

    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "One event by its id.")
    var eventID: String?

    @Option(name: .customLong("where"), help: "A query parameter as NAME=VALUE; may be repeated.")
    var filters: [String] = []

    @Option(name: .long, help: "At most so many events.")
    var limit = 30

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit is 1 to 10000.") }
        for filter in filters where !filter.contains("=") {
            throw ValidationError("--where takes NAME=VALUE, not “\(filter)”.")
        }
    }

    func perform(_ terminal: Terminal) async throws {
        let node = try remote.client()
        var events: [JSONValue] = []
        var path: String? = firstPath
        while let next = path, events.count < limit {
            let answer = try await node.send(.init(path: next))
            guard answer.status == 200 else { throw NodeClient.failure(answer) }
            events += Self.events(of: try answer.json())
            path = answer.nextPath
        }
        events = Array(events.prefix(limit))
        for event in events { terminal.line(Self.line(event)) }
        terminal.result(.array(events))
    }

    private var firstPath: String {
        if let eventID { return "/epcis/v2/events/" + percentEncoded(eventID) }
        let parameters = filters.map { filter in
            let parts = filter.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return parts.map { percentEncoded(String($0)) }.joined(separator: "=")
        }
        return "/epcis/v2/events?"
            + (["perPage=\(min(limit, 500))"] + parameters).joined(separator: "&")
    }

    private static func events(of document: JSONValue) -> [JSONValue] {
        let body = document["epcisBody"]
        return body?["queryResults"]?["resultsBody"]?["eventList"]?.array
            ?? body?["eventList"]?.array ?? [document]
    }

    private static func line(_ event: JSONValue) -> String {
        let quantities = [
            "quantityList", "inputQuantityList", "outputQuantityList", "childQuantityList",
        ].flatMap { event[$0]?.array ?? [] }
        let things =
            (event["epcList"]?.array ?? []).compactMap(\.string)
            + quantities.compactMap { $0["epcClass"]?.string }
        return [
            event["eventTime"]?.string, event["type"]?.string, event["bizStep"]?.string,
            things.first.map { things.count > 1 ? "\($0) and \(things.count - 1) more" : $0 },
        ].compactMap(\.self).joined(separator: "  ")
    }
}
