import Dispatch
import Synchronization

/// Blocks that are being written to the index, on a thread of their own, while the ledger goes on.
///
/// One run at a time: the next one is begun when this one was waited for.
package final class IndexRun: Sendable {
    /// Whether the index comes to know blocks, or to begin behind them.
    package enum Way: Sendable {
        case writing
        /// See ``QueryIndex/way(from:towards:)``.
        case leavingOut
    }

    package let blocks: [SyncedBlock]
    private let outcome = Mutex<Result<Duration, QueryError>?>(nil)
    private let done = DispatchSemaphore(value: 0)

    /// - Parameter ended: called once, on that thread, when the blocks are indexed or cannot be.
    package init(
        _ blocks: [SyncedBlock], _ way: Way = .writing, into index: QueryIndex,
        ended: @escaping @Sendable () -> Void = {}
    ) {
        self.blocks = blocks
        DispatchQueue.global().async { [self] in
            let start = ContinuousClock.now
            let result = Result { () throws(QueryError) in
                switch way {
                case .writing: for block in blocks { try index.apply(block.facts) }
                case .leavingOut:
                    if let last = blocks.last { try index.leaveOut(through: last.height) }
                }
                return ContinuousClock.now - start
            }
            outcome.withLock { $0 = result }
            done.signal()
            ended()
        }
    }

    /// Whether ``wait()`` returns at once.
    package var isOver: Bool { outcome.withLock { $0 != nil } }

    /// Returns when the blocks are indexed, with the time that it took; at once when they were before.
    @discardableResult
    package func wait() throws(QueryError) -> Duration {
        done.wait()
        done.signal()
        guard let outcome = outcome.withLock({ $0 }) else { preconditionFailure("a run has ended") }
        return try outcome.get()
    }
}
