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
    /// Nobody can dial this node: it always waits at peers for what they have.
    let polls: Bool
    let logger: Logger

    /// How soon a change of the registry is followed.
    private static let lookMilliseconds = 500

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var links: [Way: Task<Void, Never>] = [:]
            while !Task.isCancelled {
                let directory = engine.peerDirectory
                if directory != hub.directory { hub.update(directory) }
                let wanted = ways(by: directory)
                // order-free: each link is started or ended by itself.
                for (way, task) in links where !wanted.contains(way) {
                    task.cancel()
                    links[way] = nil
                }
                // order-free: as above.
                for way in wanted where links[way] == nil {
                    links[way] = Task { await run(way) }
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

    /// One connection to one peer, for as long as it is wanted.
    private struct Way: Hashable {
        let entry: PeerDirectory.Entry
        let address: PeerAddress
        let purpose: PeerLink.Purpose
    }

    /// Peers dial validators in force alone: whoever is none, and follows or is about to be one, waits at
    /// them for what they have.
    private func ways(by directory: PeerDirectory) -> Set<Way> {
        var purposes: [PeerLink.Purpose] = [.send(.agreement), .send(.contents)]
        if polls || directory.entry(of: hub.own) == nil { purposes.append(.poll) }
        let ways = directory.others(than: hub.own).flatMap { entry in
            purposes.compactMap { purpose in
                entry.address.map { Way(entry: entry, address: $0, purpose: purpose) }
            }
        }
        return Set(ways)
    }

    private func run(_ way: Way) async {
        let link = PeerLink(
            entry: way.entry, address: way.address, purpose: way.purpose,
            chain: engine.store.chainID, hub: hub, intake: intake, tls: tls, logger: logger)
        await link.run()
    }
}
