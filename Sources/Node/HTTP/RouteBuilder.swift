import HTTPTypes
import Hummingbird

/// Registers operations with the router and, in the same breath, with the table that the OpenAPI
/// test and `OPTIONS` read.
final class RouteBuilder {
    let router = Router(
        context: NodeRequestContext.self, options: .autoGenerateHeadEndpoints)
    private(set) var table = RouteTable()
    private let readAccess: NodeConfiguration.ReadAccess
    private let telemetry: HTTPTelemetry

    init(readAccess: NodeConfiguration.ReadAccess, telemetry: HTTPTelemetry) {
        self.readAccess = readAccess
        self.telemetry = telemetry
    }

    typealias Handler = @Sendable (Request, NodeRequestContext) async throws -> Response

    func get(_ path: String, _ access: Route.Access, _ handler: @escaping Handler) {
        on(.get, path, access, handler)
    }

    func post(_ path: String, _ access: Route.Access, _ handler: @escaping Handler) {
        on(.post, path, access, handler)
    }

    private func on(
        _ method: HTTPRequest.Method, _ path: String, _ access: Route.Access,
        _ handler: @escaping Handler
    ) {
        let route = Route(
            method: method, path: path, access: access,
            telemetry: telemetry.route(method: method.rawValue, path: path))
        table.add(route)
        let needsUser = access == .user || (access == .reading && readAccess == .users)
        router.on(RouterPath(Self.routerPath(path)), method: method) { request, context in
            context.route.route = route
            if needsUser, context.principal == nil {
                throw Problem(
                    "auth.missing", "\(method.rawValue) \(path) is for users of a member.")
            }
            return try await handler(request, context)
        }
    }

    /// `/01/{rest+}` is `/01/**` to the router; single parameters are written alike.
    private static func routerPath(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: true)
            .map { $0.hasSuffix("+}") ? "**" : String($0) }
            .joined(separator: "/")
    }
}
