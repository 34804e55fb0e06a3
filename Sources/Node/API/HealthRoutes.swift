import EPCIS
import HTTPTypes
import Hummingbird
import NIOCore

/// Whether the node lives, and whether it should be sent work.
struct HealthRoutes {
    let readiness: @Sendable () -> NodeReadiness
    /// What the disk has lost of the archive.
    let damage: @Sendable () -> [String]

    func add(to routes: RouteBuilder) {
        routes.get("/health/live", .open) { _, _ in answer(.members(["status": "live"]), 200) }
        routes.get("/health/ready", .open) { _, _ in ready() }
        routes.get("/health", .open) { _, _ in ready() }
    }

    private func ready() -> Response {
        switch readiness() {
        case .ready(let height):
            // It serves all the same: what it decides does not rest on the archive.
            let damage = damage()
            return answer(
                .members([
                    "status": "ready", "height": .integer(height),
                    "damage": damage.isEmpty ? nil : .array(damage.map(JSONValue.string)),
                ]), 200)
        case .starting: return answer(.members(["status": "starting"]), 503)
        case .stopping: return answer(.members(["status": "stopping"]), 503)
        }
    }

    private func answer(_ value: JSONValue, _ status: Int) -> Response {
        var response = Response(json: value)
        response.status = .init(code: status)
        response.headers[.cacheControl] = "no-store"
        return response
    }
}

/// What a load balancer wants to know.
enum NodeReadiness: Hashable, Sendable {
    /// Caught up with its own ledger; serves.
    case ready(height: UInt64)
    case starting
    case stopping
}
