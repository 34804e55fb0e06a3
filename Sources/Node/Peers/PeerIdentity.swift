import Consensus
import LedgerCore

/// What this node is to its peers, and whom it lets follow.
struct PeerIdentity: Hashable, Sendable {
    let own: PeerID
    let observers: PeerHub.Observers

    /// - Parameter key: Nil for a node that talks to nobody: its id is then no key's digest.
    init(_ key: TransportKey?, _ peering: NodePeering) {
        own = PeerID(key?.digest ?? Digest(hashing: []))
        observers = peering.observersMax > 0 ? .anybody(max: peering.observersMax) : .nobody
    }
}
