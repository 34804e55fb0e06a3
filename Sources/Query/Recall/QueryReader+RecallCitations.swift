import LedgerCore
import Storage

extension QueryReader {
    /// Keys of the lots that standing events made or shipped which name a thing.
    ///
    /// - Parameter times: of the events.
    func lots(
        citing thing: String, in times: ClosedRange<Timestamp>? = nil
    ) throws(StorageError) -> [String] {
        guard let name = try name(thing) else { return [] }
        let (first, last) = (
            times?.lowerBound.milliseconds ?? .min, times?.upperBound.milliseconds ?? .max
        )
        let lots = try PreparedStatement(
            database,
            """
            SELECT DISTINCT p.lot FROM citations c
            CROSS JOIN events e ON e.number = c.event
            CROSS JOIN postings p ON p.event = e.number
            WHERE c.thing = ?1 AND e.is_declared = 0 AND e.event_time BETWEEN ?2 AND ?3
                AND p.cause IN ('created', 'shipped')
            ORDER BY p.lot
            """
        ).all(.integer(name), .integer(first), .integer(last)) { $0.integer(0) }
        return try texts(of: lots)
    }

    /// Whether a member has to do with one of these things: it recorded an event of it, or holds or held
    /// some.
    func isConcerned(_ member: String, with keys: [String]) throws(StorageError) -> Bool {
        guard let member = try name(member) else { return false }
        var things: [Int64] = []
        for key in keys {
            if let name = try name(key) { things.append(name) }
        }
        let recorded = try PreparedStatement(
            database,
            """
            SELECT 1 FROM json_each(?1) n CROSS JOIN mentions m ON m.name = n.value
            CROSS JOIN events e ON e.number = m.event
            WHERE e.member = ?2 OR e.delegate = ?2 LIMIT 1
            """)
        let held = try PreparedStatement(
            database,
            """
            SELECT 1 FROM json_each(?1) n CROSS JOIN holdings h ON h.lot = n.value
            WHERE h.holder = ?2 LIMIT 1
            """)
        for statement in [recorded, held] {
            var isFound = false
            try statement.forEach(of: things, .integer(member)) { _ in isFound = true }
            if isFound { return true }
        }
        return false
    }
}
