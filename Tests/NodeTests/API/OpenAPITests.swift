import EPCIS
import HTTPTypes
import Logging
import Testing

@testable import Node

/// The document and the router say the same, both ways.
struct OpenAPITests {
    private let document: JSONValue

    init() throws {
        document = try JSONValue(parsing: PackageResources.openapi_json)
    }

    @Test func `every operation of the router is described, and every description is served`()
        throws
    {
        let directory = try TemporaryHome()
        try NodeFounding.found(directory.home, on: try DemoChain.genesis())
        let node = try Node(
            configuration: NodeConfiguration(
                home: directory.home, log: NodeLog(level: .critical)))
        defer { node.close() }

        let routes = node.routes().table.routes
        let served = Set(routes.map { "\($0.method.rawValue) \($0.path)" })
        let described = Set(
            (document["paths"]?.object?.members ?? []).flatMap { path in
                (path.value.object?.members ?? []).map {
                    "\($0.name.uppercased()) \(path.name)"
                }
            })

        #expect(described == served)
        #expect(served.count == routes.count)
    }

    @Test func `every path parameter is described`() throws {
        let shared = document["components"]?["parameters"]

        for path in document["paths"]?.object?.members ?? [] {
            let named = Set(path.name.matches(of: #/\{([^}]+)\}/#).map { String($0.1) })
            for operation in path.value.object?.members ?? [] {
                let parameters = operation.value["parameters"]?.array ?? []
                let described = parameters.compactMap { parameter -> String? in
                    let name = parameter["$ref"]?.string?.split(separator: "/").last
                    let whole = name.flatMap { shared?[String($0)] } ?? parameter
                    return whole["in"]?.string == "path" ? whole["name"]?.string : nil
                }
                #expect(Set(described) == named, "\(operation.name) \(path.name)")
            }
        }
    }

    @Test func `every reference leads somewhere`() throws {
        let text = String(decoding: PackageResources.openapi_json, as: UTF8.self)

        for match in text.matches(of: #/"#\/components\/([A-Za-z]+)\/([A-Za-z_]+)"/#) {
            let target = document["components"]?[String(match.1)]?[String(match.2)]
            #expect(target != nil, "\(match.0)")
        }
    }
}
