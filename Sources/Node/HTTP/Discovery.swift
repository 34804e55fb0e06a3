import HTTPTypes
import Hummingbird

/// What `OPTIONS` tells: the methods of a path, the limits and versions of the EPCIS binding, and
/// what a browser wants to know before it asks.
///
/// Spec: EPCIS 2.0 §12.6; WHATWG Fetch (CORS).
enum Discovery {
    static let exposedHeaders = [
        "Location", "Link", "ETag", "Allow", "Retry-After", "X-Request-ID", "Daftar-Height",
        "GS1-EPCIS-Version", "GS1-EPC-Format", "GS1-Next-Page-Token-Expires",
    ].joined(separator: ", ")

    static func response(_ methods: [String], _ path: String, _ limits: NodeLimits) -> Response {
        var headers = HTTPFields()
        headers[.allow] = methods.joined(separator: ", ")
        headers[.accessControlAllowMethods] =
            methods.filter { $0 == "GET" || $0 == "HEAD" }.joined(separator: ", ")
        headers[.accessControlAllowHeaders] =
            "Authorization, Accept, Accept-Language, GS1-EPC-Format, If-None-Match"
        headers[.accessControlMaxAge] = "86400"
        if path.hasPrefix("/epcis/v2") { addBinding(to: &headers, limits) }
        return Response(status: .noContent, headers: headers)
    }

    private static func addBinding(to headers: inout HTTPFields, _ limits: NodeLimits) {
        headers[.epcisVersion] = "2.0"
        headers[.epcisMin] = "2.0"
        headers[.epcisMax] = "2.0"
        headers[.cbvVersion] = "2.0"
        headers[.cbvMin] = "2.0"
        headers[.cbvMax] = "2.0"
        headers[.epcFormat] = "Never_Translates"
        headers[.vendorVersion] = "daftar-" + NodeVersion.text
        headers[.captureLimit] = String(limits.captureEventsMax)
        headers[.captureFileSizeLimit] = String(limits.captureBytesMax)
        headers[.captureErrorBehaviour] = "rollback, proceed"
    }
}
