import LedgerCore
import Query
import Storage
import Testing

extension Reader {
    /// Who sees everything: what tests ask that are not about who sees what.
    static let overseer = Reader(
        id("overseer"), MemberLeaf(name: "Overseer", roles: [.regulator], scope: .nothing))

    /// A user of a member of a ``QueryWorld``.
    static func user(of name: String, role: Role = .farm, parties: [String] = []) -> Reader {
        Reader(
            id(name), MemberLeaf(name: name, roles: [role], scope: .nothing, parties: parties))
    }

    private static func id(_ text: String) -> MemberID {
        guard let id = MemberID(text) else { preconditionFailure("\(text) is no member id") }
        return id
    }
}

extension QueryReader {
    func events(_ request: EventRequest) throws -> EventPage {
        try events(request, for: .overseer)
    }

    func events(withID eventID: String) throws -> [EventRecord] {
        try events(withID: eventID, for: .overseer)
    }

    func trace(
        of key: String, _ direction: Trace.Direction, limits: TraceLimits = TraceLimits()
    ) throws -> Trace? {
        try trace(of: key, direction, limits: limits, for: .overseer)
    }

    func summary(of lot: String) throws -> LotSummary? { try summary(of: lot, for: .overseer) }

    func balance(of lot: String) throws -> LotBalance? { try balance(of: lot, for: .overseer) }

    func history(of lot: String, stepsMax: Int = 1_000) throws -> LotHistory? {
        try history(of: lot, stepsMax: stepsMax, for: .overseer)
    }
}

extension QueryIndex {
    func exportCase(
        _ question: ExportQuestion, table: RequirementTable,
        limits: ExportLimits = ExportLimits()
    ) async throws -> ExportCase? {
        try await exportCase(question, table: table, for: .overseer, limits: limits)
    }

    func recall(
        from start: RecallStart, limits: RecallLimits = RecallLimits()
    ) async throws -> Recall? {
        try await recall(from: start, limits: limits, for: .overseer)
    }
}
