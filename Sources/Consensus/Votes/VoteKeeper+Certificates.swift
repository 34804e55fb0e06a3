package import LedgerCore

extension VoteKeeper {
    /// The polka of a round for a value, if there is one.
    package func polka(_ value: VoteValue, _ round: Round, at height: Height, of set: ValidatorSet)
        -> PolkaCertificate?
    {
        guard let block = value.block else { return nil }
        let votes = tally(.prevote, round).votes(for: value)
        guard votes.count >= quorum else { return nil }
        return PolkaCertificate(
            height: height, round: round, validRound: value.validRound, blockID: block,
            signatures: QuorumSignatures(of: votes.map(\.released.signed), in: set))
    }

    /// Any polka of a round for a block, whichever valid round unites it. R3.
    package func polka(
        for block: BlockID, _ round: Round, at height: Height, of set: ValidatorSet
    ) -> PolkaCertificate? {
        tally(.prevote, round).value(for: block, reaching: quorum)
            .flatMap { polka($0, round, at: height, of: set) }
    }

    /// The certificate of a decision: every precommit for it that is held, a quorum at least.
    package func commit(_ decided: RoundValue, at height: Height, of set: ValidatorSet)
        -> CommitCertificate?
    {
        let votes = tally(.precommit, decided.round).votes(for: VoteValue(block: decided.block))
        guard votes.count >= quorum else { return nil }
        return CommitCertificate(
            height: height, round: decided.round, blockID: decided.block,
            signatures: QuorumSignatures(of: votes.map(\.released.signed), in: set))
    }

    /// Why anybody may be in this round: a quorum of precommits of the round before, or votes of f + 1
    /// in the round itself.
    package func reason(toEnter round: Round, at height: Height) -> RoundCertificate? {
        guard round != .zero else { return nil }
        let before = tally(.precommit, Round(round.rawValue - 1)).oneOfEach
        if before.count >= quorum {
            return RoundCertificate(
                height: height, round: round, votes: before.map(\.released.signed))
        }
        let precommits = tally(.precommit, round)
        let prevotes = tally(.prevote, round).oneOfEach
            .filter { !precommits.authors.contains($0.author) }
        let votes = precommits.oneOfEach + prevotes
        guard votes.count >= skip else { return nil }
        return RoundCertificate(height: height, round: round, votes: votes.map(\.released.signed))
    }
}
