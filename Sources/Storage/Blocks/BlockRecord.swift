package import LedgerCore

/// A decided block as it goes to disk and comes back: bytes of every kind, none interpreted.
package struct BlockRecord: Equatable, Sendable {
    package let height: Height
    package let id: Digest
    /// Canonical.
    package let header: Bytes
    /// The certificate that decided it; nodes may hold different ones for the same block.
    package let certificate: Bytes
    package let transactions: [TransactionRecord]

    package init(
        height: Height, id: Digest, header: Bytes, certificate: Bytes,
        transactions: [TransactionRecord]
    ) {
        self.height = height
        self.id = id
        self.header = header
        self.certificate = certificate
        self.transactions = transactions
    }
}

/// A transaction of a block with what came of it.
package struct TransactionRecord: Equatable, Sendable {
    package let id: Digest
    package let envelope: Bytes
    /// Nil where it was purged from this node.
    package let content: Bytes?
    package let outcome: Bytes

    package init(id: Digest, envelope: Bytes, content: Bytes?, outcome: Bytes) {
        self.id = id
        self.envelope = envelope
        self.content = content
        self.outcome = outcome
    }
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
    package let id: Digest
    package let place: TransactionPlace
    package let envelope: Bytes
    package let outcome: Bytes
}

/// Where the ledger stands.
package struct LedgerHead: Equatable, Sendable {
    package let height: Height
    /// `Digest.zero` at genesis.
    package let blockID: Digest
    /// The root after the block.
    package let stateRoot: Digest
    /// The log with the block's own leaf: its size and root are those of the block's checkpoint.
    package let log: MerkleFrontier
}
