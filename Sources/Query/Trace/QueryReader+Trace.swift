import LedgerCore
package import Storage

extension QueryReader {
    /// Where a thing came from, or what became of it, as one reader sees it; nil where the ledger never
    /// heard of it. Who reads less sees the same things and joints.
    ///
    /// - Parameter key: of a lot, an item, a logistic unit.
    package func trace(
        of key: String, _ direction: Trace.Direction, limits: TraceLimits = TraceLimits(),
        for asker: Reader
    ) throws(StorageError) -> Trace? {
        guard let name = try name(key), try isMentioned(name) else { return nil }
        var search = try TraceSearch(direction, limits: limits, in: database)
        try search.run(from: [name])
        return Trace(
            direction: direction, nodes: try nodes(of: search),
            joints: try joints(of: search, for: asker),
            truncation: search.truncation, cyclic: search.cyclic, height: try height())
    }

    private func nodes(of search: TraceSearch) throws(StorageError) -> [TraceNode] {
        let select = try PreparedStatement(
            database,
            """
            SELECT text, EXISTS (SELECT 1 FROM creations WHERE lot = id)
                OR EXISTS (SELECT 1 FROM links WHERE name = id AND side = 1)
            FROM names WHERE id = ?
            """)
        let shares = try origins(of: search.names)
        var nodes: [TraceNode] = []
        nodes.reserveCapacity(search.names.count)
        for (name, depth) in zip(search.names, search.depths) {
            let node = try select.first(.integer(name)) { row in
                TraceNode(
                    key: row.text(0), depth: depth,
                    origin: row.integer(1) == 0 ? .missing : .recorded,
                    shares: shares[name] ?? [])
            }
            guard let node else { throw .corrupt("name \(name) of the index is missing") }
            nodes.append(node)
        }
        return nodes
    }

    private func joints(
        of search: TraceSearch, for asker: Reader
    ) throws(StorageError) -> [TraceJoint] {
        let numbers = search.joints.map { search.events(of: $0) }
        let events = try eventFacts(numbers.flatMap(\.self))
        let sight = try TraceSight(of: search, events, for: asker, in: self)
        return zip(search.joints, numbers).map { joint, numbers in
            TraceJoint(
                kind: joint.kind,
                events: numbers.compactMap { number in
                    events[number].map { $0.event(seen: sight.sight(of: $0, in: joint)) }
                },
                inputs: sight.ends(of: joint, at: .input),
                outputs: sight.ends(of: joint, at: .output))
        }
    }

    /// Events by their number, with nothing withheld.
    func traceEvents(_ numbers: [Int64]) throws(StorageError) -> [Int64: TraceEvent] {
        try eventFacts(numbers).mapValues { $0.event(seen: Sight(.supervisor)) }
    }

    /// Events by their number.
    func eventFacts(_ numbers: [Int64]) throws(StorageError) -> [Int64: EventFacts] {
        let select = try PreparedStatement(
            database,
            """
            SELECT e.number, e.event_id, e.event_time, e.step,
                coalesce(e.read_point, e.location), e.member, e.zone_minutes, e.levels, e.delegate
            FROM json_each(?1) n CROSS JOIN events e ON e.number = n.value
            """)
        var texts = TextCache(reader: self)
        var events: [Int64: EventFacts] = [:]
        events.reserveCapacity(numbers.count)
        try select.forEach(of: numbers) { row throws(StorageError) in
            let number = row.integer(0)
            events[number] = EventFacts(
                number: number, eventID: row.text(1), eventTime: row.integer(2),
                zoneMinutes: Int(row.integer(6)),
                bizStep: try texts.optional(row.optionalInteger(3)),
                place: try texts.optional(row.optionalInteger(4)),
                member: try texts.text(row.integer(5)),
                delegate: try texts.optional(row.optionalInteger(8)),
                levels: IndexedLevels(rawValue: row.integer(7)))
        }
        for number in numbers where events[number] == nil {
            throw .corrupt("event \(number) of the index is missing")
        }
        return events
    }
}
