import Dispatch
import Synchronization

/// Work on a thread of its own, whose outcome somebody waits for.
final class ThreadedWork<Value: Sendable>: Sendable {
    private let outcome = Mutex<Result<Value, StorageError>?>(nil)
    private let ended = DispatchSemaphore(value: 0)

    init(_ work: @escaping @Sendable () throws(StorageError) -> Value) {
        DispatchQueue.global().async { [self] in
            let result = Result(catching: work)
            outcome.withLock { $0 = result }
            ended.signal()
        }
    }

    /// The outcome, once it is there; as often as somebody asks.
    func wait() throws(StorageError) -> Value {
        ended.wait()
        ended.signal()
        guard let outcome = outcome.withLock({ $0 }) else {
            preconditionFailure("work that ended has an outcome")
        }
        return try outcome.get()
    }
}
