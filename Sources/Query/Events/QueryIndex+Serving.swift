import EPCIS
package import LedgerCore
import Storage

/// An event with the bytes in which it is served.
package struct ServedEvent: Equatable, Sendable {
    package let record: EventRecord
    /// The event as it was captured, with the ledger's record time, and with its id and context where
    /// it lacks them, or the part of it that its reader may see; nil where the content was purged from
    /// this node.
    package var bytes: Bytes?
}

extension QueryIndex {
    /// Events with their bytes, in the same order, cut out of the contents of the ledger, each as the
    /// reader for whom it was looked up sees it.
    package func serve(_ records: [EventRecord]) throws(QueryError) -> [ServedEvent] {
        do {
            return try ledger.read { reader in try QueryIndex.serve(records, from: reader) }
        } catch { throw QueryError(error) }
    }

    /// The same, without holding a thread of the cooperative pool.
    package func serve(_ records: [EventRecord]) async throws(QueryError) -> [ServedEvent] {
        do {
            return try await ledger.read { reader in
                try QueryIndex.serve(records, from: reader)
            }
        } catch { throw QueryError(error) }
    }

    private static func serve(
        _ records: [EventRecord], from reader: LedgerReader
    ) throws -> [ServedEvent] {
        var slices: [Int: Bytes] = [:]
        let places = Dictionary(grouping: records.indices) { records[$0].transaction }
        for (transaction, indices) in places {
            let ranges = indices.map { records[$0].range }
            let found = try presentSlices(of: transaction, ranges, from: reader)
            for (index, bytes) in zip(indices, found) { slices[index] = bytes }
        }
        var contexts: [String: JSONValue] = [:]
        return try records.enumerated().map { index, record in
            guard let bytes = slices[index] else { return ServedEvent(record: record, bytes: nil) }
            if let text = record.context, contexts[text] == nil {
                contexts[text] = try JSONValue(parsing: Array(text.utf8))
            }
            return ServedEvent(
                record: record,
                bytes: try served(bytes, record, context: record.context.flatMap { contexts[$0] }))
        }
    }

    /// Parts of a content; none where it was purged.
    private static func presentSlices(
        of transaction: TransactionID, _ ranges: [Range<Int>], from reader: LedgerReader
    ) throws(StorageError) -> [Bytes] {
        do { return try reader.contentSlices(of: transaction, ranges) ?? [] } catch {
            if case .contentAbsent = error { return [] }
            throw error
        }
    }

    private static func served(
        _ bytes: Bytes, _ record: EventRecord, context: JSONValue?
    ) throws -> Bytes {
        guard let recordTime = EventTime(milliseconds: record.recordTime.milliseconds) else {
            throw StorageError.corrupt("a block time outside the calendar")
        }
        let whole = try StoredEvent(bytes: bytes)
            .served(eventID: record.eventID, recordTime: recordTime, context: context)
        return try readable(whole, by: record.sight)
    }

    /// The bytes themselves where nothing is withheld.
    private static func readable(_ bytes: Bytes, by sight: Sight) throws -> Bytes {
        if sight.standing >= .recorder { return bytes }
        let frame = EPCISDocument(
            form: .capture, namespaces: NamespaceMap(), schemaVersion: "2.0",
            creationDate: EventTime(milliseconds: 0))
        let around = frame.json { $0.append(raw: bytes) }
        guard let event = try EPCISDocument(json: around).events.first else {
            throw StorageError.corrupt("an event that is none")
        }
        return event.readable(by: sight).map(EventWriter().bytes) ?? bytes
    }
}
