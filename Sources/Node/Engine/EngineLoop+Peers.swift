import Consensus
import LedgerCore
import Storage

/// What peers bring, and what goes out to them.
extension EngineLoop {
    mutating func take(_ input: PeerInput) {
        switch input {
        case .connected(let peer):
            relay.connected(peer)
            carryOut(replica.handle(.peerConnected(peer), at: now))
            send(relay.offer(pool.ids, to: peer))
        case .disconnected(let peer):
            relay.disconnected(peer)
            proposals.disconnected(peer)
            carryOut(replica.handle(.peerDisconnected(peer), at: now))
        case .agreement(let message, from: let peer):
            if case .block(let block) = message,
                let proposal = proposals.take(filledWith: block, from: peer)
            {
                return hear(.proposal(proposal), from: peer)
            }
            hear(message, from: peer)
            carryOut(vigilHeard(message, from: peer))
        case .proposal(let short, from: let peer):
            guard short.header.height >= replica.start.height else { return }
            proposals.put(short, from: peer, at: monotonicNow)
            hearProposals()
        case .transactions(let relayed, from: let peer):
            admit([(relayed, peer)])
        case .held(let ids, from: let peer): ask(for: ids, from: peer)
        case .wanted(let ids, from: let peer):
            send(relay.answer(ids.compactMap { pool.transaction($0)?.signed }, to: peer))
        case .poolAsked(from: let peer): send(relay.offer(pool.ids, to: peer))
        }
    }

    private mutating func hear(_ message: PeerMessage, from peer: PeerID) {
        carryOut(replica.handle(.message(message, from: peer), at: now))
    }

    /// Hands the replica the proposals whose transactions have come.
    mutating func hearProposals() {
        for (proposal, peer) in proposals.take(filledFrom: pool) {
            hear(.proposal(proposal), from: peer)
        }
    }

    /// Asks for blocks whose transactions do not come.
    mutating func askForOverdueBlocks() {
        for overdue in proposals.overdue(at: monotonicNow) {
            let wanted = PeerMessage.blockWanted(overdue.height, overdue.block)
            send(wanted, to: .peer(overdue.peer))
        }
    }

    private mutating func ask(for ids: [TransactionID], from peer: PeerID) {
        relay.heard(ids, from: peer)
        let unknown = ids.filter { !pool.contains($0) }
        guard !unknown.isEmpty else { return }
        let committed = committed(among: unknown)
        let wanted = unknown.filter { !committed.contains($0) }
        if !wanted.isEmpty { peers.send(.wanted(wanted), to: [peer]) }
    }

    func send(_ sendings: [TransactionRelay.Sending]) {
        for sending in sendings { peers.send(sending.message, to: sending.peers) }
    }

    func send(_ message: PeerMessage, to destination: Destination) {
        switch destination {
        case .all: peers.send(NodeMessage(message), to: peers.connected)
        case .peer(let peer): peers.send(NodeMessage(message), to: [peer])
        }
    }

    /// R12: from the ledger, for a peer that is behind.
    func sendDecided(_ height: Height, to peer: PeerID) {
        let found = orStop("block \(height) cannot be read") {
            try store.read { (reader) throws(StorageError) in try reader.block(at: height) }
        }
        if let found { send(.decided(found.decided), to: .peer(peer)) }
    }

    /// Who only follows hears at once that there is a block to ask for; validators know from the votes.
    func tellObservers() {
        let observers = peers.connectedObservers
        guard !observers.isEmpty else { return }
        let status = Status(
            height: replica.start.height, round: .zero, step: .idle, hasProposal: false,
            prevotes: AuthorSet(), precommits: AuthorSet())
        peers.send(.agreement(.status(status)), to: observers)
    }
}
