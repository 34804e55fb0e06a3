import LedgerCore

/// R10, and the other moments that were asked for.
extension Replica {
    mutating func schedule(_ step: Step) {
        let timeouts = start.parameters.timeouts
        let timer = Timer(height: state.height, round: state.round, kind: .step(step))
        var milliseconds =
            step == .propose
            ? timeouts.propose(state.round) : timeouts.vote(state.round)
        if step == .propose, state.round == .zero {
            milliseconds += start.parameters.blockIntervalMillisecondsMin
        }
        outputs.append(.schedule(timer, afterMilliseconds: milliseconds))
    }

    /// R10, R1 and R11: does nothing where height, round or step no longer hold.
    mutating func fire(_ timer: Timer) {
        guard timer.height == state.height, state.step != .decided else { return }
        if timer.kind == .catchUp {
            isAsking = false
            return catchUp()
        }
        guard state.step != .idle else { return }
        switch timer.kind {
        case .catchUp: break
        case .resend:
            resendToAll()
            scheduleResend()
        case .interval:
            if timer.round == state.round, state.step == .propose, state.valid == nil,
                role(in: state.round) == .proposer
            {
                requestBlock()
            }
        case .step(let step):
            guard timer.round == state.round else { return }
            switch step {
            case .propose: apply(.proposeTimeout)
            case .prevote: apply(.prevoteTimeout)
            case .precommit: apply(.precommitTimeout(next: role(in: state.round.next)))
            case .idle, .decided: break
            }
        }
    }
}
