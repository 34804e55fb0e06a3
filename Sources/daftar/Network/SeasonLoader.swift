import EPCIS
import LedgerCore
import Season

/// Captures a season through the public interface of a node, as its members would.
struct SeasonLoader {
    let node: NodeAddress
    /// By member.
    let tokens: [String: String]

    /// Members that send at the same time.
    private static let parallelMax = 16

    /// - Parameter progress: documents decided so far, after each of them.
    /// - Throws: the first document that was refused, and why.
    func load(
        _ documents: [SeasonDocument],
        progress: @escaping @Sendable (_ documents: Int) -> Void = { _ in }
    ) async throws {
        let waves = Dictionary(grouping: documents, by: \.wave)
        var done = 0
        for wave in waves.keys.sorted() {
            let members = Dictionary(grouping: waves[wave] ?? [], by: \.member)
            try await withThrowingTaskGroup(of: Int.self) { group in
                var waiting = members.keys.sorted().makeIterator()
                func start() {
                    guard let member = waiting.next() else { return }
                    let documents = members[member] ?? []
                    group.addTask { try await capture(documents, of: member) }
                }
                for _ in 0..<Self.parallelMax { start() }
                while let count = try await group.next() {
                    done += count
                    progress(done)
                    start()
                }
            }
        }
    }

    /// Sends a member's documents one after the other, then asks what became of each.
    private func capture(_ documents: [SeasonDocument], of member: String) async throws -> Int {
        let client = CaptureClient(node: NodeClient(address: node, token: tokens[member]))
        var captures: [String] = []
        for document in documents {
            // The same document under the same key is the same capture, so a load that was cut off
            // can be repeated.
            captures.append(
                try await client.submit(
                    document.bytes, key: Digest(hashing: document.bytes).hex))
        }
        for id in captures {
            let outcome = try await client.outcome(of: id)
            guard outcome.success else {
                throw CommandFailure.refused(
                    "The ledger refused a document of \(member):\n  "
                        + outcome.refusals.joined(separator: "\n  "),
                    details: outcome.job)
            }
        }
        return documents.count
    }
}
