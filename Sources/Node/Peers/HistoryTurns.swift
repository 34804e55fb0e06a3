/// Whose turn it is to be asked for older blocks.
///
/// A peer may have a block and not what was in it any more; another one may. So the next is asked at once
/// when one is found that lacks contents, and each only once in a while: a peer that does not answer must
/// not make the others be asked without a rest. Once all have been found to lack them, what is left is taken.
struct HistoryTurns<Peer: Hashable & Sendable>: Sendable {
    private var turn = 0
    /// Who had purged contents of what is asked for next.
    private var lacking: Set<Peer> = []

    /// - Parameter peers: who can be asked now; not empty.
    /// - Returns: whom to ask, and whether to take blocks whose contents are gone.
    mutating func next(of peers: [Peer]) -> (peer: Peer, takesLess: Bool) {
        defer { turn += 1 }
        return (peers[turn % peers.count], peers.allSatisfy(lacking.contains))
    }

    /// - Parameter lacksContents: whether the peer had the blocks and not all contents.
    /// - Returns: whether to rest before the next turn.
    mutating func ended(with peer: Peer, tookLess: Bool, lacksContents: Bool) -> Bool {
        if tookLess { lacking = [] }
        guard lacksContents else { return true }
        return !lacking.insert(peer).inserted
    }
}
