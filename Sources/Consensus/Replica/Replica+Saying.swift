import LedgerCore

/// Signing, and the way of what was signed through the log to the tally and to the others.
extension Replica {
    /// Signs a message, once: it goes to the log with this step's state, and to the others from there.
    @discardableResult
    mutating func say(_ message: AgreementMessage) -> SignedMessage? {
        guard maySign, let signer, own[OwnKey(message)] == nil else { return nil }
        do throws(SigningFailure) {
            let signed = try signer.sign(message)
            own[OwnKey(message)] = signed
            unsaved.append(signed)
            return signed
        } catch {
            outputs.append(.abstained(error))
            return nil
        }
    }

    /// A validator that watched may sign again.
    ///
    /// It has passed steps of this round in silence, and the others may be waiting for one more word
    /// before they go on: without it no timer of theirs need ever start. Nil binds nobody.
    mutating func resumeVoting() {
        watching = nil
        guard state.step == .prevote || state.step == .precommit else { return }
        say(.prevote(Prevote(place: place, validRound: nil, blockID: nil)))
        guard state.step == .precommit else { return }
        say(.precommit(Precommit(place: place, blockID: nil)))
    }

    /// The write that this step needs; nil when nothing changed that must survive.
    ///
    /// Nothing of a decided height is written: the commit says more. What was signed in the deciding
    /// step was not sent, so it may be forgotten.
    mutating func takeRecord() -> ConsensusRecord? {
        defer { unsaved = [] }
        guard state.step != .decided else { return nil }
        let current = ConsensusState(
            height: state.height, round: state.round, step: state.step, locked: state.locked,
            validPolka: validPolka)
        let isMoved =
            current.round != saved.round || current.locked != saved.locked
            || current.validPolka != saved.validPolka
        guard isMoved || !unsaved.isEmpty else { return nil }
        saved = current
        return ConsensusRecord(state: current, messages: unsaved, blocks: takeUnsavedBlocks())
    }

    /// Blocks that must survive: what is valid, and what this validator proposed.
    private mutating func takeUnsavedBlocks() -> [Block] {
        var ids = unsaved.compactMap { signed -> BlockID? in
            guard case .proposal(let proposal) = signed.message else { return nil }
            return proposal.blockID
        }
        if let valid = state.valid { ids.append(valid.block) }
        return ids.compactMap { id in
            guard savedBlocks.insert(id).inserted else { return nil }
            return shelf.block(id)
        }
    }

    /// What the log has written may count, and be sent.
    mutating func release(_ record: Durable<ConsensusRecord>) {
        guard record.value.state.height == state.height else { return }
        for released in ReleasedMessage.all(in: record) {
            if case .proposal(let proposal) = released.message {
                proposals.release(released)
                sendProposal(proposal, to: .all)
            } else {
                count(released, from: .message)
                if let outgoing = Outgoing.vote(released) { send(outgoing, to: .all) }
            }
        }
    }
}
