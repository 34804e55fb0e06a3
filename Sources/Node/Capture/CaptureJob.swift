import EPCIS
import LedgerCore
import Storage

/// The story of a capture: read from the pool or from a block, kept nowhere else.
///
/// Spec: EPCIS 2.0 §12.7.2 (captureJob); ADR 0012.
struct CaptureJob: Hashable, Sendable {
    var id: TransactionID
    var member: MemberID
    var errorBehaviour: Interpretation.ErrorBehaviour
    /// Milliseconds since 1970.
    var createdAt: Int64
    var end: End?

    struct End: Hashable, Sendable {
        /// The time of the block.
        var finishedAt: Int64
        var height: Height
        var outcome: Outcome
    }

    /// From an envelope alone.
    init(_ envelope: TransactionEnvelope, end: End? = nil) {
        id = envelope.id
        member = envelope.header.member
        errorBehaviour = envelope.header.interpretation?.errorBehaviour ?? .rollback
        createdAt = Self.createdAt(envelope.header, end)
        self.end = end
    }

    var isRunning: Bool { end == nil }

    /// `running` and `success` as the standard has them: while it runs nothing has failed; at the end
    /// every event was captured.
    var isSuccess: Bool {
        end.map { OutcomeStory($0.outcome).isSuccess } ?? true
    }

    /// - Parameter showsFacts: whether refusals tell where and with what numbers.
    func value(showingFacts showsFacts: Bool) -> JSONValue {
        let story = end.map { OutcomeStory($0.outcome) }
        return .members([
            "captureID": .string(id.description),
            "createdAt": .string(UTCText.text(createdAt)),
            "finishedAt": end.map { .string(UTCText.text($0.finishedAt)) },
            "running": .bool(isRunning),
            "success": .bool(isSuccess),
            "captureErrorBehaviour": .string(errorBehaviour.rawValue),
            "errors": .array(
                story?.refusals.map { $0.problem(showingFacts: showsFacts) } ?? []),
            "transaction": .string("/ledger/v1/transactions/\(id)"),
            "height": end.map { .integer($0.height.rawValue) },
            "events": story?.events(showingFacts: showsFacts),
        ])
    }

    /// A gateway numbers its transactions by the microsecond of signing. A number that is no moment
    /// near the block's is somebody's own count; then the block's time stands for it.
    private static func createdAt(_ header: TransactionHeader, _ end: End?) -> Int64 {
        let signed = Int64(clamping: header.sequence / 1000)
        let latest = end?.finishedAt ?? header.expiry.milliseconds
        let earliest = latest - TransactionHeader.expiryAheadMaxMilliseconds
        return (earliest...latest).contains(signed) ? signed : latest
    }
}

extension CaptureJob {
    /// The job of a transaction; `nil` where neither pool nor chain has it.
    static func find(_ id: TransactionID, in store: LedgerStore) async throws -> CaptureJob? {
        try await store.read { (reader) throws(StorageError) -> CaptureJob? in
            try find(id, in: reader)
        }
    }

    static func find(
        _ id: TransactionID, in reader: LedgerReader
    ) throws(StorageError) -> CaptureJob? {
        guard let committed = try reader.transaction(id) else {
            return try reader.poolTransaction(id).map { CaptureJob($0.envelope) }
        }
        let height = committed.place.height
        guard let header = try reader.header(at: height) else {
            throw .corrupt("block \(height) of transaction \(id) is missing")
        }
        return CaptureJob(
            committed.envelope,
            end: End(
                finishedAt: header.time.milliseconds, height: height, outcome: committed.outcome))
    }
}
