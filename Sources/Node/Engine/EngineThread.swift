import Foundation

/// A thread of its own for work that blocks.
///
/// The cooperative pool has one thread a core; an fsync there would stop every request.
enum EngineThread {
    private static let stackBytes = 16 << 20

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
}
