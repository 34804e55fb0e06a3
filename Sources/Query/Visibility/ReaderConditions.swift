import EPCIS
import LedgerCore
import Storage

/// What a reader may see, as pieces of SQL over `events e` and `transactions t`.
///
/// A question is answered by what its reader sees: an event whose place is withheld is at no place, and one
/// whose time is withheld happened when its day began. So no filter and no order tells more than the
/// answer.
///
/// Spec: Docs/Spec/Visibility.md §7.
struct ReaderConditions {
    private let asker: Reader
    private let reader: QueryReader
    /// Numbers of the names that stand for the reader; of its member id alone.
    let names: [Int64]
    private let recorder: Int64?

    init(_ asker: Reader, in reader: QueryReader) throws(StorageError) {
        self.asker = asker
        self.reader = reader
        var names: [Int64] = []
        for identity in asker.identities {
            if let name = try reader.name(identity) { names.append(name) }
        }
        self.names = names
        recorder = try asker.member.flatMap { member throws(StorageError) in
            try reader.name(member.text)
        }
    }

    /// A statement with pieces of these: kept where it is the same for everybody who reads alike.
    func statement(_ sql: String) throws(StorageError) -> PreparedStatement {
        names.isEmpty || asker.supervises
            ? try PreparedStatement(reader.database, sql)
            : try PreparedStatement(once: reader.database, sql)
    }

    var list: String { names.map { String($0) }.joined(separator: ", ") }

    /// Whether the reader sees a field of `e`; nil where it sees that of every event.
    func sees(_ field: EventField) -> String? {
        if asker.supervises { return nil }
        guard let shift = IndexedLevels.shift(of: field) else {
            preconditionFailure("\(field) is not in the index")
        }
        let level = "(e.levels >> \(shift) & 3)"
        guard !names.isEmpty else { return "\(level) = 0" }
        return """
            (\(level) = 0 OR e.member = \(recorder ?? 0) OR e.delegate IS \(recorder ?? 0)
            OR \(level) <= 2 AND EXISTS (
                SELECT 1 FROM parties p WHERE p.event = e.number AND p.name IN (\(list)))
            OR \(level) <= 1 AND EXISTS (
                SELECT 1 FROM mentions m JOIN partners q ON q.lot = m.name
                WHERE m.event = e.number AND q.name IN (\(list))))
            """
    }

    /// The time of `e` as the reader sees it.
    var time: String {
        guard let sees = sees(.time) else { return "e.event_time" }
        let day = Day.milliseconds
        return """
            (CASE WHEN \(sees) THEN e.event_time ELSE e.event_time
            - ((e.event_time + e.zone_minutes * 60000) % \(day) + \(day)) % \(day) END)
            """
    }
}

/// What a reader is to events and lots, many at once.
struct SightSearch {
    let asker: Reader
    private let reader: QueryReader
    private let conditions: ReaderConditions

    init(_ asker: Reader, in reader: QueryReader) throws(StorageError) {
        self.asker = asker
        self.reader = reader
        conditions = try ReaderConditions(asker, in: reader)
    }

    /// The lots, of those given, that the reader is a chain partner of.
    func partnerLots(
        among lots: some RandomAccessCollection<Int64>
    ) throws(StorageError) -> Set<Int64> {
        try found(
            among: lots,
            """
            SELECT q.lot FROM json_each(?1) n CROSS JOIN partners q
            ON q.lot = n.value AND q.name IN (\(conditions.list))
            """)
    }

    /// The events, of those given, that the reader is party to.
    func parties(
        among events: some RandomAccessCollection<Int64>
    ) throws(StorageError) -> Set<Int64> {
        try found(
            among: events,
            """
            SELECT p.event FROM json_each(?1) n CROSS JOIN parties p
            ON p.event = n.value AND p.name IN (\(conditions.list))
            """)
    }

    /// Nothing for who is nobody, and for who needs no such standing.
    private func found(
        among values: some RandomAccessCollection<Int64>, _ sql: String
    ) throws(StorageError) -> Set<Int64> {
        var found: Set<Int64> = []
        guard !conditions.names.isEmpty, !asker.supervises else { return found }
        try PreparedStatement(once: reader.database, sql)
            .forEach(of: values) { found.insert($0.integer(0)) }
        return found
    }

    /// An event by its number, and whose it is.
    struct Recorded {
        let number: Int64
        let member: String
        /// Who recorded it for the member.
        let delegate: String?
    }

    /// What the reader sees of events, by number.
    func sights(of events: [Recorded]) throws(StorageError) -> [Int64: Sight] {
        if asker.supervises || conditions.names.isEmpty {
            let sight = Sight(asker.supervises ? .supervisor : .stranger)
            return Dictionary(events.map { ($0.number, sight) }) { first, _ in first }
        }
        let numbers = events.map(\.number)
        let parties = try parties(among: numbers)
        let lots = try partnerLots(ofEvents: numbers.filter { !parties.contains($0) })
        var sights: [Int64: Sight] = [:]
        for event in events {
            sights[event.number] =
                asker.isRecorder(of: event.member, event.delegate)
                ? Sight(.recorder)
                : parties.contains(event.number)
                    ? Sight(.party) : Sight(partnerOf: lots[event.number] ?? [])
        }
        return sights
    }

    /// By event, keys of the lots that it names and the reader is a partner of.
    private func partnerLots(
        ofEvents events: [Int64]
    ) throws(StorageError) -> [Int64: Set<String>] {
        var texts = TextCache(reader: reader)
        var lots: [Int64: Set<String>] = [:]
        try PreparedStatement(
            once: reader.database,
            """
            SELECT m.event, m.name FROM json_each(?1) n
            CROSS JOIN mentions m INDEXED BY mentions_event ON m.event = n.value
            WHERE EXISTS (SELECT 1 FROM partners q WHERE q.lot = m.name
                AND q.name IN (\(conditions.list)))
            """
        ).forEach(of: events) { row throws(StorageError) in
            lots[row.integer(0), default: []].insert(try texts.text(row.integer(1)))
        }
        return lots
    }
}
