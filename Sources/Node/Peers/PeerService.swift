import Hummingbird
import HummingbirdTLS
import LedgerCore
import Logging
import NIOSSL
import ServiceLifecycle
import Storage

/// Keeps a way to every validator in force, for as long as the node runs.
struct PeerService: Service {
    let engine: LedgerEngine
    let hub: PeerHub
    let intake: PeerIntake
    let tls: NIOSSLContext
    /// Also wait at peers for what they have, since they cannot dial this node.
    let polls: Bool
    let logger: Logger

    /// How soon a change of the registry is followed.
    private static let lookMilliseconds = 500

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var links: [PeerDirectory.Entry: Task<Void, Never>] = [:]
            while !Task.isCancelled {
                let directory = engine.peerDirectory
                if directory != hub.directory { hub.update(directory) }
                let wanted = Set(directory.others(than: hub.own))
                // order-free: each link is started or ended by itself.
                for (entry, task) in links where !wanted.contains(entry) {
                    task.cancel()
                    links[entry] = nil
                }
                // order-free: as above.
                for entry in wanted where links[entry] == nil {
                    links[entry] = Task { await dial(entry) }
                }
                hub.sweep()
                try? await Task.sleep(for: .milliseconds(Self.lookMilliseconds))
            }
            // order-free: all of them end.
            for task in links.values { task.cancel() }
            for task in links.values { await task.value }
            hub.close()
        }
    }

    private func dial(_ entry: PeerDirectory.Entry) async {
        guard let address = entry.address else { return }
        var purposes: [PeerLink.Purpose] = [.send(.agreement), .send(.contents)]
        if polls { purposes.append(.poll) }
        await withDiscardingTaskGroup { group in
            for purpose in purposes {
                let link = PeerLink(
                    entry: entry, address: address, purpose: purpose, chain: engine.store.chainID,
                    hub: hub, intake: intake, tls: tls, logger: logger)
                group.addTask { await link.run() }
            }
        }
    }
}
