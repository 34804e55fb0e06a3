import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import Query

/// Lots: what is known of them, who holds them, what they were made of and what became of them.
struct LotRoutes {
    let index: QueryIndex
    let readers: Readers

    func add(to routes: RouteBuilder) {
        routes.get("/v1/lots/{lot}", .reading) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            try QueryItems(request.uri.query).allow()
            let key = try Self.key(context)
            let reading = try await readers.reading(context)
            let acceptance = try await index.acceptance()
            let found = try await index.read { query -> LotStory? in
                let reader = reading.reader
                guard
                    let summary = try query.summary(
                        of: key, for: reader, acceptance: acceptance),
                    let history = try query.history(of: key, stepsMax: 200, for: reader)
                else { return nil }
                return LotStory(
                    summary: summary, history: history, recall: try query.recall(of: key))
            }
            let story = try await known(found, key)
            try await reading.note(story.history.steps.map(\.event))
            try await reading.note(story.summary.balance)
            return Response(story: story.value)
        }
        routes.get("/v1/lots/{lot}/balance", .reading) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            try QueryItems(request.uri.query).allow()
            let key = try Self.key(context)
            let reading = try await readers.reading(context)
            let acceptance = try await index.acceptance()
            let found = try await index.read {
                try $0.balance(of: key, for: reading.reader, acceptance: acceptance)
            }
            let balance = try await known(found, key)
            try await reading.note(balance)
            return Response(story: BalanceStory(balance).value)
        }
        routes.get("/v1/lots/{lot}/trace", .reading) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            return try await trace(
                request, try Self.key(context), try await readers.reading(context))
        }
    }

    private func trace(
        _ request: Request, _ key: String, _ reading: Reading
    ) async throws -> Response {
        let items = try QueryItems(request.uri.query)
        try items.allow("direction", "depth")
        guard let direction = Trace.Direction(rawValue: items["direction"] ?? "upstream") else {
            throw Problem("request.parameter", "direction is upstream or downstream.")
        }
        let standard = TraceLimits()
        let depth = try items.integer("depth", in: 1...1_000, default: standard.depthMax)
        let found = try await index.read {
            try $0.trace(
                of: key, direction, limits: TraceLimits(depthMax: depth), for: reading.reader)
        }
        let trace = try await known(found, key)
        try await reading.note(trace.joints.flatMap(\.events), of: key)
        var headers = HTTPFields()
        headers[.vary] = "Authorization"
        return Response(json: TraceStory(trace, of: key).json, headers: headers)
    }

    /// The key of the lot, or of another thing, that the path names.
    ///
    /// - Throws: `request.identifier` or `gs1.…` for what identifies nothing.
    static func key(_ context: NodeRequestContext, _ parameter: String = "lot") throws -> String {
        let text = context.parameters.get(parameter) ?? ""
        guard let decoded = PercentCoding.decode(text), !decoded.isEmpty else {
            throw Problem("request.identifier", "The percent-encoding of \(text) is broken.")
        }
        do {
            return try ObjectKey(parsing: decoded).text
        } catch {
            throw Problem(
                error.code == .badIdentifier ? "request.identifier" : error.code.rawValue,
                "\(decoded) identifies nothing: \(error.sentence).")
        }
    }

    /// - Throws: `resource.no_such_lot`; `resource.not_on_node` where older blocks may know it.
    private func known<Value>(_ value: Value?, _ key: String) async throws -> Value {
        guard let value else {
            try await index.requireHistory()
            throw Problem("resource.no_such_lot", "The ledger knows nothing of \(key).")
        }
        return value
    }
}

extension Response {
    /// A JSON answer of its reader: nothing between the two keeps it for another.
    init(story value: JSONValue) {
        var headers = HTTPFields()
        headers[.vary] = "Authorization"
        self.init(json: value, headers: headers)
    }
}
