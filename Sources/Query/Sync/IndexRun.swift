import Dispatch
import Synchronization

/// Blocks that are being written to the index, on a thread of their own.
final class IndexRun: Sendable {
    let blocks: [SyncedBlock]
    private let outcome = Mutex<Result<Void, QueryError>?>(nil)
    private let ended = DispatchSemaphore(value: 0)

    init(_ blocks: [SyncedBlock], into index: QueryIndex) {
        self.blocks = blocks
        DispatchQueue.global().async { [self] in
            let result = Result { () throws(QueryError) in
                for block in blocks { try index.apply(block.facts) }
            }
            outcome.withLock { $0 = result }
            ended.signal()
        }
    }

    /// Returns when the blocks are indexed; at once when they were before.
    func wait() throws(QueryError) {
        ended.wait()
        ended.signal()
        try outcome.withLock { $0 }?.get()
    }
}
