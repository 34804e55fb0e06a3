package import LedgerCore

/// A decided block with what came of each of its transactions.
package struct CommittedBlock: Equatable, Sendable {
    package let decided: DecidedBlock
    /// One a transaction, in order.
    package let outcomes: [Outcome]

    package init(decided: DecidedBlock, outcomes: [Outcome]) {
        self.decided = decided
        self.outcomes = outcomes
    }

    package var header: BlockHeader { decided.block.header }
    package var height: Height { decided.block.height }
}

/// Where a transaction stands in the chain.
package struct TransactionPlace: Hashable, Sendable {
    package let height: Height
    /// From 0, within the block.
    package let position: UInt64
    /// The leaf of the log that is its envelope.
    package let leaf: UInt64

    package init(height: Height, position: UInt64, leaf: UInt64) {
        self.height = height
        self.position = position
        self.leaf = leaf
    }
}

/// A committed transaction without its content, which may be large.
package struct CommittedTransaction: Equatable, Sendable {
    package let envelope: TransactionEnvelope
    package let outcome: Outcome
    package let place: TransactionPlace
}
