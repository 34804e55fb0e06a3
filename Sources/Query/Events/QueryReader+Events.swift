import EPCIS
import LedgerCore
package import Storage

extension QueryReader {
    /// A page of the events that answer a question, as one reader sees them.
    ///
    /// - Throws: `EventQueryError` for a token of another question and for more events than
    ///   `maxEventCount`; `StorageError`.
    package func events(_ request: EventRequest, for asker: Reader) throws -> EventPage {
        var search = EventSearch(
            request.query, for: try ReaderConditions(asker, in: self))
        let token = try request.pageToken.map {
            text throws(EventQueryError) in try PageToken(text, of: request.query)
        }
        let newest = try height()
        let snapshot = min(token?.snapshot ?? newest, newest)
        search.restrict(upTo: try lastEvent(at: snapshot), after: token)
        guard try search.resolve(in: self) else {
            return EventPage(events: [], nextPageToken: nil, height: snapshot)
        }
        if case .atMost(let max) = request.query.limit, token == nil {
            guard try search.count(in: database, upTo: max + 1) <= max else {
                throw EventQueryError.tooManyEvents(max: max)
            }
        }
        let given = token?.given ?? 0
        var wanted = max(request.perPage, 1)
        if case .first(let limit) = request.query.limit { wanted = min(wanted, limit - given) }
        guard wanted > 0 else {
            return EventPage(events: [], nextPageToken: nil, height: snapshot)
        }
        var rows = try search.rows(in: database, limit: wanted + 1)
        let hasMore = rows.count > wanted
        if hasMore { rows.removeLast() }
        let events = try records(rows, for: asker)
        let isLimitReached = request.query.limit == .first(given + events.count)
        guard hasMore, !isLimitReached, let last = events.last else {
            return EventPage(events: events, nextPageToken: nil, height: snapshot)
        }
        let next = PageToken(
            snapshot: snapshot, time: last.eventTime.milliseconds, number: last.number,
            given: given + events.count, question: PageToken.question(request.query))
        return EventPage(events: events, nextPageToken: next.text, height: snapshot)
    }

    /// The events with an id, in the order of the ledger: the event, and error declarations of it.
    package func events(
        withID eventID: String, for asker: Reader
    ) throws(StorageError) -> [EventRecord] {
        let rows = try PreparedStatement(
            database, EventRow.select + " WHERE e.hash = ? AND e.event_id = ? ORDER BY e.number"
        ).all(.integer(Names.hash(of: eventID)), .text(eventID), read: EventRow.init)
        return try records(rows, for: asker)
    }

    /// How many events the index holds.
    package func eventCount() throws(StorageError) -> Int64 {
        try lastEvent(at: try height())
    }

    /// The number of the last event that was in the ledger at a height; 0 for none.
    private func lastEvent(at height: Height) throws(StorageError) -> Int64 {
        let next = try PreparedStatement(
            database, "SELECT first_event FROM blocks WHERE height = ?"
        ).first(.height(height.next)) { $0.integer(0) }
        if let next { return next - 1 }
        return try PreparedStatement(database, "SELECT coalesce(max(number), 0) FROM events")
            .first { $0.integer(0) } ?? 0
    }

    func records(
        _ rows: [EventRow], for asker: Reader
    ) throws(StorageError) -> [EventRecord] {
        var texts = TextCache(reader: self)
        var events: [SightSearch.Recorded] = []
        for row in rows {
            events.append(
                SightSearch.Recorded(
                    number: row.number, member: try texts.text(row.member),
                    delegate: try texts.optional(row.delegate)))
        }
        let sights = try SightSearch(asker, in: self).sights(of: events)
        var records: [EventRecord] = []
        for row in rows {
            records.append(try record(row, seen: sights[row.number] ?? .stranger, &texts))
        }
        return records
    }

    private func record(
        _ row: EventRow, seen sight: Sight, _ texts: inout TextCache
    ) throws(StorageError) -> EventRecord {
        EventRecord(
            number: row.number, eventID: row.eventID, type: row.type,
            eventTime: row.time(seen: sight), zoneMinutes: row.zoneMinutes,
            recordTime: Timestamp(milliseconds: row.recordTime), height: row.height,
            transaction: row.transaction, member: try texts.text(row.member),
            delegate: try texts.optional(row.delegate), range: row.range,
            context: try texts.optional(row.context), isDeclaration: row.isDeclaration,
            isDeclared: row.isDeclared, sight: sight)
    }
}
