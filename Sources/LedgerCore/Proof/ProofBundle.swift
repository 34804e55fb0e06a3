/// Facts under one decided header, with everything that shows them to whoever has the genesis.
///
/// It claims; `LightClient` judges.
///
/// Spec: Docs/Spec/Encoding.md §11.
package struct ProofBundle: Hashable, Sendable {
    /// How the validators came to be those of the header, from genesis on: one step a change.
    package let setChanges: [ValidatorSetChange]
    package let header: BlockHeader
    package let certificate: CommitCertificate
    /// A transaction of this block.
    package let transaction: TransactionProof?
    /// What the state held after this block.
    package let states: [StateFact]

    package init(
        setChanges: [ValidatorSetChange] = [], header: BlockHeader,
        certificate: CommitCertificate, transaction: TransactionProof? = nil,
        states: [StateFact] = []
    ) {
        self.setChanges = setChanges
        self.header = header
        self.certificate = certificate
        self.transaction = transaction
        self.states = states
    }
}

/// A decided header after which other validators are in force.
package struct ValidatorSetChange: Hashable, Sendable {
    package let header: BlockHeader
    package let certificate: CommitCertificate
    package let next: ValidatorSet

    package init(header: BlockHeader, certificate: CommitCertificate, next: ValidatorSet) {
        self.header = header
        self.certificate = certificate
        self.next = next
    }
}

/// That a transaction stands in a block, and what became of it.
package struct TransactionProof: Hashable, Sendable {
    package let envelope: TransactionEnvelope
    /// Nil where it was purged, or is not to be shown.
    package let content: Bytes?
    /// The envelope under the header's transactions root.
    package let inclusion: InclusionProof
    package let outcome: Outcome
    /// The outcome under the header's outcomes root, at the same index.
    package let outcomeInclusion: InclusionProof

    package init(
        envelope: TransactionEnvelope, content: Bytes?, inclusion: InclusionProof,
        outcome: Outcome, outcomeInclusion: InclusionProof
    ) {
        self.envelope = envelope
        self.content = content
        self.inclusion = inclusion
        self.outcome = outcome
        self.outcomeInclusion = outcomeInclusion
    }

    /// The proof for one transaction of a block.
    package init(of index: Int, in block: Block, outcomes: [Outcome]) {
        let transaction = block.body.transactions[index]
        let size = UInt64(block.body.transactions.count)
        precondition(outcomes.count == block.body.transactions.count, "an outcome a transaction")
        self.init(
            envelope: transaction.envelope, content: transaction.content,
            inclusion: InclusionProof(
                index: UInt64(index), treeSize: size, from: block.body.transactionTree),
            outcome: outcomes[index],
            outcomeInclusion: InclusionProof(
                index: UInt64(index), treeSize: size, from: Outcome.tree(of: outcomes)))
    }
}

/// What the state held for a key, or that it held nothing.
package struct StateFact: Hashable, Sendable {
    package let key: StateKey
    package let value: Bytes?
    package let proof: StateProof

    package init(key: StateKey, value: Bytes?, proof: StateProof) {
        self.key = key
        self.value = value
        self.proof = proof
    }

    /// Whether the state with this root held just that.
    package func holds(root: Digest) -> Bool {
        if let value { return proof.shows(key.digest, holds: value, root: root) }
        return proof.showsAbsence(of: key.digest, root: root)
    }
}
