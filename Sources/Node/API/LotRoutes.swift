import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import Query

/// Lots: what is known of them, who holds them, what they were made of and what became of them.
struct LotRoutes {
    let index: QueryIndex

    func add(to routes: RouteBuilder) {
        routes.get("/v1/lots/{lot}", .reading) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            try QueryItems(request.uri.query).allow()
            let key = try Self.key(context)
            let found = try await index.read { reader -> LotStory? in
                guard let summary = try reader.summary(of: key),
                    let history = try reader.history(of: key, stepsMax: 200)
                else { return nil }
                return LotStory(
                    summary: summary, history: history, recall: try reader.recall(of: key))
            }
            return Response(json: try await known(found, key).value)
        }
        routes.get("/v1/lots/{lot}/balance", .reading) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            try QueryItems(request.uri.query).allow()
            let key = try Self.key(context)
            let found = try await index.read { try $0.balance(of: key) }
            return Response(json: BalanceStory(try await known(found, key)).value)
        }
        routes.get("/v1/lots/{lot}/trace", .reading) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            return try await trace(request, try Self.key(context))
        }
    }

    private func trace(_ request: Request, _ key: String) async throws -> Response {
        let items = try QueryItems(request.uri.query)
        try items.allow("direction", "depth")
        guard let direction = Trace.Direction(rawValue: items["direction"] ?? "upstream") else {
            throw Problem("request.parameter", "direction is upstream or downstream.")
        }
        let standard = TraceLimits()
        let depth = try items.integer("depth", in: 1...1_000, default: standard.depthMax)
        let found = try await index.read {
            try $0.trace(of: key, direction, limits: TraceLimits(depthMax: depth))
        }
        return Response(json: TraceStory(try await known(found, key), of: key).json)
    }

    /// The key of the lot that the path names.
    ///
    /// - Throws: `request.identifier` or `gs1.…` for what identifies nothing.
    static func key(_ context: NodeRequestContext) throws -> String {
        let text = context.parameters.get("lot") ?? ""
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
