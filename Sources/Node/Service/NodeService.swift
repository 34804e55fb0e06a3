import Hummingbird
import Logging
import Metrics
import NIOCore
import ServiceLifecycle

/// A node: the ledger's thread, the projections and the HTTP server, from start to stop.
///
/// Start is recovery: a start after SIGKILL takes the same path as a clean one.
package struct NodeService: Service {
    package let configuration: NodeConfiguration
    private let node: Node
    private let onReady: @Sendable (_ port: Int) -> Void

    /// Opens the home; nothing is served yet.
    ///
    /// - Parameter onReady: Called once, when the socket listens, with its port.
    /// - Throws: ``NodeStartError``, ``KeyFile/Fault``, or what Storage and Query found wrong with
    ///   their files.
    package init(
        configuration: NodeConfiguration,
        onReady: @escaping @Sendable (_ port: Int) -> Void = { _ in }
    ) throws {
        self.configuration = configuration
        self.onReady = onReady
        MemoryKeeper.keepLittle()
        node = try Node(configuration: configuration)
    }

    /// Serves until graceful shutdown: the socket closes, requests under way end, the block in
    /// flight is committed, the files are closed.
    package func run() async throws {
        defer { node.close() }
        // Services stop in reverse order: first the sockets, then the ledger behind them.
        let services =
            [node.engine] + node.upkeepServices() + (try node.peerServices())
            + [node.application(onReady: onReady)]
        let group = ServiceGroup(
            configuration: .init(
                services: services.map {
                    // One that fails, a server whose port is taken, ends the others in that order too.
                    .init(service: $0, failureTerminationBehavior: .gracefullyShutdownGroup)
                },
                logger: node.logger))
        try await group.run()
    }
}

/// Why a node does not start, beside what Storage finds wrong with the ledger.
package enum NodeStartError: Error, Hashable, Sendable {
    case unwritable(path: String, reason: String)
    /// The genesis in the ledger is none: the file was not written by this program.
    case genesisUnreadable(String)
}
