package import LedgerCore

/// Where one validator stands in the agreement on one height: the variables of the algorithm.
///
/// Spec: Docs/Spec/Consensus.md §3; L1–L9.
package struct RoundState: Equatable, Sendable {
    package let height: Height
    package var round: Round
    package var step: Step
    /// What this validator precommitted last, and must not vote against without a newer polka.
    package var locked: RoundValue?
    /// What last had a polka: what this validator proposes when its turn comes.
    package var valid: RoundValue?
    /// Rules that fire once a round and have fired in this one.
    package var fired: OnceRules

    package init(
        height: Height, round: Round = .zero, step: Step = .idle, locked: RoundValue? = nil,
        valid: RoundValue? = nil, fired: OnceRules = []
    ) {
        self.height = height
        self.round = round
        self.step = step
        self.locked = locked
        self.valid = valid
        self.fired = fired
    }
}

/// The rules that the paper marks "for the first time".
package struct OnceRules: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// R4, L34.
    package static let prevoteTimer = OnceRules(rawValue: 1)
    /// R5, L36.
    package static let polka = OnceRules(rawValue: 2)
    /// R7, L47.
    package static let precommitTimer = OnceRules(rawValue: 4)
}
