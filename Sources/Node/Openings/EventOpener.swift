import EPCIS
import LedgerCore
import Query
import Storage
import Traceability

/// Puts private values back into answers, for those who may read them.
///
/// Spec: Docs/Spec/Sealing.md §6.
struct EventOpener: Sendable {
    let openings: OpeningStore
    let store: LedgerStore

    /// The events as one may read them; without a user as they are on the ledger.
    func open(_ events: [ServedEvent], for principal: Principal?) async throws -> [ServedEvent] {
        guard let principal else { return events }
        let records = try await readable(events.map(\.record.eventID), by: principal)
        guard !records.isEmpty else { return events }
        let byEvent = Dictionary(grouping: records, by: \.eventID)
        return try events.map { event in
            // A part of an event has no places for values; their readers ask for the openings.
            guard event.record.sight.standing >= .recorder,
                let found = byEvent[event.record.eventID], let bytes = event.bytes
            else { return event }
            var opened = event
            opened.bytes = try StoredEvent(bytes: bytes).opened(with: found.map(\.opening))
            return opened
        }
    }

    /// Openings of some events that a user may read.
    func readable(_ eventIDs: [String], by principal: Principal) async throws -> [OpeningRecord] {
        let records = try await openings.openings(of: eventIDs)
        guard !records.isEmpty else { return [] }
        let readers = try await store.read { (reader) throws(StorageError) -> OpeningReaders in
            do throws(StateReadError) { return try OpeningReaders(principal, in: reader) } catch {
                throw .corrupt(error.reason)
            }
        }
        return records.filter(readers.mayRead)
    }
}
