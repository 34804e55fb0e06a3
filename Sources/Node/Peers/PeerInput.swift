import Consensus
import LedgerCore
import Traceability

/// What peers bring to the ledger's thread.
enum PeerInput: Sendable {
    case connected(PeerID)
    case disconnected(PeerID)
    case agreement(PeerMessage, from: PeerID)
    case proposal(ShortProposal, from: PeerID)
    case transactions([RelayedTransaction], from: PeerID)
    case held([TransactionID], from: PeerID)
    case wanted([TransactionID], from: PeerID)
    case poolAsked(from: PeerID)
}

/// A transaction that a peer sent, its signature checked and its content understood.
struct RelayedTransaction: Sendable {
    let transaction: VerifiedTransaction
    let prepared: PreparedTransaction
}
