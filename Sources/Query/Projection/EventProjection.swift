import EPCIS
import GRDB
import LedgerCore
import Storage

/// Writes the rows of accepted events.
struct EventProjection {
    private let database: Database
    private let insertEvent: PreparedStatement
    private let insertMention: PreparedStatement
    private let insertAttributes: PreparedStatement
    private let insertLink: PreparedStatement
    private let insertCreation: PreparedStatement
    private let insertPosting: PreparedStatement
    private let outflows: OutflowProjection
    private let visibility: VisibilityProjection

    init(_ database: Database) throws(StorageError) {
        self.database = database
        insertEvent = try PreparedStatement(
            database,
            """
            INSERT INTO events (
                hash, event_id, "transaction", document_index, offset, length, type, action,
                event_time, zone_minutes, step, disposition, read_point, location, is_declaration,
                is_declared, levels, member, delegate)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
            """)
        insertMention = try PreparedStatement(
            database, "INSERT OR IGNORE INTO mentions (name, event, role) VALUES (?, ?, ?)")
        insertAttributes = try PreparedStatement(
            database, "INSERT INTO ilmd (event, attributes) VALUES (?, ?)")
        insertLink = try PreparedStatement(
            database,
            """
            INSERT OR IGNORE INTO links (name, side, joint, event, kind, amount, unit)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        insertCreation = try PreparedStatement(
            database, "INSERT OR IGNORE INTO creations (lot, event) VALUES (?, ?)")
        insertPosting = try PreparedStatement(
            database,
            """
            INSERT INTO postings (
                event, position, lot, holder, cause, counterparty, is_inflow, unit, amount,
                unaccounted)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        outflows = try OutflowProjection(database)
        visibility = try VisibilityProjection(database)
    }

    /// - Parameters:
    ///   - member: who signed it.
    ///   - transaction: number of its row.
    func write(
        _ facts: AcceptedEventFacts, _ event: EPCISEvent, by member: MemberID, transaction: Int64,
        names: inout NameCache
    ) throws(StorageError) {
        if facts.isDeclaration { try takeBack(event, facts.eventID, &names) }
        let levels = EventLevels(VisibilityStatement(of: event))
        let number = try insert(facts, event, levels, by: member, transaction, &names)
        try visibility.write(facts, event, number, by: member, &names)
        let mentions = EventMentions(of: event).all
        var named: Set<Int64> = []
        for mention in mentions {
            let name = try names.id(of: mention.key.text, in: database)
            named.insert(name)
            try insertMention.run(
                .integer(name), .integer(number), .integer(mention.role.rawValue))
        }
        if let id = event.transformationID {
            let name = try names.id(of: id, in: database)
            named.insert(name)
            try insertMention.run(
                .integer(name), .integer(number),
                .integer(MentionRole.transformation.rawValue))
        }
        try writePostings(facts, number, named: named, &names)
        if facts.isDeclaration { return }
        try RecallProjection(database).write(event, number, mentions, &names)
        try CitationProjection(database).write(event, number, &names)
        try writeLinks(mentions, event, number, &names)
        try writeAttributes(of: event, number, levels, &names)
    }

    private func writeAttributes(
        of event: EPCISEvent, _ number: Int64, _ levels: EventLevels, _ names: inout NameCache
    ) throws(StorageError) {
        var attributes = LotAttributes()
        for field in event.ilmd {
            let name = event.namespaces.expand(field.name)
            attributes.entries.append(
                LotAttributes.Entry(
                    name: try names.id(of: name, in: database),
                    level: levels.level(ofWhole: field.value, named: name),
                    value: JSONWriter.write(field.value)))
        }
        guard !attributes.entries.isEmpty else { return }
        try insertAttributes.run(.integer(number), .blob(attributes.encoded()))
    }

    private func insert(
        _ facts: AcceptedEventFacts, _ event: EPCISEvent, _ levels: EventLevels,
        by member: MemberID, _ transaction: Int64, _ names: inout NameCache
    ) throws(StorageError) -> Int64 {
        let range = event.sourceRange
        try insertEvent.run(
            .integer(Names.hash(of: facts.eventID)), .text(facts.eventID),
            .integer(transaction), .integer(facts.documentIndex), .integer(range.lowerBound),
            .integer(range.count), .integer(event.type.number),
            .optional(event.action?.number), .integer(event.eventTime.milliseconds),
            .integer(Int(event.eventTimeZoneOffset.minutes)),
            try value(event.bizStep?.name, &names), try value(event.disposition?.name, &names),
            try value(event.readPoint?.id.key.text, &names),
            try value(event.bizLocation?.id.key.text, &names),
            .integer(facts.isDeclaration ? 1 : 0), .integer(IndexedLevels(levels).rawValue),
            .integer(try names.id(of: (facts.principal ?? member).text, in: database)),
            try value(facts.principal == nil ? nil : member.text, &names))
        return database.lastInsertedRowID
    }

    private func value(
        _ text: String?, _ names: inout NameCache
    ) throws(StorageError) -> SQLValue {
        guard let text else { return .null }
        return .integer(try names.id(of: text, in: database))
    }

    private func writeLinks(
        _ mentions: [EventMentions.Mention], _ event: EPCISEvent, _ number: Int64,
        _ names: inout NameCache
    ) throws(StorageError) {
        guard event.packs || event.type == .transformation else { return }
        let kind: LinkKind = event.packs ? .aggregation : .transformation
        let joint = try joint(of: event, number, &names)
        for mention in mentions {
            guard let side = mention.side(in: event) else { continue }
            let amount = mention.amount
            try insertLink.run(
                .integer(try names.id(of: mention.key.text, in: database)),
                .integer(side.rawValue), .integer(joint), .integer(number),
                .integer(kind.rawValue), .optional(amount?.amount),
                .optional(amount.map { Int64($0.unit.rawValue) }))
        }
    }

    /// Postings, and with them the lots that moved inside containers and the lots that were made.
    ///
    /// - Parameter named: the names that the event mentions itself.
    private func writePostings(
        _ facts: AcceptedEventFacts, _ number: Int64, named: Set<Int64>, _ names: inout NameCache
    ) throws(StorageError) {
        var named = named
        for (position, posting) in facts.postings.enumerated() {
            let lot = try names.id(of: posting.lot, in: database)
            if named.insert(lot).inserted {
                try insertMention.run(
                    .integer(lot), .integer(number), .integer(MentionRole.carried.rawValue))
            }
            if posting.cause == PostingFacts.createdCause {
                try insertCreation.run(.integer(lot), .integer(number))
            }
            try insertPosting.run(
                .integer(number), .integer(position), .integer(lot),
                .integer(try names.id(of: posting.holder.text, in: database)),
                .text(posting.cause), try value(posting.counterparty, &names),
                .integer(posting.isInflow ? 1 : 0),
                .integer(Int64(posting.unit.rawValue)), .integer(posting.stock.amount),
                .integer(posting.stock.unaccounted))
            if posting.isForGood { try outflows.add(posting, lot: lot, names: &names) }
        }
    }

    /// An error declaration repeats the event, and takes back what it linked and made. The event
    /// stays, marked.
    private func takeBack(
        _ declaration: EPCISEvent, _ eventID: String, _ names: inout NameCache
    ) throws(StorageError) {
        let numbers = try PreparedStatement(
            database,
            """
            SELECT number FROM events
            WHERE hash = ? AND event_id = ? AND is_declaration = 0 AND is_declared = 0
            """
        ).all(.integer(Names.hash(of: eventID)), .text(eventID)) { $0.integer(0) }
        for number in numbers {
            try PreparedStatement(
                database, "UPDATE events SET is_declared = 1 WHERE number = ?"
            ).run(.integer(number))
            let joint = try joint(of: declaration, number, &names)
            try PreparedStatement(database, "DELETE FROM links WHERE joint = ? AND event = ?")
                .run(.integer(joint), .integer(number))
            try PreparedStatement(
                database,
                """
                DELETE FROM creations WHERE event = ?1
                AND lot IN (SELECT lot FROM postings WHERE event = ?1)
                """
            ).run(.integer(number))
            try PreparedStatement(database, "DELETE FROM recalls WHERE event = ?")
                .run(.integer(number))
            try outflows.takeBack(event: number, &names)
        }
    }

    private func joint(
        of event: EPCISEvent, _ number: Int64, _ names: inout NameCache
    ) throws(StorageError) -> Int64 {
        guard let id = event.transformationID else { return Joint.event(number) }
        return Joint.transformation(name: try names.id(of: id, in: database))
    }
}
