import LedgerCore

/// Which rule's condition holds: the conditions of §4 over what is held; the machine has the rest.
extension Replica {
    /// Follows the rules until none has anything to add.
    mutating func followRules() {
        while halted == nil, let event = nextEvent() {
            let before = state
            apply(event)
            precondition(state != before, "an event whose condition holds changes the state")
        }
    }

    mutating func apply(_ event: RoundEvent) {
        if case .polka(let block) = event { validPolka = currentPolka(for: block) }
        let before = state
        let actions = RoundMachine.apply(event, to: &state)
        if state.round != before.round || before.step == .idle { enterRound() }
        for action in actions { perform(action) }
    }

    /// The first rule that has something to say. What ends a height comes first, then what ends a
    /// round, then the steps.
    private mutating func nextEvent() -> RoundEvent? {
        guard state.step != .decided else { return nil }
        if let decision = decision() { return decision }  // R8
        guard halted == nil else { return nil }
        guard state.step != .idle else { return wake() }  // R0
        if let round = votes.skipRound(after: state.round) {  // R9
            return .skip(to: round, role(in: round))
        }
        if let polka = polka() { return polka }  // R5
        switch state.step {
        case .propose:
            if let answer = answerToProposal() { return answer }  // R2, R3
        case .prevote:
            if let event = prevoteQuorum() { return event }  // R4, R6
        case .idle, .precommit, .decided: break
        }
        return precommitQuorum()  // R7
    }

    /// R0. Asleep until there is work, an acceptable proposal, or f + 1 others are awake.
    private mutating func wake() -> RoundEvent? {
        // Others have decided, and their block is being judged: there is nothing to vote on.
        guard !votes.committed.contains(where: { shelf.standing($0.block) != nil }) else {
            return nil
        }
        if workIsOffered, maySign { return .wake(role(in: .zero)) }
        if votes.authors.count >= votes.skip { return .wake(role(in: .zero)) }
        for held in proposals.proposals(in: .zero)
        where isTimely(held) && judgement(held.proposal.blockID) == true {
            return .wake(role(in: .zero))
        }
        return nil
    }

    /// R2 L22 and R3 L28: the first proposal of the round that can be answered now.
    private mutating func answerToProposal() -> RoundEvent? {
        for held in proposals.proposals(in: state.round) {
            let block = held.proposal.blockID
            guard let validRound = held.proposal.validRound else {
                guard isTimely(held) else { return .proposal(block, acceptable: false) }
                if let valid = judgement(block) { return .proposal(block, acceptable: valid) }
                continue
            }
            guard hasPolka(held, in: validRound), let valid = judgement(block) else { continue }
            return .reproposal(block, validRound: validRound, valid: valid)
        }
        return nil
    }

    private mutating func hasPolka(_ held: HeldProposal, in round: Round) -> Bool {
        if held.polka != nil { return true }
        guard
            let polka = votes.polka(
                for: held.proposal.blockID, round, at: state.height, of: start.validators)
        else { return false }
        proposals.attach(polka, to: held.proposal)
        return true
    }

    /// R4 L34 and R6 L44, and R10 at once when nobody is left to vote.
    private func prevoteQuorum() -> RoundEvent? {
        let prevotes = votes.tally(.prevote, state.round)
        if prevotes.count(of: .none) >= votes.quorum { return .prevotesOfNil }
        let isComplete = prevotes.authors.count == votes.validatorCount
        if isComplete, prevotes.value(reaching: votes.quorum) == nil { return .prevoteTimeout }
        guard prevotes.authors.count >= votes.quorum, !state.fired.contains(.prevoteTimer) else {
            return nil
        }
        return .prevotesOfAny
    }

    /// R5 L36.
    private mutating func polka() -> RoundEvent? {
        guard state.step == .prevote || state.step == .precommit, !state.fired.contains(.polka)
        else { return nil }
        for held in proposals.proposals(in: state.round) {
            let block = held.proposal.blockID
            guard prevotes(answering: held.proposal) >= votes.quorum else { continue }
            if judgement(block) == true { return .polka(block) }
        }
        return nil
    }

    private func prevotes(answering proposal: Proposal) -> Int {
        votes.tally(.prevote, proposal.place.round).count(
            of: VoteValue(block: proposal.blockID, validRound: proposal.validRound))
    }

    private func currentPolka(for block: BlockID) -> PolkaCertificate? {
        votes.polka(for: block, state.round, at: state.height, of: start.validators)
    }

    /// R7 L47, and R10 at once when nobody is left to vote.
    ///
    /// At once only when all prevotes are in too: leaving before that can lose the valid block. And only
    /// in the first n rounds: where every proposer failed, the cause will not pass in a millisecond.
    private func precommitQuorum() -> RoundEvent? {
        let precommits = votes.tally(.precommit, state.round)
        guard precommits.authors.count >= votes.quorum else { return nil }
        let prevotes = votes.tally(.prevote, state.round)
        let isComplete =
            precommits.authors.count == votes.validatorCount
            && prevotes.authors.count == votes.validatorCount
        let isUndecided =
            precommits.block(reaching: votes.quorum) == nil
            && (state.fired.contains(.polka) || prevotes.block(reaching: votes.quorum) == nil)
        if isComplete, isUndecided, Int(state.round.rawValue) < votes.validatorCount {
            return .precommitTimeout(next: role(in: state.round.next))
        }
        return state.fired.contains(.precommitTimer) ? nil : .precommitsOfAny
    }

    /// R8 L49. Asks for the block, or for its execution, where that is missing.
    private mutating func decision() -> RoundEvent? {
        for value in votes.committed {
            guard let standing = standing(value.block) else {
                want(value.block)
                continue
            }
            switch standing {
            case .valid: return .precommits(value.block, value.round)
            case .invalid(let reason):
                halt(.diverged(value, height: state.height, reason: reason))
                return nil
            case .judging, .unjudged: continue
            }
        }
        return nil
    }

    /// What is known of a block. Asks the host to execute it where nobody has.
    private mutating func standing(_ id: BlockID) -> BlockShelf.Standing? {
        guard shelf.standing(id) == .unjudged, let block = shelf.block(id) else {
            return shelf.standing(id)
        }
        shelf.set(.judging, for: id)
        outputs.append(.validate(block))
        return .judging
    }

    /// Whether a block is valid; nil while nobody can say.
    private mutating func judgement(_ id: BlockID) -> Bool? {
        switch standing(id) {
        case .valid: true
        case .invalid: false
        case .judging, .unjudged, nil: nil
        }
    }

    private func isTimely(_ held: HeldProposal) -> Bool {
        guard held.proposal.validRound == nil else { return true }
        guard let block = shelf.block(held.proposal.blockID) else { return false }
        return start.parameters.timeliness.accepts(
            block.header.time, receivedAt: held.receivedAt, in: held.proposal.place.round)
    }

    private mutating func halt(_ reason: HaltReason) {
        halted = reason
        outputs.append(.halt(reason))
    }
}
