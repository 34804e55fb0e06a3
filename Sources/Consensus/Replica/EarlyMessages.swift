package import LedgerCore

/// Messages of the next height, from peers that finished this one a moment sooner.
///
/// Nothing in them is verified yet, so each peer may have a few and no more.
package struct EarlyMessages: Sendable {
    package static let perPeerMax = 2 * ValidatorSet.countMax + 4
    package static let proposalsPerPeerMax = 1
    package static let peersMax = 2 * ValidatorSet.countMax

    package struct Entry: Sendable {
        package let message: PeerMessage
        package let peer: PeerID
        package let receivedAt: Timestamp
    }

    private var entries: [Entry] = []
    private var counts: [PeerID: (all: Int, proposals: Int)] = [:]

    package init() {}

    package var count: Int { entries.count }

    /// False for what is not kept.
    @discardableResult
    package mutating func insert(
        _ message: PeerMessage, from peer: PeerID, at now: Timestamp
    ) -> Bool {
        let count = counts[peer] ?? (all: 0, proposals: 0)
        guard count.all < EarlyMessages.perPeerMax,
            counts[peer] != nil || counts.count < EarlyMessages.peersMax
        else { return false }
        switch message {
        case .proposal:
            guard count.proposals < EarlyMessages.proposalsPerPeerMax else { return false }
            counts[peer] = (count.all + 1, count.proposals + 1)
        case .vote, .polka, .round: counts[peer] = (count.all + 1, count.proposals)
        case .status, .blockWanted, .block, .decided: return false
        }
        entries.append(Entry(message: message, peer: peer, receivedAt: now))
        return true
    }

    /// Hands out what there is, in the order in which it came, and forgets it.
    package mutating func takeAll() -> [Entry] {
        defer { self = EarlyMessages() }
        return entries
    }
}
