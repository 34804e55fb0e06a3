import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The parts of a running node and who holds what.
final class Node: Sendable {
    let configuration: NodeConfiguration
    let logger: Logger
    let registry = MetricsRegistry()
    let credentials: Credentials
    let credentialStore: CredentialStore
    private let processFile: ProcessFile
    private let telemetry: HTTPTelemetry

    init(configuration: NodeConfiguration) throws {
        self.configuration = configuration
        let home = configuration.home
        logger = Logger(label: "daftar", log: configuration.log)
        processFile = try ProcessFile(path: home.processFile, home: home.path)
        credentialStore = try CredentialStore(path: home.nodeFile)
        credentials = try Credentials(path: home.nodeFile)
        telemetry = HTTPTelemetry(registry: registry)
    }

    var ledgerService: any Service { IdleService() }

    func close() {
        processFile.release()
    }

    /// What answers requests; tests call it without a socket.
    func responder() -> NodeResponder {
        let routes = RouteBuilder(readAccess: configuration.readAccess, telemetry: telemetry)
        HealthRoutes(readiness: { .ready(height: 0) }).add(to: routes)
        OperationsRoutes(registry: registry, gauges: {}).add(to: routes)
        return NodeResponder(
            routes: routes.router.buildResponder(), table: routes.table,
            limits: configuration.limits, limiter: RateLimiter(limits: configuration.limits),
            credentials: credentials, telemetry: telemetry,
            logsRequests: configuration.log.requests)
    }

    func application(onReady: @escaping @Sendable (_ port: Int) -> Void)
        -> Application<NodeResponder>
    {
        Application(
            responder: responder(),
            server: .http1(
                configuration: .init(
                    idleTimeout: .milliseconds(Int64(configuration.limits.idleMilliseconds)))),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port)),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
            logger: logger)
    }
}

private struct IdleService: Service {
    func run() async throws {
        try await gracefulShutdown()
    }
}
