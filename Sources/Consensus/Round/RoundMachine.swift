import LedgerCore

/// The algorithm itself: one table over (step, event), each arm named by its rule and its lines.
///
/// It is the single place where `locked`, `valid`, `round` and `step` change. An event that does not
/// fit the step changes nothing, so stale timers and late messages need no care elsewhere.
///
/// Spec: Docs/Spec/Consensus.md §4, which has the text of every L line.
package enum RoundMachine {
    package static func apply(_ event: RoundEvent, to state: inout RoundState) -> [RoundAction] {
        switch (state.step, event) {
        // L49, while nothing is decided: after that, nothing is of account.
        case (.decided, _):
            return []
        // R8 L49–L51. In idle too: others may have decided while this validator slept.
        case (_, .precommits(let block, let round)):
            state.step = .decided
            return [.decide(block, round)]

        // R0 L10
        case (.idle, .wake(let role)):
            return start(.zero, as: role, &state)
        case (.idle, _):
            return []

        // R9 L55–L56
        case (_, .skip(to: let round, let role)) where round > state.round:
            return start(round, as: role, &state)

        // R2 L22–L27
        case (.propose, .proposal(let block, let acceptable)):
            state.step = .prevote
            let unlocked = state.locked == nil || state.locked?.block == block
            return [.prevote(acceptable && unlocked ? block : nil, validRound: nil)]

        // R3 L28–L33
        case (.propose, .reproposal(let block, let validRound, let valid))
        where validRound < state.round:
            state.step = .prevote
            let unlocked =
                state.locked.map { $0.round <= validRound || $0.block == block } ?? true
            return valid && unlocked
                ? [.prevote(block, validRound: validRound)] : [.prevote(nil, validRound: nil)]

        // R4 L34–L35
        case (.prevote, .prevotesOfAny) where !state.fired.contains(.prevoteTimer):
            state.fired.insert(.prevoteTimer)
            return [.schedule(.prevote)]

        // R5 L36–L43, in step prevote
        case (.prevote, .polka(let block)) where !state.fired.contains(.polka):
            state.fired.insert(.polka)
            state.locked = RoundValue(block: block, round: state.round)
            state.valid = state.locked
            state.step = .precommit
            return [.precommit(block)]
        // R5 L42–L43, later than that: it is too late to lock, not to remember
        case (.precommit, .polka(let block)) where !state.fired.contains(.polka):
            state.fired.insert(.polka)
            state.valid = RoundValue(block: block, round: state.round)
            return []

        // R6 L44–L46
        case (.prevote, .prevotesOfNil):
            state.step = .precommit
            return [.precommit(nil)]

        // R7 L47–L48
        case (_, .precommitsOfAny) where !state.fired.contains(.precommitTimer):
            state.fired.insert(.precommitTimer)
            return [.schedule(.precommit)]

        // R10 L57–L60
        case (.propose, .proposeTimeout):
            state.step = .prevote
            return [.prevote(nil, validRound: nil)]
        // R10 L61–L64
        case (.prevote, .prevoteTimeout):
            state.step = .precommit
            return [.precommit(nil)]
        // R10 L65–L67
        case (_, .precommitTimeout(next: let role)):
            return start(state.round.next, as: role, &state)

        case (_, .wake), (_, .proposal), (_, .reproposal), (_, .prevotesOfAny), (_, .polka),
            (_, .prevotesOfNil), (_, .precommitsOfAny), (_, .skip), (_, .proposeTimeout),
            (_, .prevoteTimeout):
            return []
        }
    }

    /// R1 L11–L21. The proposer has the timer too: it may find nothing to propose, or be slow.
    private static func start(
        _ round: Round, as role: Role, _ state: inout RoundState
    ) -> [RoundAction] {
        state.round = round
        state.step = .propose
        state.fired = []
        switch role {
        case .proposer: return [.propose(again: state.valid), .schedule(.propose)]
        case .follower: return [.schedule(.propose)]
        }
    }
}
