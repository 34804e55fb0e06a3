package import LedgerCore

/// How long a step may take before the validator votes nil or goes on to the next round.
///
/// Each grows with the round, so that slow networks are met, up to a limit, so that a network that
/// was down for an hour needs seconds to come back and not another hour.
///
/// Spec: Docs/Spec/Consensus.md §1.
package struct Timeouts: Equatable, Sendable {
    package var proposeMilliseconds: Int64
    package var proposeStepMilliseconds: Int64
    package var voteMilliseconds: Int64
    package var voteStepMilliseconds: Int64
    package var limitMilliseconds: Int64

    package init(
        proposeMilliseconds: Int64 = 1_500, proposeStepMilliseconds: Int64 = 500,
        voteMilliseconds: Int64 = 500, voteStepMilliseconds: Int64 = 250,
        limitMilliseconds: Int64 = 15_000
    ) {
        self.proposeMilliseconds = proposeMilliseconds
        self.proposeStepMilliseconds = proposeStepMilliseconds
        self.voteMilliseconds = voteMilliseconds
        self.voteStepMilliseconds = voteStepMilliseconds
        self.limitMilliseconds = limitMilliseconds
    }

    /// From the start of a round until a prevote for nil.
    package func propose(_ round: Round) -> Int64 {
        grown(from: proposeMilliseconds, by: proposeStepMilliseconds, round)
    }

    /// From a quorum of prevotes without a polka until a precommit for nil, and from a quorum of
    /// precommits without a decision until the next round.
    package func vote(_ round: Round) -> Int64 {
        grown(from: voteMilliseconds, by: voteStepMilliseconds, round)
    }

    private func grown(from base: Int64, by step: Int64, _ round: Round) -> Int64 {
        let (growth, overflow) = step.multipliedReportingOverflow(by: Int64(round.rawValue))
        guard !overflow else { return limitMilliseconds }
        let (sum, sumOverflow) = base.addingReportingOverflow(growth)
        return sumOverflow ? limitMilliseconds : min(sum, limitMilliseconds)
    }
}
