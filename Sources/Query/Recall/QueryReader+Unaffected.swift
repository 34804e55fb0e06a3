import LedgerCore
import Storage

extension QueryReader {
    /// Lots near affected ones that took nothing of them, for a search that was not cut short.
    ///
    /// - Parameter startCount: how many of the things found first the recall begins with.
    func unaffected(
        by search: TraceSearch, startCount: Int, limit: Int
    ) throws(StorageError) -> UnaffectedLots {
        var neighbours = Neighbours(search: search, limit: limit)
        for start in search.names.prefix(min(startCount, startsLookedAt)) {
            try addBeside(start, to: &neighbours)
        }
        for joint in search.joints {
            if neighbours.isFull { break }
            let links = search.links[joint.links]
            guard let affected = links.first(where: { $0.side == .input && search.has($0.name) })
            else { continue }
            for link in links where link.side == .input {
                neighbours.add(link.name, .wentInBeside, beside: affected.name, in: link.event)
            }
        }
        for start in search.names.prefix(min(startCount, startsLookedAt)) {
            try addSamePlace(start, to: &neighbours)
        }
        let names = try texts(of: neighbours.found.map(\.name))
        let beside = try texts(of: neighbours.found.map(\.beside))
        let events = try traceEvents(neighbours.found.map(\.event))
        return UnaffectedLots(
            lots: neighbours.found.indices.map { index in
                UnaffectedLot(
                    key: names[index], reason: neighbours.found[index].reason,
                    beside: beside[index],
                    eventID: events[neighbours.found[index].event]?.eventID ?? "")
            },
            isTruncated: neighbours.isTruncated || startCount > startsLookedAt)
    }

    /// What came out of the joints that made a start, and what went into them.
    private func addBeside(
        _ start: Int64, to neighbours: inout Neighbours
    ) throws(StorageError) {
        var rows = 0
        try PreparedStatement(
            database,
            """
            SELECT o.name, o.side, o.event FROM links s
            CROSS JOIN links o INDEXED BY links_joint ON o.joint = s.joint
            WHERE s.name = ?1 AND s.side = 1 ORDER BY o.side DESC, o.joint, o.name LIMIT ?2
            """
        ).forEach([.integer(start), .integer(rowsMax)]) { row in
            rows += 1
            neighbours.add(
                row.integer(0), row.integer(1) == 1 ? .madeBeside : .wentIntoStart,
                beside: start, in: row.integer(2))
        }
        if rows == rowsMax { neighbours.truncate() }
    }

    /// What the same member made at the same place within a day.
    private func addSamePlace(
        _ start: Int64, to neighbours: inout Neighbours
    ) throws(StorageError) {
        let made = try PreparedStatement(
            database,
            """
            SELECT e.event_time, coalesce(e.read_point, e.location), e.member FROM creations c
            JOIN events e ON e.number = c.event
            WHERE c.lot = ? ORDER BY e.number LIMIT 1
            """
        ).first(.integer(start)) { row in
            (time: row.integer(0), place: row.optionalInteger(1), member: row.integer(2))
        }
        guard let made, let place = made.place else { return }
        let window = try PreparedStatement(
            database, "SELECT number FROM events WHERE event_time BETWEEN ? AND ? LIMIT ?"
        ).all(
            .integer(made.time - dayMilliseconds), .integer(made.time + dayMilliseconds),
            .integer(rowsMax)
        ) { $0.integer(0) }
        if window.count == rowsMax { neighbours.truncate() }
        try PreparedStatement(
            database,
            """
            SELECT p.lot, e.number FROM json_each(?1) n
            CROSS JOIN events e ON e.number = n.value
            CROSS JOIN postings p ON p.event = e.number
            WHERE coalesce(e.read_point, e.location) = ?2 AND e.member = ?3
                AND p.cause = ?4 AND e.is_declared = 0
            """
        ).forEach(
            of: window, .integer(place), .integer(made.member), .text(PostingFacts.createdCause)
        ) { row in
            neighbours.add(row.integer(0), .samePlaceAndDay, beside: start, in: row.integer(1))
        }
    }
}

private let dayMilliseconds: Int64 = 86_400_000
/// A recall that begins with more lots has more neighbours than anybody reads.
private let startsLookedAt = 100
/// Looked at for one start, of links and of events.
private let rowsMax = 5_000

/// Neighbours as they are met, each once.
private struct Neighbours {
    let search: TraceSearch
    let limit: Int
    private(set) var found:
        [(name: Int64, reason: UnaffectedLot.Reason, beside: Int64, event: Int64)] = []
    private(set) var isTruncated = false
    private var seen: Set<Int64> = []
    var isFull: Bool { isTruncated && found.count >= limit }

    init(search: TraceSearch, limit: Int) {
        self.search = search
        self.limit = limit
    }

    mutating func add(
        _ name: Int64, _ reason: UnaffectedLot.Reason, beside: Int64, in event: Int64
    ) {
        guard !search.has(name), !seen.contains(name) else { return }
        guard found.count < limit else { return truncate() }
        seen.insert(name)
        found.append((name, reason, beside, event))
    }

    mutating func truncate() {
        isTruncated = true
    }
}

extension TraceSearch {
    fileprivate func has(_ name: Int64) -> Bool { index(of: name) != nil }
}
