import LedgerCore
package import Storage

extension QueryReader {
    /// The recall that a lot is under: its own, or of the nearest thing that went into it, as far back
    /// as a label looks.
    ///
    /// Spec: Docs/Spec/Recall.md §5.
    /// - Parameter key: of a lot, an item, a logistic unit.
    package func recall(
        of key: String, limits: LabelLimits = LabelLimits()
    ) throws(StorageError) -> LotRecall? {
        guard try hasRecalls(), let name = try name(key) else { return nil }
        var search = try TraceSearch(
            .upstream, limits: TraceLimits(depthMax: limits.depthMax, nodesMax: limits.nodesMax),
            in: database)
        try search.run(from: [name])
        return try recall(in: search)
    }

    /// The recall of what a search found first, of several members the one that came first.
    func recall(in search: TraceSearch) throws(StorageError) -> LotRecall? {
        guard try hasRecalls() else { return nil }
        var said: [RecallRow] = []
        // By member: nobody lifts what another has called back.
        var last: [Int64: [Int64: RecallRow]] = [:]
        try PreparedStatement(
            database,
            """
            SELECT r.lot, r.event, r.lifts, r.reason, e.member FROM json_each(?1) n
            CROSS JOIN recalls r ON r.lot = n.value
            JOIN events e ON e.number = r.event
            """
        ).forEach(of: search.names) { row in
            let row = RecallRow(
                lot: row.integer(0), event: row.integer(1), lifts: row.integer(2) != 0,
                reason: row.optionalText(3), member: row.integer(4))
            said.append(row)
            last[row.lot, default: [:]][row.member] = row
        }
        let standing = said.first { row in
            !row.lifts && last[row.lot]?[row.member]?.event == row.event
        }
        guard let standing, let index = search.index(of: standing.lot),
            let event = try eventFacts([standing.event])[standing.event]?.event(seen: .stranger)
        else { return nil }
        return LotRecall(
            lot: try text(standing.lot), depth: search.depths[index], eventID: event.eventID,
            eventTime: event.eventTime, member: event.member, reason: standing.reason)
    }

    private func hasRecalls() throws(StorageError) -> Bool {
        try PreparedStatement(database, "SELECT 1 FROM recalls LIMIT 1").first { _ in true }
            ?? false
    }
}

private struct RecallRow {
    let lot: Int64
    let event: Int64
    let lifts: Bool
    let reason: String?
    let member: Int64
}
