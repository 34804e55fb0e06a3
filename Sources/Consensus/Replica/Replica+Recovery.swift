import LedgerCore

/// After a start. There is nothing to replay: the record is the state, and what was signed is said again.
extension Replica {
    /// Takes up what the log holds of this height.
    mutating func recover(_ record: Durable<ConsensusRecord>) {
        let held = record.value.state
        saved = held
        validPolka = held.validPolka
        state = RoundState(
            height: held.height, round: held.round, step: held.step, locked: held.locked,
            valid: held.validPolka.map { RoundValue(block: $0.blockID, round: $0.round) })
        for block in record.value.blocks {
            // Judged once more before anything rests on it: the program may be another one.
            let id = block.id
            shelf.insert(block, id: id, standing: .unjudged)
            savedBlocks.insert(id)
        }
        precondition(
            state.valid.map { shelf.block($0.block) != nil } ?? true,
            "the log keeps a valid block with its polka")
        let released = ReleasedMessage.all(in: record)
        for message in released { own[OwnKey(message.message)] = message.signed }
        for message in released { takeUp(message) }
        countSavedPolka()
    }

    private mutating func takeUp(_ released: ReleasedMessage) {
        guard case .proposal(let proposal) = released.message else {
            return count(released, from: .message)
        }
        guard shelf.block(proposal.blockID) != nil, proposals.hasRoom(in: released.round) else {
            return
        }
        let polka = validPolka.flatMap { $0.round == proposal.validRound ? $0 : nil }
        proposals.insert(
            HeldProposal(
                proposal, signed: released.signed, receivedAt: now, polka: polka,
                released: released))
    }

    /// The polka of the valid block was verified before it was written; its votes count again.
    private mutating func countSavedPolka() {
        guard let validPolka,
            let prevotes = verification.quorum(validPolka)
        else { return }
        for prevote in prevotes { count(ReleasedMessage(prevote), from: .certificate) }
    }

    /// The first input: says again what was said, and sets the timers of the step.
    mutating func resume() {
        guard state.step != .idle else { return }
        for held in proposals.proposals(in: state.round) { sendProposal(held.proposal, to: .all) }
        if let ownIndex {
            for kind in VoteKind.allCases {
                for vote in votes.tally(kind, state.round).votes(of: ownIndex) {
                    if let outgoing = Outgoing.vote(vote.released) { send(outgoing, to: .all) }
                }
            }
        }
        scheduleResend()
        guard state.step == .propose else { return }
        perform(.schedule(.propose))
        if role(in: state.round) == .proposer { perform(.propose(again: state.valid)) }
    }
}
