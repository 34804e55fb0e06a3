import EPCIS
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LedgerCore
import NIOCore
import Testing

@testable import Node

/// What every path does alike.
struct SurfaceTests {
    private let directory: TemporaryHome
    private let store: CredentialStore
    private let credentials: Credentials

    init() throws {
        directory = try TemporaryHome()
        store = try CredentialStore(path: directory.home.nodeFile)
        credentials = try Credentials(path: directory.home.nodeFile)
    }

    private func app(limits: NodeLimits = NodeLimits()) -> some ApplicationProtocol {
        let registry = MetricsRegistry()
        let telemetry = HTTPTelemetry(registry: registry)
        let routes = RouteBuilder(readAccess: .everybody, telemetry: telemetry)
        HealthRoutes(readiness: { .ready(height: 3) }, damage: { [] }).add(to: routes)
        OperationsRoutes(registry: registry, gauges: {}).add(to: routes)
        routes.get("/echo/{name}", .reading) { _, context in
            Response(json: .members(["name": .string(context.parameters.get("name") ?? "")]))
        }
        routes.post("/bytes", .open) { request, _ in
            try request.requireContentType([MediaTypes.json])
            return Response(json: .integer(try await request.bytes(upTo: 8).count))
        }
        routes.post("/users", .user) { _, context in
            Response(json: .string(context.principal?.name ?? ""))
        }
        return Application(
            responder: NodeResponder(
                routes: routes.router.buildResponder(), table: routes.table, limits: limits,
                parameters: { ChainParameters() }, limiter: RateLimiter(limits: limits),
                credentials: credentials,
                telemetry: telemetry, logsRequests: false))
    }

    private func execute(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:],
        body: String? = nil, limits: NodeLimits = NodeLimits()
    ) async throws -> TestResponse {
        try await app(limits: limits).test(.router) { client in
            try await client.execute(
                uri: path, method: method, headers: headers,
                body: body.map { ByteBuffer(string: $0) })
        }
    }

    @Test func `a path that is not there is a problem with a code`() async throws {
        let response = try await execute(.get, "/nowhere")

        #expect(response.status == .notFound)
        #expect(response.headers[.contentType] == "application/problem+json")
        let text = String(buffer: response.body)
        #expect(try Answer(response).code == "request.no_such_path")
        #expect(text.contains("\"instance\":\"/nowhere\""))
        #expect(response.headers[.requestID] != nil)
    }

    @Test(arguments: ["PUT", "TRACE", "DELETE", "PATCH", "POST"])
    func `a method that the path does not take is told which it takes`(method: String)
        async throws
    {
        let response = try await execute(
            try #require(HTTPRequest.Method(method)), "/echo/x")

        #expect(response.status == .methodNotAllowed)
        #expect(try Answer(response).code == "request.method")
        #expect(response.headers[.allow] == "GET, HEAD, OPTIONS")
    }

    @Test func `OPTIONS tells the methods and lets browsers read`() async throws {
        let response = try await execute(.options, "/echo/x")

        #expect(response.status == .noContent)
        #expect(response.headers[.allow] == "GET, HEAD, OPTIONS")
        #expect(response.headers[.accessControlAllowOrigin] == "*")
        #expect(response.headers[.accessControlAllowMethods] == "GET, HEAD")
    }

    @Test func `HEAD has the headers of GET and no body`() async throws {
        let response = try await execute(.head, "/echo/x")

        #expect(response.status == .ok)
        #expect(response.headers[.contentType] == "application/json")
        #expect(response.body.readableBytes == 0)
    }

    @Test func `a body beyond the limit is refused with the limit`() async throws {
        let response = try await execute(
            .post, "/bytes", [.contentType: "application/json"], body: "123456789")

        #expect(response.status == .contentTooLarge)
        #expect(String(buffer: response.body).contains("\"limit\":8"))
    }

    @Test func `a body of another type is refused with the types that are read`() async throws {
        let response = try await execute(
            .post, "/bytes", [.contentType: "text/csv"], body: "1")
        let packed = try await execute(
            .post, "/bytes", [.contentEncoding: "gzip"], body: "1")

        #expect(response.status == .unsupportedMediaType)
        #expect(try Answer(response).code == "request.media_type")
        #expect(response.headers[.acceptPost] == "application/json")
        #expect(packed.status == .unsupportedMediaType)
    }

    @Test func `a target beyond the limit is refused`() async throws {
        let response = try await execute(
            .get, "/echo/" + String(repeating: "a", count: 9_000))

        #expect(response.status.code == 414)
        #expect(try Answer(response).code == "request.uri_too_long")
    }

    @Test func `a client that reads nothing we write is told`() async throws {
        let response = try await execute(.get, "/openapi.json", [.accept: "image/png"])

        #expect(response.status == .notAcceptable)
        #expect(try Answer(response).code == "request.not_acceptable")
    }

    @Test func `a path for users wants a token, and a good one`() async throws {
        let token = try store.issue(
            user: "rustam", member: try #require(MemberID("farm-1")))

        let without = try await execute(.post, "/users")
        let wrong = try await execute(
            .post, "/users", [.authorization: "Bearer " + BearerToken.random().text])
        let right = try await execute(
            .post, "/users", [.authorization: "Bearer " + token.text])

        #expect(without.status == .unauthorized)
        #expect(without.headers[.wwwAuthenticate] == "Bearer realm=\"daftar\"")
        #expect(String(buffer: without.body).contains("auth.missing"))
        #expect(wrong.status == .unauthorized)
        #expect(String(buffer: wrong.body).contains("auth.token"))
        #expect(right.status == .ok)
        #expect(String(buffer: right.body) == "\"rustam\"")
    }

    @Test func `a wrong token is refused even where none is needed`() async throws {
        let response = try await execute(.get, "/echo/x", [.authorization: "Bearer x"])

        #expect(response.status == .unauthorized)
    }

    @Test func `a client that asks too often is told when to come back`() async throws {
        var limits = NodeLimits()
        limits.anonymousRate = RequestRate(perSecond: 1, burst: 2)

        let statuses = try await app(limits: limits).test(.router) { client in
            var statuses: [Int] = []
            while statuses.count < 50, statuses.last != 429 {
                let response = try await client.execute(uri: "/health/live", method: .get)
                statuses.append(response.status.code)
                if response.status.code == 429 {
                    #expect(response.headers[.retryAfter] == "1")
                }
            }
            return statuses
        }

        // On a machine that stood still for a second in between, the third may be allowed again.
        #expect(statuses.prefix(2) == [200, 200])
        #expect(statuses.contains(429))
    }

    @Test func `health says live and ready`() async throws {
        let live = try await execute(.get, "/health/live")
        let ready = try await execute(.get, "/health")

        #expect(String(buffer: live.body) == "{\"status\":\"live\"}")
        #expect(String(buffer: ready.body) == "{\"status\":\"ready\",\"height\":3}")
    }

    @Test func `a code of the catalogue is explained by the node itself`() async throws {
        let known = try await execute(.get, "/problems/balance.overdrawn")
        let unknown = try await execute(.get, "/problems/nonsense.x")

        #expect(known.status == .ok)
        #expect(String(buffer: known.body).contains("\"status\":422"))
        #expect(unknown.status == .notFound)
    }

    @Test func `requests are counted by path template, never by path`() async throws {
        let text = try await app().test(.router) { client in
            _ = try await client.execute(uri: "/echo/one", method: .get)
            _ = try await client.execute(uri: "/nowhere/two", method: .get)
            return String(buffer: try await client.execute(uri: "/metrics", method: .get).body)
        }

        #expect(
            text.contains(
                "daftar_http_requests_total{method=\"GET\",path=\"/echo/{name}\",status=\"200\"} 1"
            ))
        #expect(text.contains("path=\"none\",status=\"404\"} 1"))
        #expect(!text.contains("two"))
    }
}
