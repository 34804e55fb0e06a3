package import LedgerCore

/// Short proposals whose transactions are not all here yet.
///
/// A proposal overtakes the contents that were pushed before it, since agreement does not wait behind
/// documents. So it lies here until they have come; after a while its sender is asked for the block
/// instead. One lies here of each peer, the latest, so that a peer can fill nothing.
///
/// Spec: Docs/Spec/Consensus.md §10.
package struct ProposalDesk: Sendable {
    /// How long contents may take to arrive before the block is asked for. Longer than reading a large
    /// document takes; much shorter than the propose timeout.
    package static let patienceMilliseconds: Int64 = 200

    private struct Entry: Sendable {
        let short: ShortProposal
        /// When the block is asked for; nil once it was.
        var due: Timestamp?
    }

    private var entries: [PeerID: Entry] = [:]

    package init() {}

    /// Puts a proposal there in place of what the peer sent before.
    package mutating func put(_ short: ShortProposal, from peer: PeerID, at now: Timestamp) {
        entries[peer] = Entry(
            short: short, due: now.advanced(byMilliseconds: ProposalDesk.patienceMilliseconds))
    }

    /// Takes away what can be filled now, in the order of the peers.
    package mutating func take(
        filledFrom pool: Pool
    ) -> [(message: ProposalMessage, peer: PeerID)] {
        entries.keys.sorted().compactMap { peer in
            guard let message = entries[peer]?.short.filled(from: pool) else { return nil }
            entries[peer] = nil
            return (message, peer)
        }
    }

    /// Takes away the proposal of this block, if the peer's is one. Nil where nobody waits for it.
    package mutating func take(
        filledWith block: Block, from peer: PeerID
    ) -> ProposalMessage? {
        guard let message = entries[peer]?.short.filled(with: block) else { return nil }
        entries[peer] = nil
        return message
    }

    /// The blocks to ask for now, each of the peer that proposed it, and each once.
    package mutating func overdue(
        at now: Timestamp
    ) -> [(peer: PeerID, height: Height, block: BlockID)] {
        entries.keys.sorted().compactMap { peer in
            guard let entry = entries[peer], let due = entry.due, due <= now else { return nil }
            entries[peer]?.due = nil
            return (peer, entry.short.header.height, entry.short.header.id)
        }
    }

    /// Milliseconds until one is overdue; nil where none will be.
    package func wait(from now: Timestamp) -> Int64? {
        // order-free: the smallest.
        entries.values.compactMap(\.due).min().map { max(0, $0.milliseconds(since: now)) }
    }

    package mutating func disconnected(_ peer: PeerID) {
        entries[peer] = nil
    }

    /// Forgets proposals of heights before this one.
    package mutating func begin(_ height: Height) {
        // order-free: each is judged by itself.
        entries = entries.filter { $0.value.short.header.height >= height }
    }
}
