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
    func transaction(_ signed: SignedTransaction) -> PreparedTransaction {
        prepared[signed.id] ?? PreparedTransaction(inBlock: signed)
    }
}
