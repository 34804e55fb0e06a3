import LedgerCore
import Synchronization

/// Requests that wait until a transaction is in a block.
final class CommitWaiters: Sendable {
    private struct State {
        var next: UInt64 = 0
        var waiting: [TransactionID: [UInt64: AsyncStream<TransactionFate>.Continuation]] = [:]
    }

    private let state = Mutex(State())

    /// One element, once the fate is known; ends without one when the task is cancelled.
    ///
    /// Call it before the transaction is submitted: a fate is told once, to those who wait then.
    func expect(_ id: TransactionID) -> AsyncStream<TransactionFate> {
        let (stream, continuation) = AsyncStream.makeStream(of: TransactionFate.self)
        let ticket = state.withLock { state in
            state.next += 1
            state.waiting[id, default: [:]][state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in self?.forget(id, ticket) }
        return stream
    }

    /// Tells everybody who waits for this transaction.
    func tell(_ fate: TransactionFate, of id: TransactionID) {
        let waiting = state.withLock { $0.waiting.removeValue(forKey: id) ?? [:] }
        for continuation in waiting.values {
            continuation.yield(fate)
            continuation.finish()
        }
    }

    var count: Int { state.withLock { $0.waiting.count } }

    private func forget(_ id: TransactionID, _ ticket: UInt64) {
        state.withLock { state in
            state.waiting[id]?[ticket] = nil
            if state.waiting[id]?.isEmpty == true { state.waiting[id] = nil }
        }
    }
}

/// What became of a transaction that waited in the pool.
enum TransactionFate: Hashable, Sendable {
    case committed(height: Height, outcome: Outcome)
    /// No block took it before its expiry.
    case expired
}
