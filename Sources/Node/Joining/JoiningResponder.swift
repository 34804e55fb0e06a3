import EPCIS
import LedgerCore
import NIOCore

/// What a node answers while it joins: that it lives, and how far it has come.
///
/// It has no ledger to say anything else from, so everything else gets 503 with `node.joining`.
struct JoiningResponder: Sendable {
    struct Answer: Sendable {
        let status: Int
        let headers: [(String, String)]
        let body: ByteBuffer
    }

    let progress: JoinProgress
    private static let retrySeconds = 2

    func answer(_ path: String) -> Answer {
        switch path {
        case "/health/live": health(.members(["status": "live"]), 200)
        case "/health", "/health/ready":
            health(
                .members([
                    "status": "joining", "detail": .string(progress.stage.text),
                    "progress": progress.stage.value,
                ]), 503)
        default: refusal(path)
        }
    }

    private func health(_ value: JSONValue, _ status: Int) -> Answer {
        Answer(
            status: status,
            headers: [("Content-Type", MediaTypes.json), ("Cache-Control", "no-store")],
            body: JSONText.buffer(of: value))
    }

    private func refusal(_ path: String) -> Answer {
        let problem = Problem(
            "node.joining", "The node takes over the state of its peers: \(progress.stage.text).")
        let document = ProblemDocument(problem: problem, path: path, requestID: "joining")
        return Answer(
            status: problem.kind.status,
            headers: [
                ("Content-Type", MediaTypes.problem), ("Cache-Control", "no-store"),
                ("Retry-After", "\(Self.retrySeconds)"),
            ], body: JSONText.buffer(of: document.value))
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
