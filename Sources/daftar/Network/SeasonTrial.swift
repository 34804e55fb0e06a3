import EPCIS
import Founding
import LedgerCore
import Season

/// Tries with a node what cannot be true, and sees that the ledger refuses it.
struct SeasonTrial {
    let node: NodeAddress
    /// By member.
    let tokens: [String: String]
    /// Of the administrators of the chain.
    let governance: HomeGovernance

    struct Refusal: Sendable {
        let attempt: SeasonAttempt
        /// With the numbers, as the node says it.
        let detail: String

        /// For programs and for `grep`.
        var line: String {
            "\(attempt.code): \(attempt.sentence) \(detail) Instead: \(attempt.remedy)"
        }

        /// For people.
        var paragraph: String {
            "\(attempt.sentence)\n    refused  \(attempt.code)\n    because  \(detail)\n"
                + "    instead  \(attempt.remedy)"
        }
    }

    /// All that a ledger of today can be tried with.
    ///
    /// - Throws: where something was accepted, or refused for another reason.
    func run(_ attempts: [SeasonAttempt]) async throws -> [Refusal] {
        let attempts = attempts.filter { $0.waitDays == 0 }
        // What is refused leaves nothing, so all documents may be in flight together.
        var captures: [String?] = []
        for attempt in attempts {
            switch attempt.deed {
            case .capture(let document):
                captures.append(try await client(of: document).submit(document.bytes, key: nil))
            case .registration: captures.append(nil)
            }
        }
        var refusals: [Refusal] = []
        for (attempt, id) in zip(attempts, captures) {
            switch attempt.deed {
            case .capture(let document):
                let outcome = try await client(of: document).outcome(of: id ?? "")
                refusals.append(
                    try refusal(
                        of: attempt, outcome.success ? [] : outcome.job["errors"]?.array ?? [],
                        outcome.job))
            case .registration(let plots): refusals.append(try await register(plots, attempt))
            }
        }
        return refusals
    }

    private func client(of document: SeasonDocument) -> CaptureClient {
        CaptureClient(node: NodeClient(address: node, token: tokens[document.member]))
    }

    private func register(
        _ plots: [SeasonLimits.Plot], _ attempt: SeasonAttempt
    ) async throws -> Refusal {
        let changes = try plots.map { try $0.change }
        let client = NodeClient(address: node, token: nil)
        let story = try await governance.outcome(of: changes, through: client)
        return try refusal(of: attempt, story["outcome"]?["errors"]?.array ?? [], story)
    }

    private func refusal(
        of attempt: SeasonAttempt, _ errors: [JSONValue], _ story: JSONValue
    ) throws -> Refusal {
        guard let error = errors.first(where: { $0["code"]?.string == attempt.code }) else {
            let said = errors.map { $0["detail"]?.string ?? $0["code"]?.string ?? "refused" }
            throw CommandFailure.refused(
                "The ledger should refuse this with \(attempt.code): \(attempt.sentence) It said: "
                    + (said.isEmpty ? "done" : said.joined(separator: "; ")),
                details: story)
        }
        return Refusal(attempt: attempt, detail: error["detail"]?.string ?? "")
    }
}
