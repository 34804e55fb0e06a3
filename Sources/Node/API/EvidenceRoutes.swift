import EPCIS
import Hummingbird
import LedgerCore
import Storage
import Traceability

/// Which validators broke the rules of the agreement, as the ledger has it on record and as this node saw
/// it.
///
/// Spec: Docs/Spec/Rules.md §12.
struct EvidenceRoutes {
    let engine: LedgerEngine

    /// Records in one answer, the newest.
    private static let recordsMax = 100

    func add(to routes: RouteBuilder) {
        routes.get("/ledger/v1/evidence", .reading) { request, _ in
            _ = try request.acceptable([MediaTypes.json])
            return try await answer()
        }
    }

    private func answer() async throws -> Response {
        let count = try await read { (reader) throws(StateReadError) in
            try Registry.evidenceCount(in: reader)
        }
        let records = try await read { (reader) throws(StateReadError) in
            try Registry.evidence(in: reader, limit: Self.recordsMax)
        }
        let validators = engine.snapshot.validatorRecords
        return Response(
            json: .members([
                "count": .integer(count), "recorded": .array(records.map(Self.record)),
                "seen": .array(
                    engine.evidence.entries.reversed().map { Self.seen($0, by: validators) }),
            ]))
    }

    private func read<Value: Sendable>(
        _ body: @escaping @Sendable (LedgerReader) throws(StateReadError) -> Value
    ) async throws -> Value {
        try await engine.store.read { reader in
            do throws(StateReadError) { return try body(reader) } catch {
                throw StorageError.corrupt(error.reason)
            }
        }
    }

    private static func record(_ leaf: EvidenceLeaf) -> JSONValue {
        .members([
            "kind": .string(leaf.kind.text), "validator": .string(leaf.validator.text),
            "keyID": .string(leaf.key.description), "height": .integer(leaf.height.rawValue),
            "round": .integer(leaf.round.rawValue), "transaction": .string(leaf.transaction.hex),
            "recordedAt": .integer(leaf.recordedAt.rawValue),
        ])
    }

    private static func seen(
        _ entry: EvidenceBook.Entry, by validators: [ValidatorRecord]
    ) -> JSONValue {
        .members([
            "kind": .string(entry.evidence.kind.text),
            "validators": .array(
                entry.accused.map { key in
                    .string(
                        validators.first { $0.consensusKey.id == key }?.name.text
                            ?? key.description)
                }),
            "height": .integer(entry.evidence.height.rawValue),
            "round": .integer(entry.evidence.round.rawValue),
            "seenAt": .string(UTCText.text(entry.seenAt.milliseconds)),
        ])
    }
}

extension Evidence.Kind {
    /// As users read it.
    fileprivate var text: String {
        switch self {
        case .duplicateProposal: "duplicate proposal"
        case .duplicateVote: "duplicate vote"
        case .amnesia: "amnesia"
        }
    }
}
