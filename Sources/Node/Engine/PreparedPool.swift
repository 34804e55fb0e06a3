import LedgerCore
import Traceability

/// What was understood of the transactions that wait, so that the ledger's thread reads no content.
struct PreparedPool: Sendable {
    private var prepared: [TransactionID: PreparedTransaction] = [:]

    mutating func keep(_ transaction: PreparedTransaction) {
        prepared[transaction.id] = transaction
    }

    mutating func forget(_ ids: some Sequence<TransactionID>) {
        for id in ids { prepared[id] = nil }
    }

    /// Prepared here when a peer's block brought it.
    ///
    /// An id does not cover the signature, so a block may hold the same transaction under another one than
    /// the pool does. It is the block's that counts: every node must compute from the same bytes.
    func transaction(_ signed: SignedTransaction) -> PreparedTransaction {
        if let known = prepared[signed.id], known.signed.envelope == signed.envelope {
            return known
        }
        return PreparedTransaction(inBlock: signed)
    }
}
