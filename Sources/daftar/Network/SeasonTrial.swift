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

    /// What can be tried some days later alone, the node judges as if they had passed.
    ///
    /// - Throws: where something was accepted, or refused for another reason.
    func run(_ attempts: [SeasonAttempt]) async throws -> [Refusal] {
        // What is refused leaves nothing, so all documents may be in flight together.
        var captures: [String?] = []
        for attempt in attempts {
            switch attempt.deed {
            case .capture(let document) where attempt.waitDays == 0:
                captures.append(try await client(of: document).submit(document.bytes, key: nil))
            case .capture, .registration: captures.append(nil)
            }
        }
        var refusals: [Refusal] = []
        for (attempt, id) in zip(attempts, captures) {
            switch attempt.deed {
            case .capture(let document):
                let story = try await story(of: document, id, attempt)
                refusals.append(
                    try refusal(of: attempt, story["errors"]?.array ?? [], story))
            case .registration(let plots): refusals.append(try await register(plots, attempt))
            }
        }
        return refusals
    }

    private func client(of document: SeasonDocument) -> CaptureClient {
        CaptureClient(node: NodeClient(address: node, token: tokens[document.member]))
    }

    /// - Parameter id: of the capture; nil for one that has to wait.
    private func story(
        of document: SeasonDocument, _ id: String?, _ attempt: SeasonAttempt
    ) async throws -> JSONValue {
        let client = client(of: document)
        guard let id else {
            return try await client.trial(of: document.bytes, inDays: attempt.waitDays)
        }
        return try await client.outcome(of: id).job
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
