import LedgerCore

/// R8: the host's word on blocks, the decision, and what comes after it.
extension Replica {
    /// The host's word on a block.
    mutating func judged(_ id: BlockID, _ verdict: BlockVerdict) {
        guard shelf.standing(id) == .judging else { return }
        switch verdict {
        case .valid: shelf.set(.valid, for: id)
        case .invalid(let reason): shelf.set(.invalid(reason: reason), for: id)
        }
    }

    /// L51. What is left of the height is the host's commit.
    mutating func decide(_ value: RoundValue) {
        guard let block = shelf.block(value.block),
            let certificate = votes.commit(value, at: state.height, of: start.validators)
        else { preconditionFailure("a decision has its block and a quorum") }
        reportAmnesia(certificate)
        outputs.append(.decided(DecidedBlock(block: block, certificate: certificate)))
    }

    /// L52–L54: the next height, asleep.
    mutating func begin(_ next: HeightStart) {
        guard next.height > state.height else { return }
        outputs.append(.cancelTimers)
        start = next
        verification = Verification(
            chain: chain, height: next.height, validators: next.validators, verifier: verifier)
        ownIndex = signer.flatMap { next.validators.index(of: $0.keyID) }
        state = RoundState(height: next.height)
        saved = ConsensusState(
            height: next.height, round: .zero, step: .idle, locked: nil, validPolka: nil)
        validPolka = nil
        votes = VoteKeeper(next.validators)
        proposals = ProposalKeeper()
        shelf = BlockShelf()
        own = [:]
        wanted = [:]
        reported = []
        savedBlocks = []
        workIsOffered = false
        building = nil
        isStarved = false
        isAsking = false
        for peer in peers.keys { peers[peer]?.heightPassed() }
        catchUp()
        for entry in early.takeAll() {
            receive(entry.message, from: entry.peer, at: entry.receivedAt)
        }
    }
}
