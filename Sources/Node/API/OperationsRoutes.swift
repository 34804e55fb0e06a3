import EPCIS
import HTTPTypes
import Hummingbird
import NIOCore

/// What describes the node rather than the ledger: metrics, the OpenAPI document, the catalogue of
/// problems.
struct OperationsRoutes {
    let registry: MetricsRegistry
    let gauges: @Sendable () -> Void

    func add(to routes: RouteBuilder) {
        routes.get("/metrics", .open) { _, _ in
            gauges()
            var response = Response(
                status: .ok,
                body: ResponseBody(byteBuffer: ByteBuffer(string: PrometheusText.render(registry))))
            response.headers[.contentType] = MediaTypes.prometheus
            response.headers[.cacheControl] = "no-store"
            return response
        }
        let document = ByteBuffer(bytes: PackageResources.openapi_json)
        routes.get("/openapi.json", .open) { request, _ in
            _ = try request.acceptable([MediaTypes.json])
            var response = Response(status: .ok, body: ResponseBody(byteBuffer: document))
            response.headers[.contentType] = MediaTypes.json
            response.headers[.cacheControl] = "max-age=3600"
            return response
        }
        routes.get("/problems", .open) { request, _ in
            _ = try request.acceptable([MediaTypes.json])
            return Response(json: Self.catalogue)
        }
        routes.get("/problems/{code}", .open) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            let code = context.parameters.get("code") ?? ""
            guard let kind = ProblemCatalogue.kind(of: code) else {
                throw Problem("request.no_such_path", "No problem has the code \(code).")
            }
            return Response(json: kind.value)
        }
    }

    private static let catalogue = JSONValue.members([
        "problems": .array(ProblemCatalogue.own.map(\.value)),
        "areas": .array(ProblemCatalogue.areas.map(\.value)),
    ])
}

extension ProblemKind {
    var value: JSONValue {
        .members([
            "code": .string(code), "status": .integer(status), "title": .string(title),
            "epcisException": .string(exception.rawValue), "meaning": .string(meaning),
        ])
    }
}
