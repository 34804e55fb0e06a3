import EPCIS
import LedgerCore
package import Storage
package import Traceability

extension QueryReader {
    /// A lot at a glance, as one reader sees it; nil where the ledger never heard of it.
    ///
    /// - Parameters:
    ///   - lot: its key.
    ///   - acceptance: when goods on the road count as received.
    package func summary(
        of lot: String, for asker: Reader, acceptance: AcceptanceRules? = nil
    ) throws(StorageError) -> LotSummary? {
        guard let name = try name(lot), let span = try span(of: name, for: asker) else {
            return nil
        }
        let creation = try creation(of: name, for: asker)
        return LotSummary(
            lot: lot, product: (try? ObjectKey(parsing: lot))?.product?.text, creation: creation,
            attributes: try creation.map { creation throws(StorageError) in
                try ilmd(of: creation.event.number, seen: creation.event.sight)
            } ?? [],
            balance: try balance(of: lot, name: name, for: asker, acceptance),
            stepCount: span.count,
            firstTime: span.first, lastTime: span.last, height: try height())
    }

    /// The first standing event that made a lot.
    func creation(of name: Int64, for asker: Reader) throws(StorageError) -> LotCreation? {
        guard let row = try creationRow(of: name), let event = try records([row], for: asker).first
        else { return nil }
        return LotCreation(
            event: event, bizStep: try optionalText(row.step),
            place: try optionalText(row.place(seen: event.sight)),
            isTransformation: row.type == .transformation)
    }

    func creationRow(of name: Int64) throws(StorageError) -> EventRow? {
        try PreparedStatement(
            database,
            EventRow.select
                + " WHERE e.number = (SELECT min(event) FROM creations WHERE lot = ?)"
        ).first(.integer(name), read: EventRow.init)
    }

    /// Attributes that an event states of what it makes, as far as they may be seen, by name.
    func ilmd(of event: Int64, seen sight: Sight) throws(StorageError) -> [Attribute] {
        let encoded = try PreparedStatement(
            database, "SELECT attributes FROM ilmd WHERE event = ?"
        ).first(.integer(event)) { $0.blob(0) }
        guard let encoded else { return [] }
        let stated: LotAttributes
        do { stated = try LotAttributes(decoding: encoded) } catch {
            throw .corrupt("attributes of event \(event) that do not decode: \(error)")
        }
        var values: [Int64: String] = [:]
        for entry in stated.entries where sight.reads(entry.level) {
            values[entry.name] = String(decoding: entry.value, as: UTF8.self)
        }
        // order-free: sorted by name.
        return try attributes(values.map { (name: $0.key, value: $0.value) })
    }

    /// What documents say of a thing in their headers, by name: in the words of the members given,
    /// the first that describes it.
    package func masterData(
        of key: String, preferring members: [String]
    ) throws(StorageError) -> [Attribute] {
        guard let thing = try name(key) else { return [] }
        var member: Int64?
        let describes = try PreparedStatement(
            database, "SELECT 1 FROM attributes WHERE thing = ? AND member = ? LIMIT 1")
        for candidate in members where member == nil {
            guard let id = try name(candidate) else { continue }
            if try describes.first(.integer(thing), .integer(id), read: { _ in true }) == true {
                member = id
            }
        }
        guard let member else { return [] }
        return try attributes(
            PreparedStatement(
                database, "SELECT attribute, value FROM attributes WHERE thing = ? AND member = ?"
            ).all(.integer(thing), .integer(member)) {
                (name: $0.integer(0), value: $0.text(1))
            })
    }

    private func attributes(
        _ rows: [(name: Int64, value: String)]
    ) throws(StorageError) -> [Attribute] {
        var attributes: [Attribute] = []
        for row in rows { attributes.append(Attribute(name: try text(row.name), value: row.value)) }
        return attributes.sorted { $0.name < $1.name }
    }

    private func span(
        of name: Int64, for asker: Reader
    ) throws(StorageError) -> (count: Int, first: Timestamp, last: Timestamp)? {
        let conditions = try ReaderConditions(asker, in: self)
        return try conditions.statement(
            """
            SELECT count(*), min(\(conditions.time)), max(\(conditions.time))\(EventRow.from)
            WHERE e.number IN (SELECT event FROM mentions WHERE name = ?)
            """
        ).first(.integer(name)) { row in
            row.integer(0) == 0
                ? nil
                : (
                    Int(row.integer(0)), Timestamp(milliseconds: row.integer(1)),
                    Timestamp(milliseconds: row.integer(2))
                )
        } ?? nil
    }
}
