import LedgerCore

/// What peers say: held against this height, verified, counted.
///
/// Whatever does not fit is dropped without a word; only what is signed and contradicts itself is kept,
/// as evidence. The cheap questions come first, and a signature is looked at once.
extension Replica {
    mutating func receive(_ message: PeerMessage, from peer: PeerID, at receivedAt: Timestamp) {
        if message.height > state.height {
            let isKept =
                message.height == state.height.next
                && early.insert(message, from: peer, at: receivedAt)
            heard(of: message.height, from: peer)
            if case .status = message {} else if !isKept { peers[peer]?.missed(message.height) }
            return catchUp()
        }
        if case .status(let status) = message { return answer(status, from: peer) }
        guard message.height == state.height, state.step != .decided else { return }
        switch message {
        case .proposal(let message): take(message, at: receivedAt)
        case .vote(let signed): take(vote: signed)
        case .polka(let certificate): take(polka: certificate)
        case .round(let certificate): take(round: certificate)
        case .blockWanted(_, let id):
            if let block = shelf.block(id) { send(.block(block), to: .peer(peer)) }
        case .block(let block): take(block: block)
        case .decided(let decided): take(decided: decided, from: peer)
        case .status: break
        }
    }

    // MARK: Proposals

    private mutating func take(_ message: ProposalMessage, at receivedAt: Timestamp) {
        let proposal = message.proposal
        let round = proposal.place.round
        guard verification.isWellPlaced(.proposal(proposal)), isOfInterest(round),
            message.signed.signer
                == start.validators.proposer(height: state.height, round: round),
            !proposals.holds(proposal), proposals.hasRoom(in: round),
            message.block.id == proposal.blockID,
            proposal.validRound != nil || message.block.header.proposer == message.signed.signer,
            let verified = verification.message(message.signed)
        else { return }
        let released = ReleasedMessage(verified)
        noticeOwn(released)
        if let other = proposals.proposals(in: round).first {
            report(.duplicateProposal(other.signed, message.signed))
        }
        guard put(message.block, id: proposal.blockID) else { return }
        var polka: PolkaCertificate?
        if let certificate = message.polka, certificate.blockID == proposal.blockID,
            certificate.round == proposal.validRound, take(polka: certificate)
        {
            polka = certificate
        }
        proposals.insert(
            HeldProposal(
                proposal, signed: message.signed, receivedAt: receivedAt, polka: polka,
                released: released))
    }

    /// Rounds from the one before to a few ahead; proposals carry blocks, so no more than that.
    private func isOfInterest(_ round: Round) -> Bool {
        if round < state.round { return round.next == state.round }
        return round.rawValue - state.round.rawValue <= VoteKeeper.roundsAhead
    }

    /// Puts a block on the shelf, judged as far as that goes without executing it. False for bytes that
    /// are not the block they say they are.
    @discardableResult
    private mutating func put(_ block: Block, id: BlockID) -> Bool {
        guard shelf.standing(id) == nil else { return true }
        guard block.body.transactionsRoot == block.header.transactionsRoot else { return false }
        let fault = start.fault(of: block, on: chain)
        shelf.insert(
            block, id: id, standing: fault.map { .invalid(reason: "\($0)") } ?? .unjudged)
        wanted[id] = nil
        return true
    }

    private mutating func take(block: Block) {
        let id = block.id
        guard wanted[id] != nil else { return }
        put(block, id: id)
    }

    // MARK: Votes

    private mutating func take(vote signed: SignedMessage) {
        guard verification.isWellPlaced(signed.message), let ballot = Ballot(signed.message),
            let author = start.validators.index(of: signed.signer),
            votes.wouldTake(ballot, signed.round, by: author, current: state.round),
            let verified = verification.message(signed)
        else { return }
        count(ReleasedMessage(verified), from: .message)
    }

    /// A polka counts as a whole. False where it is none.
    @discardableResult
    private mutating func take(polka certificate: PolkaCertificate) -> Bool {
        guard certificate.height == state.height,
            let prevotes = verification.quorum(certificate, isHeld: isHeld)
        else { return false }
        for prevote in prevotes { count(ReleasedMessage(prevote), from: .certificate) }
        return true
    }

    /// The votes of a round certificate count one by one: what matters is who, not for what.
    private mutating func take(round certificate: RoundCertificate) {
        for vote in certificate.votes where vote.height == state.height { take(vote: vote) }
    }

    /// R12: a block with its commit certificate. The precommits count, and R8 does the rest.
    private mutating func take(decided: DecidedBlock, from peer: PeerID) {
        let id = decided.block.id
        guard decided.certificate.blockID == id, decided.certificate.height == state.height,
            let precommits = verification.quorum(decided.certificate, isHeld: isHeld),
            put(decided.block, id: id)
        else { return }
        peers[peer]?.gave(state.height)
        for precommit in precommits { count(ReleasedMessage(precommit), from: .certificate) }
    }

    private func isHeld(_ signed: SignedMessage) -> Bool {
        start.validators.index(of: signed.signer).map { votes.holds(signed, by: $0) } ?? false
    }

    /// The one way into the tally.
    mutating func count(_ released: ReleasedMessage, from source: VoteSource) {
        noticeOwn(released)
        guard let vote = CountedVote(released, in: start.validators) else { return }
        if case .conflict(let earlier) = votes.insert(vote, from: source, current: state.round) {
            report(.duplicateVote(earlier.released.signed, released.signed))
        }
    }

    /// A message with one's own signature that one does not remember: somebody else has the key, or this
    /// memory is an old one. The validator signs no more, and never for that place again.
    private mutating func noticeOwn(_ released: ReleasedMessage) {
        let key = OwnKey(released.message)
        guard let signer, released.signed.signer == signer.keyID,
            own[key]?.message != released.message
        else { return }
        if own[key] == nil { own[key] = released.signed }
        guard watching == nil else { return }
        watching = .unknownOwnMessage(released.signed)
        outputs.append(.watching(.unknownOwnMessage(released.signed)))
    }
}
