import EPCIS
import GRDB
import Storage

/// A question for events as SQL, built of fixed pieces; every value is bound.
struct EventSearch {
    private let query: EventQuery
    private let reader: ReaderConditions
    private var conditions: [String] = []
    private var values: [SQLValue] = []

    /// - Parameter reader: what is withheld from it answers no question.
    init(_ query: EventQuery, for reader: ReaderConditions) {
        self.query = query
        self.reader = reader
        add(in: "e.type", query.eventTypes.map { .integer($0.number) })
        add(in: "e.action", query.actions.map { .integer($0.number) })
        add(eventTime: query.eventTime)
        add(span: query.recordTime, of: "b.time")
        if let wanted = query.hasErrorDeclaration {
            add("e.is_declaration = ?", .integer(wanted ? 1 : 0))
        }
    }

    /// Keeps to the events of a snapshot, and to those behind the page before.
    mutating func restrict(upTo last: Int64, after token: PageToken?) {
        add("e.number <= ?", .integer(last))
        guard let token else { return }
        let sign = query.order.isDescending ? "<" : ">"
        switch query.order.field {
        case .recordTime: add("e.number \(sign) ?", .integer(token.number))
        case .eventTime:
            add(
                "(\(reader.time), e.number) \(sign) (?, ?)", .integer(token.time),
                .integer(token.number))
        }
    }

    /// Turns texts into their numbers.
    ///
    /// - Returns: false when nothing can answer, since nothing mentions what is asked for.
    mutating func resolve(in reader: QueryReader) throws(StorageError) -> Bool {
        if !query.readPoints.isEmpty || !query.bizLocations.isEmpty,
            let sees = self.reader.sees(.place)
        {
            add(sees)
        }
        let columns = [
            ("e.step", query.bizSteps), ("e.disposition", query.dispositions),
            ("e.read_point", query.readPoints), ("e.location", query.bizLocations),
        ]
        for (column, texts) in columns where !texts.isEmpty {
            let names = try EventSearch.names(texts, in: reader)
            if names.isEmpty { return false }
            add(in: column, names)
        }
        for match in query.matches {
            guard try addMatch(match.keys, match.roles, reader) else { return false }
        }
        if !query.transformationIDs.isEmpty {
            guard try addMatch(query.transformationIDs, [.transformation], reader) else {
                return false
            }
        }
        if !query.eventIDs.isEmpty {
            add(in: "e.hash", query.eventIDs.map { .integer(Names.hash(of: $0)) })
            add(in: "e.event_id", query.eventIDs.map { .text($0) })
        }
        return true
    }

    func rows(in database: Database, limit: Int) throws(StorageError) -> [EventRow] {
        let direction = query.order.isDescending ? "DESC" : "ASC"
        let order =
            switch query.order.field {
            case .recordTime: "e.number \(direction)"
            case .eventTime: "\(reader.time) \(direction), e.number \(direction)"
            }
        let sql = "\(EventRow.select) WHERE \(condition) ORDER BY \(order) LIMIT ?"
        return try PreparedStatement(once: database, sql)
            .all(values + [.integer(limit)], read: EventRow.init)
    }

    /// How many events answer, counted no further than a bound.
    func count(in database: Database, upTo bound: Int) throws(StorageError) -> Int {
        let sql = """
            SELECT count(*) FROM (\(EventRow.select) WHERE \(condition) LIMIT ?)
            """
        let count = try PreparedStatement(once: database, sql)
            .all(values + [.integer(bound)]) { $0.integer(0) }
        return Int(count.first ?? 0)
    }

    private var condition: String { conditions.joined(separator: " AND ") }

    private mutating func add(_ condition: String, _ values: SQLValue...) {
        conditions.append(condition)
        self.values += values
    }

    private mutating func add(in column: String, _ values: [SQLValue]) {
        guard !values.isEmpty else { return }
        conditions.append("\(column) IN (\(EventSearch.marks(values.count)))")
        self.values += values
    }

    private mutating func add(span: EventQuery.TimeSpan, of column: String) {
        if let from = span.from { add("\(column) >= ?", .integer(from)) }
        if let before = span.before { add("\(column) < ?", .integer(before)) }
    }

    private mutating func add(eventTime span: EventQuery.TimeSpan) {
        add(span: span, of: reader.time)
        guard reader.sees(.time) != nil else { return }
        // The same once more, as wide as a day and by the index.
        if let from = span.from { add("e.event_time >= ?", .integer(from)) }
        if let before = span.before {
            let (latest, isBeyond) = before.addingReportingOverflow(Day.milliseconds)
            if !isBeyond { add("e.event_time < ?", .integer(latest)) }
        }
    }

    private mutating func addMatch(
        _ keys: [String], _ roles: [MentionRole], _ reader: QueryReader
    ) throws(StorageError) -> Bool {
        let names = try EventSearch.names(keys, in: reader)
        guard !names.isEmpty else { return false }
        conditions.append(
            """
            e.number IN (SELECT event FROM mentions \
            WHERE name IN (\(EventSearch.marks(names.count))) \
            AND role IN (\(EventSearch.marks(roles.count))))
            """)
        values += names + roles.map { .integer($0.rawValue) }
        return true
    }

    private static func names(
        _ texts: [String], in reader: QueryReader
    ) throws(StorageError) -> [SQLValue] {
        var names: [SQLValue] = []
        for text in texts {
            if let name = try reader.name(text) { names.append(.integer(name)) }
        }
        return names
    }

    private static func marks(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
    }
}
