package import LedgerCore

/// What a verification of the ledger found.
package enum LedgerVerdict: Equatable, Sendable {
    /// Everything that was looked at holds.
    case sound(LedgerExtent)
    /// The first block at which something does not.
    case faulty(height: Height, LedgerFault)
}

/// How much was looked at.
package struct LedgerExtent: Equatable, Sendable {
    /// Where it began. Above 1 where what lies below is not on this node, and nothing was executed.
    package var first = Height.first
    package var blocks = 0
    package var transactions = 0
    /// Contents that are not on this node any more, so only their digests were held against anything.
    package var purgedContents = 0

    package init(
        first: Height = .first, blocks: Int = 0, transactions: Int = 0, purgedContents: Int = 0
    ) {
        self.first = first
        self.blocks = blocks
        self.transactions = transactions
        self.purgedContents = purgedContents
    }
}

/// What is wrong with a block on disk.
package enum LedgerFault: Error, Equatable, Sendable {
    case missing
    /// A part cannot be read: what SQLite or a decoder says.
    case unreadable(String)
    case otherChain(ChainID)
    case otherHeight(Height)
    case otherPredecessor(named: BlockID, found: BlockID)
    case timeNotLater
    /// The row names another id than its header has.
    case otherID
    case transactionsRoot
    case outcomesRoot
    case transactionID(position: Int)
    case logSize(named: UInt64, found: UInt64)
    case logRoot
    /// A hash of the log's tiles is not that of the entries.
    case logTile(level: Int, index: UInt64)
    case certificate(CertificateFault)
    case validatorSet
    /// A content is not the one that was signed.
    case content(position: Int)
    /// Executed again, the block has other outcomes, the first at this place.
    case outcome(position: Int)
    /// Executed again, the block has another state.
    case stateRoot(named: Digest, found: Digest)
    /// Executed again, the block stops the rules.
    case execution(String)
}
