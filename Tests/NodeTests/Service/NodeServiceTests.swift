import Foundation
import HTTPTypes
import HummingbirdTesting
import LedgerCore
import Logging
import NIOCore
import ServiceLifecycle
import Storage
import Testing

@testable import Node

/// The whole service on a socket of its own.
struct NodeServiceTests {
    @Test func `a node serves on a socket, and stops when it is asked to`() async throws {
        let directory = try TemporaryHome()
        try NodeFounding.found(directory.home, on: try DemoChain.genesis())
        let token = try CredentialStore(path: directory.home.nodeFile)
            .issue(user: "user", member: try DemoChain.id(DemoChain.farm))
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let service = try NodeService(
            configuration: NodeConfiguration(
                home: directory.home, port: 0, log: NodeLog(level: .critical))
        ) { port.yield($0) }
        let group = ServiceGroup(
            configuration: .init(services: [service], logger: Logger(label: "test")))

        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let found = try #require(await ports.first { _ in true })
            #expect(FileManager.default.fileExists(atPath: directory.home.processFile))
            try await TestClient.withClient(host: "127.0.0.1", port: found) { client in
                let ready = try await client.get("/health/ready")
                #expect(ready.status == .ok)
                let captured = try await client.post(
                    "/epcis/v2/events",
                    headers: [
                        .authorization: "Bearer " + token.text,
                        .contentType: "application/ld+json",
                    ],
                    body: ByteBuffer(
                        string: Documents.bare(Documents.harvest("urn:uuid:live"))))
                #expect(captured.status == .created)
                let page = try await client.get(Documents.lot)
                #expect(page.status == .ok)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }

        #expect(!FileManager.default.fileExists(atPath: directory.home.processFile))
    }

    @Test func `who asks too slowly or not at all makes place for whoever asks`() async throws {
        var limits = NodeLimits()
        limits.clientConnections.connectionsMax = 16
        limits.clientConnections.headMilliseconds = 3_000
        limits.clientConnections.bodyMilliseconds = 1_000
        limits.clientConnections.bytesPerSecondMin = 1 << 20

        try await Self.serve(limits: limits) { port in
            let strangers = try (0..<40).map { _ in try RawSocket(port: port) }
            strangers.last?.say(Array("GET /health/live HTTP/1.1\r\nHost: ".utf8))
            try await TestClient.withClient(host: "127.0.0.1", port: port) { client in
                let live = try await client.get("/health/live")
                #expect(live.status == .ok)
            }
            for stranger in strangers {
                #expect(await stranger.hears(untilClosedWithin: 20_000) == [])
            }
            let slow = try RawSocket(port: port)
            let head = "POST /epcis/v2/capture HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n"
            slow.say(Array(head.utf8) + [0x7B])
            let heard = try #require(await slow.hears(untilClosedWithin: 20_000))
            #expect(String(decoding: heard, as: UTF8.self).hasPrefix("HTTP/1.1 401"))
        }
    }

    @Test func `a node whose port is taken says so and ends`() async throws {
        try await Self.serve(limits: NodeLimits()) { port in
            let directory = try TemporaryHome()
            try NodeFounding.found(directory.home, on: try DemoChain.genesis())
            let service = try NodeService(
                configuration: NodeConfiguration(
                    home: directory.home, port: port, log: NodeLog(level: .critical)))
            let group = ServiceGroup(
                configuration: .init(services: [service], logger: Logger(label: "test")))

            await #expect(throws: (any Error).self) { try await group.run() }

            #expect(!FileManager.default.fileExists(atPath: directory.home.processFile))
        }
    }

    /// Runs a node for as long as the body does.
    private static func serve(
        limits: NodeLimits, _ body: @escaping @Sendable (_ port: Int) async throws -> Void
    ) async throws {
        let directory = try TemporaryHome()
        try NodeFounding.found(directory.home, on: try DemoChain.genesis())
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let service = try NodeService(
            configuration: NodeConfiguration(
                home: directory.home, port: 0, limits: limits, log: NodeLog(level: .critical))
        ) { port.yield($0) }
        let group = ServiceGroup(
            configuration: .init(services: [service], logger: Logger(label: "test")))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let found = try #require(await ports.first { _ in true })
            do { try await body(found) } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test func `a node whose queue takes nothing says so and keeps nothing`() async throws {
        var limits = NodeLimits()
        limits.queueCapturesMax = 0

        try await RunningNode.with(limits: limits) { node in
            let response = try await node.post(
                "/epcis/v2/capture", Documents.document(Documents.harvest("urn:uuid:h1")))

            #expect(response.status == .serviceUnavailable)
            #expect(response.headers[.retryAfter] == "1")
            #expect(try Answer(response).code == "node.busy")
            let metrics = String(buffer: try await node.get("/metrics").body)
            #expect(metrics.contains("daftar_ledger_queue_refused_total 1"))
        }
    }

    @Test func `a home is served by one node at a time`() throws {
        let directory = try TemporaryHome()
        try NodeFounding.found(directory.home, on: try DemoChain.genesis())
        let configuration = NodeConfiguration(
            home: directory.home, log: NodeLog(level: .critical))
        let node = try Node(configuration: configuration)
        defer { node.close() }

        #expect(throws: StorageError.self) { try Node(configuration: configuration) }
    }
}
