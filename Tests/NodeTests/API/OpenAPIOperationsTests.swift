import Foundation
import HTTPTypes
import Query
import Testing

@testable import Node

/// What the OpenAPI document says of an operation is what the program does.
struct OpenAPIOperationsTests {
    private let document: OpenAPI

    init() throws {
        document = try JSONDecoder().decode(
            OpenAPI.self, from: Data(PackageResources.openapi_json))
    }

    @Test func `an operation asks for a token where its route does`() async throws {
        let operations = document.operations

        try await RunningNode.with { node in
            for route in node.node.responder().table.routes {
                let name = "\(route.method.rawValue) \(route.path)"
                let needsToken = operations[name]?.security.allSatisfy { !$0.isEmpty }
                #expect(needsToken == (route.access == .user), "\(name)")
            }
        }
    }

    @Test func `operation ids are names of one operation each`() {
        let ids = document.operations.values.map(\.operationId)

        #expect(Set(ids).count == ids.count)
    }

    @Test func `the query takes every parameter that the document has`() throws {
        let operation = try #require(document.operations["GET /epcis/v2/events"])
        let names = document.parameters(of: operation).filter { $0.in == "query" }.map(\.name)

        #expect(names.count > 20)
        for name in names {
            do throws(EventQueryError) {
                _ = try EventRequest(parameters: [(name, "1")])
            } catch {
                #expect(error != .unknownParameter(name))
            }
        }
    }
}

/// What these tests read of the document.
private struct OpenAPI: Decodable {
    let paths: [String: [String: Operation]]
    let components: Components

    struct Components: Decodable {
        let parameters: [String: Parameter]
    }

    struct Operation: Decodable {
        let operationId: String
        let security: [[String: [String]]]
        let parameters: [Reference]?
    }

    struct Reference: Decodable {
        let target: String

        private enum CodingKeys: String, CodingKey {
            case target = "$ref"
        }
    }

    struct Parameter: Decodable {
        let name: String
        let `in`: String
    }

    /// By method and path, such as `GET /v1/members`.
    var operations: [String: Operation] {
        var operations: [String: Operation] = [:]
        for (path, item) in paths {
            for (method, operation) in item {
                operations["\(method.uppercased()) \(path)"] = operation
            }
        }
        return operations
    }

    func parameters(of operation: Operation) -> [Parameter] {
        (operation.parameters ?? []).compactMap { reference in
            components.parameters[String(reference.target.split(separator: "/").last ?? "")]
        }
    }
}
