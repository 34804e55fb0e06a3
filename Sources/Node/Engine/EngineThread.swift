import Foundation
import Glibc
import Synchronization

/// A thread of its own for work that blocks.
///
/// The cooperative pool has one thread a core; an fsync there would stop every request.
enum EngineThread {
    private static let stackBytes = 16 << 20

    /// Runs `body` on a thread of its own and returns what it comes to.
    static func value<Value: Sendable>(
        name: String, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let result = Mutex<Result<Value, any Error>?>(nil)
        await run(name: name) {
            let value = Result { try body() }
            result.withLock { $0 = value }
        }
        guard let value = result.withLock({ $0 }) else { preconditionFailure("it has ended") }
        return try value.get()
    }

    /// Runs `body` and returns when it has ended.
    static func run(name: String, _ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                body()
                continuation.resume()
            }
            thread.name = name
            thread.stackSize = stackBytes
            thread.start()
        }
    }

    /// Lets this thread have what the others leave: for work that nobody waits for.
    ///
    /// Spec: setpriority(2), which on Linux means the calling thread.
    static func yieldToOthers() {
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    }
}
