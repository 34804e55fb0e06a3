import HTTPTypes
/// Bounds how long a request may wait.
enum TimeLimit {
    /// - Throws: `node.slow` when `work` has not ended in time; it is cancelled then.
    static func run<Value: Sendable>(
        milliseconds: Int, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask(operation: work)
            group.addTask {
                try await Task.sleep(for: .milliseconds(milliseconds))
                return nil
            }
            defer { group.cancelAll() }
            if let first = try await group.next(), let value = first { return value }
            throw Problem("node.slow", "There was no answer within \(milliseconds) ms.")
                .with(.retryAfter, "1")
        }
    }
}
