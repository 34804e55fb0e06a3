package import LedgerCore

/// The rules, for a verification that executes every block again. Storage stands below them.
package protocol LedgerReplay {
    /// The validators that decide a height, as the state before it says.
    func validators(at height: Height) throws -> ValidatorSet

    /// What a block does, executed on the state that the blocks before it left.
    mutating func execute(_ block: CommittedBlock) throws -> ReplayedBlock
}

/// What came of executing a block again.
package struct ReplayedBlock: Sendable {
    package let outcomes: [Outcome]
    /// The root of the state tree after the block.
    package let stateRoot: Digest

    package init(outcomes: [Outcome], stateRoot: Digest) {
        self.outcomes = outcomes
        self.stateRoot = stateRoot
    }
}
