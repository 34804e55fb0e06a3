import Consensus
import LedgerCore
import Query
import Storage
import Traceability

/// What reaches the ledger's thread from outside.
enum EngineInput: Sendable {
    case submit(Submission)
    case peer(PeerInput)
    /// Blocks that others have decided, verified and understood, towards the height that they are at;
    /// called once, with what became of them.
    case takeOver(
        PreparedRange, towards: Height, finished: @Sendable (Result<Void, BlockSyncError>) -> Void)
    /// Whether decided blocks are being fetched: `takeOver` brings them, and nothing else need.
    case fetching(Bool)
    /// Blocks from below the lowest that is here; called once, with the lowest then.
    case fill(BlockAncestry, finished: @Sendable (Height) -> Void)
    /// An index of the whole chain, made beside the one in use; called once, with whether it took its
    /// place.
    case adopt(QueryIndex, finished: @Sendable (Bool) -> Void)
    /// Committed blocks are in the index now.
    case indexed
}

/// Whose inputs wait before the ledger's thread.
enum EngineSender: Hashable, Sendable {
    /// All clients together.
    case clients
    case peer(PeerID)
    /// The node itself: few, and never refused.
    case node
}

/// A transaction on its way into the pool.
struct Submission: Sendable {
    let transaction: VerifiedTransaction
    /// The same, understood.
    let prepared: PreparedTransaction
    /// Called once, from the ledger's thread: after the transaction is on disk, or with the reason why
    /// it was not kept.
    let acknowledge: @Sendable (Result<Standing, Problem>) -> Void

    enum Standing: Hashable, Sendable {
        /// On disk; a block will take it.
        case accepted
        /// It was in the pool already.
        case alreadyWaiting
        /// It is in a block already.
        case alreadyCommitted
    }
}
