import EPCIS
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LedgerCore
import Logging
import NIOCore
import ServiceLifecycle

@testable import Node

/// A node on a chain of its own, with its ledger thread running and no socket.
struct RunningNode: Sendable {
    let node: Node
    let client: any TestClientProtocol
    let tokens: [String: String]

    /// Founds a chain, starts a node on it, and stops it after `body`.
    static func with<Value: Sendable>(
        limits: NodeLimits = NodeLimits(),
        _ body: @Sendable @escaping (RunningNode) async throws -> Value
    ) async throws -> Value {
        let directory = try TemporaryHome()
        try NodeFounding.found(directory.home, on: try DemoChain.genesis())
        return try await start(directory, limits: limits, body)
    }

    /// The same, with a harvest of 500 kg in block 1, of which 200 kg are on the road.
    static func withSeason(
        _ body: @Sendable @escaping (RunningNode) async throws -> Void
    ) async throws {
        try await with { node in
            let response = try await node.post(
                "/epcis/v2/capture",
                Documents.document(
                    Documents.harvest("urn:uuid:h1"), Documents.shipment("urn:uuid:s1")))
            guard try await node.job(of: response)["success"] == .bool(true) else {
                throw NoLocation()
            }
            try await body(node)
        }
    }

    /// Starts a node on a home that is there.
    static func start<Value: Sendable>(
        _ directory: TemporaryHome, limits: NodeLimits = NodeLimits(),
        _ body: @Sendable @escaping (RunningNode) async throws -> Value
    ) async throws -> Value {
        let store = try CredentialStore(path: directory.home.nodeFile)
        var tokens: [String: String] = [:]
        let members = [
            DemoChain.farm, DemoChain.processor, DemoChain.sandbox, DemoChain.inspector,
        ]
        for member in members {
            tokens[member] = try store.issue(user: "user", member: try DemoChain.id(member)).text
        }
        let node = try Node(
            configuration: NodeConfiguration(
                home: directory.home, limits: limits, log: NodeLog(level: .critical)))
        defer { node.close() }
        let app = Application(
            responder: node.responder(), services: [node.engine], logger: node.logger)
        let all = tokens
        return try await app.test(.router) { client in
            try await body(RunningNode(node: node, client: client, tokens: all))
        }
    }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await client.execute(uri: path, method: .get, headers: headers)
    }

    /// As a user of the member.
    func get(
        _ path: String, by member: String, _ headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        try await get(path, headers.merging(authorization(of: member)))
    }

    /// What a user of the member sends to prove it.
    func authorization(of member: String) -> HTTPFields {
        tokens[member].map { [.authorization: "Bearer " + $0] } ?? [:]
    }

    func post(
        _ path: String, _ body: String, by member: String = DemoChain.farm,
        _ headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        try await post(path, Array(body.utf8), by: member, headers)
    }

    func post(
        _ path: String, _ body: [UInt8], by member: String = DemoChain.farm,
        _ headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if headers[.contentType] == nil { headers[.contentType] = "application/ld+json" }
        if let token = tokens[member] { headers[.authorization] = "Bearer " + token }
        return try await client.execute(
            uri: path, method: .post, headers: headers, body: ByteBuffer(bytes: body))
    }

    /// The job of a capture once it no longer runs.
    func job(of response: TestResponse) async throws -> Answer {
        guard let location = response.headers[.location] else { throw NoLocation() }
        while true {
            let job = try Answer(try await get(location, by: DemoChain.inspector))
            if job["running"]?.bool != true { return job }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    struct NoLocation: Error {}
}

extension HTTPFields {
    fileprivate func merging(_ others: HTTPFields) -> HTTPFields {
        var fields = self
        for field in others { fields[field.name] = field.value }
        return fields
    }
}
