import HTTPTypes
import Hummingbird
import LedgerCore
import Logging

/// The outermost layer: who asks, how often, what went wrong, how long it took.
///
/// Everything below throws; here, once, it becomes a problem document.
struct NodeResponder: HTTPResponder {
    typealias Context = NodeRequestContext

    let routes: RouterResponder<NodeRequestContext>
    let table: RouteTable
    let limits: NodeLimits
    /// The chain's, in force at the head.
    let parameters: @Sendable () -> ChainParameters
    let limiter: RateLimiter
    let credentials: Credentials
    let telemetry: HTTPTelemetry
    let logsRequests: Bool

    func respond(to request: Request, context: NodeRequestContext) async -> Response {
        let started = ContinuousClock.now
        telemetry.began()
        var response: Response
        do {
            response = try await answer(request, context)
        } catch {
            response = refuse(error, request, context)
        }
        finish(&response, request, context)
        let elapsed = ContinuousClock.now - started
        telemetry.ended(
            context.route.route?.telemetry, status: response.status.code, elapsed: elapsed)
        if logsRequests { log(request, context, response, elapsed) }
        return response
    }

    private func answer(_ request: Request, _ context: NodeRequestContext) async throws -> Response
    {
        var context = context
        let target = request.head.path?.utf8.count ?? 0
        guard target <= limits.targetBytesMax else {
            throw Problem(
                "request.uri_too_long",
                "Path and query have \(target) octets, and \(limits.targetBytesMax) are allowed."
            ).with(limit: limits.targetBytesMax)
        }
        context.principal = try authenticate(request, context)
        try limiter.admit(context.principal, context)
        let response = try await routes.respond(to: request, context: context)
        if context.route.route != nil { return response }
        let methods = table.methods(of: request.uri.path)
        if methods.isEmpty {
            throw Problem("request.no_such_path", "Nothing answers under \(request.uri.path).")
        }
        if request.method == .options {
            return Discovery.response(
                methods, request.uri.path, limits.within(parameters()))
        }
        throw Problem(
            "request.method",
            "\(request.method.rawValue) is not among \(methods.joined(separator: ", "))."
        ).with(.allow, methods.joined(separator: ", "))
    }

    /// - Returns: `nil` when no token was sent.
    private func authenticate(_ request: Request, _ context: NodeRequestContext) throws
        -> Principal?
    {
        guard let header = request.headers[.authorization] else { return nil }
        guard let token = BearerToken(header: header), let principal = try credentials.find(token)
        else {
            try limiter.admitRefusedToken(context)
            throw Problem(
                "auth.token", "The token of the Authorization header is not valid at this node.")
        }
        return principal
    }

    private func refuse(_ error: any Error, _ request: Request, _ context: NodeRequestContext)
        -> Response
    {
        let problem = Problem(describing: error)
        if problem.kind.status == 500 {
            context.logger.error(
                "a request failed",
                metadata: [
                    "method": "\(request.method.rawValue)", "path": "\(request.uri.path)",
                    "error": "\(error)",
                ])
        }
        return ProblemDocument(
            problem: problem, path: request.uri.path, requestID: context.id
        ).response
    }

    private func finish(
        _ response: inout Response, _ request: Request, _ context: NodeRequestContext
    ) {
        response.headers[.requestID] = context.id
        response.headers[.contentTypeOptions] = "nosniff"
        switch request.method {
        case .get, .head, .options:
            response.headers[.accessControlAllowOrigin] = "*"
            response.headers[.accessControlExposeHeaders] = Discovery.exposedHeaders
        default: break
        }
        if request.method == .head, response.status.code >= 400 {
            response = response.createHeadResponse()
        }
    }

    private func log(
        _ request: Request, _ context: NodeRequestContext, _ response: Response,
        _ elapsed: Duration
    ) {
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "path": "\(request.uri.path)",
                "status": "\(response.status.code)", "microseconds": "\(elapsed.microseconds)",
                "user": "\(context.principal?.name ?? "-")",
                "address": "\(context.remoteAddress)",
            ])
    }
}

extension Duration {
    /// Rounded down; saturates.
    var microseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? .max : whole + attoseconds / 1_000_000_000_000
    }
}
