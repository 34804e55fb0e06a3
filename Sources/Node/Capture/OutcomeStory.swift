import EPCIS
import LedgerCore
import Traceability

/// An outcome in the words of a capture job.
struct OutcomeStory: Hashable, Sendable {
    private let outcome: Outcome

    init(_ outcome: Outcome) {
        self.outcome = outcome
    }

    /// Whether every event was captured.
    var isSuccess: Bool { refusals.isEmpty }

    var refusals: [JobRefusal] {
        if case .refused(let refusal) = outcome.judgement {
            return [JobRefusal(event: JobRefusal.event(of: refusal.place), refusal: refusal)]
        }
        return outcome.events.enumerated().compactMap { index, judgement in
            guard case .refused(let refusal) = judgement else { return nil }
            return JobRefusal(event: index, refusal: refusal)
        }
    }

    /// Under `proceed`, what became of each event; otherwise absent.
    func events(showingFacts showsFacts: Bool) -> JSONValue? {
        guard !outcome.events.isEmpty else { return nil }
        return .array(
            outcome.events.map { judgement in
                switch judgement {
                case .done(let details):
                    .members([
                        "outcome": "done",
                        "details": details.isEmpty || !showsFacts
                            ? nil : JobRefusal.object(details),
                    ])
                case .refused(let refusal):
                    .members(["outcome": "refused", "code": .string(refusal.code)])
                }
            })
    }
}

/// One refusal of a job, as a problem.
struct JobRefusal: Hashable, Sendable {
    /// From 0; `nil` where the document as a whole was refused.
    var event: Int?
    var refusal: Refusal

    /// Without its facts it tells which rule refused, and not what was in the event.
    func problem(showingFacts showsFacts: Bool) -> JSONValue {
        let kind = ProblemCatalogue.kind(of: refusal.code)
        return .members([
            "type": .string(
                "epcisException:" + (kind?.exception ?? .validation).rawValue),
            "title": .string(kind?.title ?? "Refused by a rule of the ledger"),
            "status": .integer(kind?.status ?? 422),
            "detail": showsFacts ? .string(detail) : nil,
            "code": .string(refusal.code),
            "pointer": refusal.place.isEmpty || !showsFacts ? nil : .string(refusal.place),
            "event": event.map(JSONValue.integer),
            "facts": refusal.details.isEmpty || !showsFacts
                ? nil : Self.object(refusal.details),
        ])
    }

    /// The rule's own sentence where it is one of ours, otherwise what the reader said.
    var detail: String {
        if let code = RuleCode(rawValue: refusal.code) { return code.sentence(refusal.details) }
        let facts = refusal.details.map {
            $0.name == "reason" ? $0.value : "\($0.name) \($0.value)"
        }
        return facts.isEmpty ? refusal.code : facts.joined(separator: ", ")
    }

    static func object(_ details: [OutcomeDetail]) -> JSONValue {
        var object = JSONObject()
        for detail in details { object[detail.name] = .string(detail.value) }
        return .object(object)
    }

    /// `/epcisBody/eventList/3/…` is event 3.
    static func event(of place: String) -> Int? {
        let parts = place.split(separator: "/")
        guard let list = parts.firstIndex(of: "eventList"), list + 1 < parts.endIndex else {
            return nil
        }
        return Int(parts[list + 1])
    }
}
