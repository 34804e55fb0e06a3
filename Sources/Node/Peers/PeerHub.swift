import Consensus
import LedgerCore
import NIOCore
import Synchronization

/// The peers of this node: who is there, what waits for each, what each last said.
///
/// The ledger's thread sends through it, links and the peers' server bring what comes in. A peer counts
/// as connected while messages to it have a way: a link that works, or a poll of its own.
final class PeerHub: Sendable {
    /// Whom this node talks to beside the validators of the registry.
    enum Observers: Hashable, Sendable {
        case nobody
        /// Any key, this many at once.
        case anybody(max: Int)
    }

    /// How long a peer that polls counts as connected between two polls.
    static let pollGrace = Duration.seconds(5)
    private static let observersKnownMax = 256
    /// Requests of one peer at once; a node has no more than four under way.
    static let requestsMax = 16

    let own: PeerID
    let observers: Observers
    private let changed: @Sendable (PeerInput) -> Void
    private let state = Mutex(State())

    private struct State {
        var directory = PeerDirectory([])
        var peers: [PeerID: Peer] = [:]
    }

    private struct Peer {
        let outbox = PeerOutbox()
        var isLinked = false
        var polls = 0
        var requests = 0
        var polledAt: ContinuousClock.Instant?
        var isConnected = false
        var height: Height?
        var heardAt: ContinuousClock.Instant?
        var score = PeerScore()
        var failure: String?
    }

    /// - Parameter changed: told of connected and disconnected peers.
    init(
        own: PeerID, observers: Observers, changed: @escaping @Sendable (PeerInput) -> Void
    ) {
        self.own = own
        self.observers = observers
        self.changed = changed
    }

    // MARK: Who there is

    var directory: PeerDirectory { state.withLock { $0.directory } }

    /// Takes over the validators in force.
    func update(_ directory: PeerDirectory) {
        let gone = state.withLock { state -> [PeerID] in
            state.directory = directory
            for entry in directory.others(than: own) where state.peers[entry.peer] == nil {
                state.peers[entry.peer] = Peer()
            }
            guard observers == .nobody else { return [] }
            let gone = state.peers.filter { directory.entry(of: $0.key) == nil }
            for peer in gone.keys { state.peers[peer] = nil }
            return gone.filter(\.value.isConnected).keys.sorted()
        }
        for peer in gone { changed(.disconnected(peer)) }
    }

    /// Whether a key may talk to this node; asked during the handshake, and again for each request.
    func allows(_ key: Digest) -> Bool {
        let peer = PeerID(key)
        guard peer != own else { return false }
        return state.withLock { state in
            if let known = state.peers[peer] { return !known.score.isBanned(at: .now) }
            guard case .anybody(let most) = observers else { return false }
            let others = state.peers.filter { state.directory.entry(of: $0.key) == nil }
            guard others.count(where: { $0.value.isConnected }) < most else { return false }
            if others.count >= Self.observersKnownMax {
                for peer in others.keys where state.peers[peer]?.isConnected == false {
                    state.peers[peer] = nil
                }
            }
            state.peers[peer] = Peer()
            return true
        }
    }

    /// Whether the key is that of a validator in force.
    func isValidator(_ key: Digest) -> Bool {
        state.withLock { $0.directory.entry(of: PeerID(key)) != nil }
    }

    /// The node is stopping: peers that wait for messages get what there is.
    func close() {
        for outbox in state.withLock({ $0.peers.values.map(\.outbox) }) { outbox.close() }
    }

    func outbox(of peer: PeerID) -> PeerOutbox? { state.withLock { $0.peers[peer]?.outbox } }

    // MARK: Ways

    func linkUp(_ peer: PeerID) {
        update(peer) {
            $0.isLinked = true
            $0.failure = nil
        }
    }

    func linkDown(_ peer: PeerID, _ failure: String) {
        update(peer) {
            $0.isLinked = false
            $0.failure = failure
        }
    }

    func isLinked(_ peer: PeerID) -> Bool { state.withLock { $0.peers[peer]?.isLinked ?? false } }

    func pollBegan(_ peer: PeerID) {
        update(peer) { $0.polls += 1 }
    }

    func pollEnded(_ peer: PeerID) {
        update(peer) {
            $0.polls -= 1
            $0.polledAt = .now
        }
    }

    /// - Returns: whether the peer may have one more under way.
    func requestBegan(_ peer: PeerID) -> Bool {
        state.withLock { state in
            guard let known = state.peers[peer], known.requests < Self.requestsMax else {
                return false
            }
            state.peers[peer]?.requests += 1
            return true
        }
    }

    func requestEnded(_ peer: PeerID) {
        state.withLock { state in
            // Forgotten and known again meanwhile, a peer begins at none.
            if let known = state.peers[peer], known.requests > 0 {
                state.peers[peer]?.requests -= 1
            }
        }
    }

    /// Notices peers whose polls have ceased; called every second.
    func sweep() {
        for peer in state.withLock({ Array($0.peers.keys) }) { update(peer) { _ in } }
    }

    /// Changes what is known of a peer, and tells when its connection came or went by it.
    private func update(_ peer: PeerID, _ body: (inout Peer) -> Void) {
        let turned = state.withLock { state -> PeerInput? in
            guard var known = state.peers[peer] else { return nil }
            body(&known)
            let hasPolled = known.polledAt.map { $0.duration(to: .now) < Self.pollGrace } ?? false
            let isConnected = known.isLinked || known.polls > 0 || hasPolled
            defer { state.peers[peer] = known }
            guard isConnected != known.isConnected else { return nil }
            known.isConnected = isConnected
            if !isConnected { known.outbox.clear() }
            return isConnected ? .connected(peer) : .disconnected(peer)
        }
        if let turned { changed(turned) }
    }

    // MARK: Sending

    var connected: [PeerID] {
        state.withLock { $0.peers.filter(\.value.isConnected).keys.sorted() }
    }

    /// Connected peers that are no validators.
    var connectedObservers: [PeerID] {
        state.withLock { state in
            state.peers.filter { $0.value.isConnected && state.directory.entry(of: $0.key) == nil }
                .keys.sorted()
        }
    }

    /// Queues a message for those of these peers that are connected.
    func send(_ message: NodeMessage, to peers: [PeerID]) {
        let outboxes = state.withLock { state in
            peers.compactMap { state.peers[$0] }.filter(\.isConnected).map(\.outbox)
        }
        guard !outboxes.isEmpty else { return }
        let bytes = message.encoded()
        let lane: PeerOutbox.Lane =
            if case .transactions = message { .contents } else { .agreement }
        for outbox in outboxes { outbox.add(bytes, lane) }
    }

    // MARK: What they said

    func heard(_ height: Height?, from peer: PeerID) {
        state.withLock { state in
            state.peers[peer]?.heardAt = .now
            if let height, height > state.peers[peer]?.height ?? .genesis {
                state.peers[peer]?.height = height
            }
        }
    }

    /// A peer had nothing to show for the height that it claimed.
    func disbelieve(_ peer: PeerID, above height: Height) {
        state.withLock { $0.peers[peer]?.height = height }
    }

    func hasHeard(_ peer: PeerID, since moment: ContinuousClock.Instant) -> Bool {
        state.withLock { $0.peers[peer]?.heardAt.map { $0 > moment } ?? false }
    }

    /// A peer broke the form of the conversation.
    func blame(_ peer: PeerID) {
        state.withLock { $0.peers[peer]?.score.blame(at: .now) }
    }

    /// The latest height that a connected peer works on.
    var heightSeen: Height? {
        state.withLock { $0.peers.values.filter(\.isConnected).compactMap(\.height).max() }
    }

    func views() -> [PeerStanding] {
        state.withLock { state in
            state.peers.map { peer, known in
                let entry = state.directory.entry(of: peer)
                return PeerStanding(
                    peer: peer, name: entry?.name, keyID: entry?.keyID,
                    isConnected: known.isConnected, height: known.height,
                    silence: known.heardAt.map { $0.duration(to: .now) },
                    waitingBytes: known.outbox.byteCount, dropped: known.outbox.droppedCount,
                    score: known.score.points(at: .now), failure: known.failure)
            }
        }.sorted { ($0.name?.text ?? "~", $0.peer) < ($1.name?.text ?? "~", $1.peer) }
    }
}

/// Where one peer stands, for operators.
struct PeerStanding: Sendable {
    let peer: PeerID
    /// Nil for an observer.
    let name: MemberID?
    let keyID: KeyID?
    let isConnected: Bool
    /// The height it works on, as it says.
    let height: Height?
    /// Since its last message; nil before the first.
    let silence: Duration?
    let waitingBytes: Int
    let dropped: UInt64
    /// 0 for a peer that behaves; banned at `PeerScore.limit`.
    let score: Int
    /// Why the link to it does not work; nil while it does.
    let failure: String?
}
