import EPCIS
import LedgerCore
import Season

/// Tries with a node what cannot be true, and sees that the ledger refuses it.
struct SeasonTrial {
    let node: NodeAddress
    /// By member.
    let tokens: [String: String]

    struct Refusal: Sendable {
        let attempt: SeasonAttempt
        /// With the numbers, as the node says it.
        let detail: String

        var line: String { "\(attempt.code): \(attempt.title). \(detail)" }
    }

    /// - Throws: where something was accepted, or refused for another reason.
    func run(_ attempts: [SeasonAttempt]) async throws -> [Refusal] {
        var refusals: [Refusal] = []
        for attempt in attempts { refusals.append(try await run(attempt)) }
        return refusals
    }

    private func run(_ attempt: SeasonAttempt) async throws -> Refusal {
        let client = CaptureClient(
            node: NodeClient(address: node, token: tokens[attempt.document.member]))
        let id = try await client.submit(attempt.document.bytes, key: nil)
        let outcome = try await client.outcome(of: id)
        let errors = outcome.job["errors"]?.array ?? []
        guard !outcome.success,
            let error = errors.first(where: { $0["code"]?.string == attempt.code })
        else {
            throw CommandFailure.refused(
                "The ledger should refuse \(attempt.title) with \(attempt.code), and said: "
                    + (outcome.success ? "done" : outcome.refusals.joined(separator: "; ")),
                details: outcome.job)
        }
        return Refusal(attempt: attempt, detail: error["detail"]?.string ?? "")
    }
}
