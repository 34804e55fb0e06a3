import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore

/// What a node answers while it joins: that it lives, and how far it has come.
///
/// It has no ledger to say anything else from, so everything else gets 503 with `node.joining`.
struct JoiningResponder: HTTPResponder {
    typealias Context = NodeRequestContext

    let progress: JoinProgress
    private static let retrySeconds: Int64 = 2

    func respond(to request: Request, context: NodeRequestContext) async -> Response {
        var response = answer(request, context)
        response.headers[.requestID] = context.id
        response.headers[.contentTypeOptions] = "nosniff"
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(_ request: Request, _ context: NodeRequestContext) -> Response {
        switch request.uri.path {
        case "/health/live": health(.members(["status": "live"]), .ok)
        case "/health", "/health/ready":
            health(
                .members([
                    "status": "joining", "detail": .string(progress.stage.text),
                    "progress": progress.stage.value,
                ]), .serviceUnavailable)
        default:
            ProblemDocument(
                problem: Problem(
                    "node.joining",
                    "The node takes over the state of its peers: \(progress.stage.text)."
                ).retryAfter(seconds: Self.retrySeconds),
                path: request.uri.path, requestID: context.id
            ).response
        }
    }

    private func health(_ value: JSONValue, _ status: HTTPResponse.Status) -> Response {
        var response = Response(json: value, status: status)
        response.headers[.cacheControl] = "no-store"
        return response
    }
}

extension JoinProgress.Stage {
    fileprivate var value: JSONValue {
        switch self {
        case .looking: .members(["step": "looking"])
        case .waiting(let peer): .members(["step": "waiting", "peer": .string(peer)])
        case .fetching(let height, let done, let count):
            .members([
                "step": "fetching", "height": .integer(height.rawValue), "chunks": .integer(done),
                "chunksOf": .integer(count),
            ])
        case .installing(let height, let done, let count):
            .members([
                "step": "installing", "height": .integer(height.rawValue), "keys": .integer(done),
                "keysOf": .integer(count),
            ])
        }
    }
}
