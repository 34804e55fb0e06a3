package import LedgerCore

/// What the messages, timers and verdicts at hand add up to, in the terms of the rules.
///
/// Whoever makes one has counted the votes and judged the block; the machine only moves.
package enum RoundEvent: Equatable, Sendable {
    /// R0: there is work, or others are at it.
    case wake(Role)
    /// R2: the proposer's new block, and whether it is both valid and timely.
    case proposal(BlockID, acceptable: Bool)
    /// R3: a block proposed again, with q prevotes for it in an earlier round.
    case reproposal(BlockID, validRound: Round, valid: Bool)
    /// R4: q validators prevoted, whatever they prevoted.
    case prevotesOfAny
    /// R5: the proposed block is valid and has q prevotes of this round.
    case polka(BlockID)
    /// R6: q prevotes for nil.
    case prevotesOfNil
    /// R7: q validators precommitted, whatever they precommitted.
    case precommitsOfAny
    /// R8: q precommits of one round, this one or any other, for a block that is here and valid.
    case precommits(BlockID, Round)
    /// R9: f + 1 validators vote in a later round.
    case skip(to: Round, Role)
    /// R10: no proposal came in time.
    case proposeTimeout
    /// R10: no polka came in time.
    case prevoteTimeout
    /// R10: no decision came in time.
    case precommitTimeout(next: Role)
}

/// What this validator is in a round.
package enum Role: Equatable, Sendable {
    case proposer
    case follower
}

/// What the machine asks of the replica around it.
package enum RoundAction: Equatable, Sendable {
    /// L14–L19: propose this value again, or a new block.
    case propose(again: RoundValue?)
    /// L24, L30, L59. Nil is a vote for no block, and carries no valid round.
    case prevote(BlockID?, validRound: Round?)
    /// L40, L45, L63.
    case precommit(BlockID?)
    /// L21, L35, L48.
    case schedule(Step)
    /// L51.
    case decide(BlockID, Round)
}
