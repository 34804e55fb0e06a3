import LedgerCore

/// R12: a validator that has missed something. Nobody's claim is a goal: one height at a time, each on its
/// own certificate.
extension Replica {
    /// How often a peer is asked for what it claims to have, before its claim is forgotten.
    package static let asksMax = 8
    static let askMilliseconds: Int64 = 1_000

    /// Some peer spoke of a later height, or of this one too early: asks one of those for the decided block
    /// of this one, and another one a second later, until the block is here or nobody claims to have it.
    ///
    /// To ask is to send one's own status. This timer runs in idle too, while a peer claims to be ahead.
    mutating func catchUp() {
        guard state.step != .decided, !isAsking, !isLeftToHost else { return }
        let ahead = peers.keys.filter { peers[$0]?.mayHaveDecided(state.height) == true }.sorted()
        guard !ahead.isEmpty else { return }
        let peer = ahead[askCount % ahead.count]
        askCount &+= 1
        peers[peer]?.wasAsked(at: state.height)
        tellStatus(to: peer)
        isAsking = true
        let timer = Timer(height: state.height, round: .zero, kind: .catchUp)
        outputs.append(.schedule(timer, afterMilliseconds: Replica.askMilliseconds))
    }

    /// What the host takes over in one go would only be sent twice; what is left after that may be known to
    /// peers that have not spoken of it since they were connected.
    mutating func hostCatchesUp(_ does: Bool) {
        guard isLeftToHost != does else { return }
        isLeftToHost = does
        guard !does else { return }
        for peer in peers.keys { peers[peer]?.missed(state.height) }
        catchUp()
    }

    /// A quorum precommitted a block that is not here.
    mutating func want(_ id: BlockID) {
        guard wanted[id] == nil else { return }
        wanted[id] = 0
        askForBlock(id)
    }

    /// Asks one peer at a time, another one each time.
    mutating func askForBlock(_ id: BlockID) {
        let sorted = peers.keys.sorted()
        guard let asked = wanted[id], !sorted.isEmpty else { return }
        wanted[id] = asked &+ 1
        send(.blockWanted(state.height, id), to: .peer(sorted[asked % sorted.count]))
    }
}
