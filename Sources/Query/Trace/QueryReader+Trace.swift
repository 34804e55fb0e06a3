import LedgerCore
package import Storage

extension QueryReader {
    /// Where a thing came from, or what became of it; nil where the ledger never heard of it.
    ///
    /// - Parameter key: of a lot, an item, a logistic unit.
    package func trace(
        of key: String, _ direction: Trace.Direction, limits: TraceLimits = TraceLimits()
    ) throws(StorageError) -> Trace? {
        guard let name = try name(key), try isMentioned(name) else { return nil }
        var search = try TraceSearch(direction, limits: limits, in: database)
        try search.run(from: name)
        return Trace(
            direction: direction, nodes: try nodes(of: search), joints: try joints(of: search),
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
        var nodes: [TraceNode] = []
        nodes.reserveCapacity(search.names.count)
        for (name, depth) in zip(search.names, search.depths) {
            let node = try select.first(.integer(name)) { row in
                TraceNode(
                    key: row.text(0), depth: depth,
                    origin: row.integer(1) == 0 ? .missing : .recorded)
            }
            guard let node else { throw .corrupt("name \(name) of the index is missing") }
            nodes.append(node)
        }
        return nodes
    }

    private func joints(of search: TraceSearch) throws(StorageError) -> [TraceJoint] {
        let select = try PreparedStatement(
            database,
            """
            SELECT e.event_id, e.event_time, e.step, coalesce(e.read_point, e.location), t.member
            FROM events e JOIN transactions t ON t.number = e."transaction" WHERE e.number = ?
            """)
        var texts = TextCache(reader: self)
        var joints: [TraceJoint] = []
        joints.reserveCapacity(search.joints.count)
        for joint in search.joints {
            var events: [TraceEvent] = []
            for number in joint.events.sorted() {
                let event = try select.first(.integer(number)) { row throws(StorageError) in
                    TraceEvent(
                        number: number, eventID: row.text(0),
                        eventTime: Timestamp(milliseconds: row.integer(1)),
                        bizStep: try texts.optional(row.optionalInteger(2)),
                        place: try texts.optional(row.optionalInteger(3)),
                        member: try texts.text(row.integer(4)))
                }
                guard let event else { throw .corrupt("event \(number) is missing") }
                events.append(event)
            }
            joints.append(
                TraceJoint(
                    kind: joint.kind, events: events, inputs: joint.inputs,
                    outputs: joint.outputs))
        }
        return joints
    }
}

/// Texts that occur again and again in one answer: steps, places, members.
private struct TextCache {
    let reader: QueryReader
    private var texts: [Int64: String] = [:]

    init(reader: QueryReader) {
        self.reader = reader
    }

    mutating func text(_ name: Int64) throws(StorageError) -> String {
        if let text = texts[name] { return text }
        let text = try reader.text(name)
        texts[name] = text
        return text
    }

    mutating func optional(_ name: Int64?) throws(StorageError) -> String? {
        guard let name else { return nil }
        return try text(name)
    }
}
