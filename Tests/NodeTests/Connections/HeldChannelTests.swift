import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import ServiceLifecycle
import Synchronization
import Testing

@testable import Node

struct HeldChannelTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A server that closes while it accepts drops connections in this way.
    @Test func `a connection that nobody takes up is closed, and the process lives on`()
        async throws
    {
        let channel = NIOAsyncTestingChannel()
        do {
            let connection = try await channel.testingEventLoop.executeInContext {
                HeldConnection(
                    try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
                        wrappingChannelSynchronously: channel))
            }
            let isTaken = connection.isTaken.load(ordering: .relaxed)
            #expect(!isTaken)
        }

        try await channel.closeFuture.get()

        #expect(!channel.isActive)
    }

    @Test func `connections that arrive while a server stops do not end the process`() async throws
    {
        for round in 0..<20 {
            let room = ConnectionRoom(limits: .clients)
            let (ports, port) = AsyncStream.makeStream(of: Int.self)
            let server = Application(
                responder: CallbackResponder { (_: Request, _: BasicRequestContext) in
                    Response(status: .ok)
                },
                server: .guarded(room) { _ in },
                configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: Self.logger)
            let group = ServiceGroup(
                configuration: .init(services: [server], logger: Self.logger))

            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try? await group.run() }
                let found = try #require(await ports.first { _ in true })
                let knocking = Knocking(at: found)
                try await Task.sleep(for: .milliseconds(10))
                // Half of them are cancelled, as when another part of the node has failed.
                if round.isMultiple(of: 2) {
                    await group.triggerGracefulShutdown()
                } else {
                    tasks.cancelAll()
                }
                try await tasks.waitForAll()
                #expect(await knocking.end() > 0)
            }
            try await room.isLeft()
        }
    }
}

/// Connections, one after the other as quickly as it goes, each left at once.
private final class Knocking: Sendable {
    private let isOver = Atomic(false)
    private let count = Atomic(0)
    private let threads: Mutex<[Task<Void, Never>]> = Mutex([])

    init(at port: Int) {
        let tasks = (0..<2).map { _ in
            Task { [self] in
                await EngineThread.run(name: "knocking") { [self] in
                    while !isOver.load(ordering: .relaxed) {
                        guard (try? RawSocket(port: port)) != nil else { continue }
                        count.add(1, ordering: .relaxed)
                    }
                }
            }
        }
        threads.withLock { $0 = tasks }
    }

    /// - Returns: how many found somebody.
    func end() async -> Int {
        isOver.store(true, ordering: .relaxed)
        for thread in threads.withLock({ $0 }) { await thread.value }
        return count.load(ordering: .relaxed)
    }
}
