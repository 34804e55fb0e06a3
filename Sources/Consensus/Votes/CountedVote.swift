package import LedgerCore

package enum VoteKind: UInt8, Hashable, Sendable, CaseIterable {
    case prevote
    case precommit
}

/// What a vote is for. Votes add up only when all of it is equal.
package struct VoteValue: Hashable, Sendable {
    /// Nil for no block.
    package let block: BlockID?
    /// Of a prevote: the valid round of the proposal it answers.
    package let validRound: Round?

    package init(block: BlockID?, validRound: Round? = nil) {
        self.block = block
        self.validRound = validRound
    }

    package static let none = VoteValue(block: nil)
}

extension VoteValue: Comparable {
    package static func < (left: VoteValue, right: VoteValue) -> Bool {
        if left.block != right.block {
            guard let one = left.block else { return true }
            guard let other = right.block else { return false }
            return one < other
        }
        guard let one = left.validRound else { return right.validRound != nil }
        guard let other = right.validRound else { return false }
        return one < other
    }
}

/// A vote in the tally.
package struct CountedVote: Hashable, Sendable {
    package let kind: VoteKind
    package let round: Round
    package let value: VoteValue
    /// Index in the validator set.
    package let author: Int
    package let released: ReleasedMessage

    /// Nil for a proposal, and for an author outside the set.
    package init?(_ released: ReleasedMessage, in validators: ValidatorSet) {
        guard let ballot = Ballot(released.message),
            let author = validators.index(of: released.signed.signer)
        else { return nil }
        kind = ballot.kind
        round = released.round
        value = ballot.value
        self.author = author
        self.released = released
    }
}

/// Kind and value of a vote, read from its message.
package struct Ballot: Hashable, Sendable {
    package let kind: VoteKind
    package let value: VoteValue

    /// Nil for a proposal.
    package init?(_ message: AgreementMessage) {
        switch message {
        case .proposal: return nil
        case .prevote(let prevote):
            kind = .prevote
            value = VoteValue(block: prevote.blockID, validRound: prevote.validRound)
        case .precommit(let precommit):
            kind = .precommit
            value = VoteValue(block: precommit.blockID)
        }
    }
}
