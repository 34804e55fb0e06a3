package import LedgerCore

/// The state machine that the replicas of a cluster replicate: a value, so that to execute a block is
/// to make another one.
package protocol SimulatedLedger: Sendable {
    /// The root of the state.
    var root: Digest { get }

    /// Who decides the next height.
    var validators: ValidatorSet { get }

    /// What the transactions make of it, with an outcome for each.
    func executing(
        _ transactions: [SignedTransaction], at height: Height, time: Timestamp
    ) -> (ledger: any SimulatedLedger, outcomes: [Outcome])

    /// Why the books do not balance; nil where they do.
    var imbalance: String? { get }
}
