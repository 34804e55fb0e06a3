import HTTPTypes
import Synchronization

/// One operation of the HTTP surface.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// In the manner of OpenAPI: `/v1/lots/{lot}/balance`; a last `{name+}` takes the rest of the path.
    let path: String
    let access: Access
    let telemetry: RouteTelemetry

    enum Access: Sendable {
        /// Anybody, whatever the configuration says.
        case open
        /// Anybody, or users only: ``NodeConfiguration/ReadAccess``.
        case reading
        /// A user of a member.
        case user
    }
}

/// Tells the outermost responder which route took the request.
final class RouteSlot: Sendable {
    private let taken = Mutex<Route?>(nil)

    var route: Route? {
        get { taken.withLock { $0 } }
        set { taken.withLock { $0 = newValue } }
    }
}

/// The paths of the surface, for the answers that no single route gives: 404, 405 and `OPTIONS`.
struct RouteTable: Sendable {
    private(set) var routes: [Route] = []

    mutating func add(_ route: Route) {
        routes.append(route)
    }

    /// The methods that `path` takes, `HEAD` and `OPTIONS` among them; empty when nothing is there.
    func methods(of path: String) -> [String] {
        let segments = path.split(separator: "/", omittingEmptySubsequences: true)
        var methods = Set<String>()
        for route in routes where Self.matches(route.path, segments) {
            methods.insert(route.method.rawValue)
        }
        guard !methods.isEmpty else { return [] }
        if methods.contains("GET") { methods.insert("HEAD") }
        methods.insert("OPTIONS")
        return methods.sorted()
    }

    private static func matches(_ template: String, _ segments: [Substring]) -> Bool {
        let parts = template.split(separator: "/", omittingEmptySubsequences: true)
        for (index, part) in parts.enumerated() {
            if part.hasSuffix("+}") { return segments.count > index }
            guard index < segments.count else { return false }
            if !part.hasPrefix("{"), part != segments[index] { return false }
        }
        return parts.count == segments.count
    }
}
