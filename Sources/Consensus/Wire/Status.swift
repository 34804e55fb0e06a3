package import LedgerCore

/// What a validator has, so that others can send what it lacks. Unsigned: a hint and no more.
///
/// Spec: Docs/Spec/Consensus.md §2, R11.
package struct Status: Hashable, Sendable {
    package let height: Height
    package let round: Round
    package let step: Step
    /// Whether it holds a proposal of the round.
    package let hasProposal: Bool
    /// Whose votes of the round it holds.
    package let prevotes: AuthorSet
    package let precommits: AuthorSet

    package init(
        height: Height, round: Round, step: Step, hasProposal: Bool, prevotes: AuthorSet,
        precommits: AuthorSet
    ) {
        self.height = height
        self.round = round
        self.step = step
        self.hasProposal = hasProposal
        self.prevotes = prevotes
        self.precommits = precommits
    }
}

extension Status: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 6)
        writer.value(height)
        writer.value(round)
        writer.value(step)
        writer.bool(hasProposal)
        writer.unsigned(prevotes.bits)
        writer.unsigned(precommits.bits)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 6)
        height = try Height(from: &reader)
        round = try Round(from: &reader)
        step = try Step(from: &reader)
        hasProposal = try reader.bool()
        prevotes = AuthorSet(bits: try reader.unsigned())
        precommits = AuthorSet(bits: try reader.unsigned())
    }
}
