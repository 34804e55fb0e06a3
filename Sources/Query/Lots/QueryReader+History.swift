import EPCIS
import LedgerCore
package import Storage

extension QueryReader {
    /// The events of a lot in the order of event time, as one reader sees them; nil where the ledger
    /// never heard of it.
    ///
    /// - Parameters:
    ///   - lot: its key.
    ///   - stepsMax: most steps, the earliest first.
    package func history(
        of lot: String, stepsMax: Int = 1_000, for asker: Reader
    ) throws(StorageError) -> LotHistory? {
        guard let name = try name(lot), try isMentioned(name) else { return nil }
        let steps = try steps(of: name, key: lot, limit: stepsMax + 1, for: asker)
        return LotHistory(
            lot: lot, steps: Array(steps.prefix(stepsMax)), isTruncated: steps.count > stepsMax,
            height: try height())
    }

    private func steps(
        of name: Int64, key: String, limit: Int, for asker: Reader
    ) throws(StorageError) -> [LotStep] {
        let rows = try rows(of: name, limit: limit, for: asker)
        let events = try records(rows, for: asker)
        var steps: [LotStep] = []
        for (row, event) in zip(rows, events) {
            steps.append(try step(row, event, of: name, key: key))
        }
        return steps
    }

    /// The rows of the events that name a thing or moved it, by event time as the reader sees it.
    func rows(of name: Int64, limit: Int, for asker: Reader) throws(StorageError) -> [EventRow] {
        let conditions = try ReaderConditions(asker, in: self)
        return try conditions.statement(
            EventRow.select
                + " WHERE e.number IN (SELECT event FROM mentions WHERE name = ?)"
                + " ORDER BY \(conditions.time), e.number LIMIT ?"
        ).all(.integer(name), .integer(limit), read: EventRow.init)
    }

    private func step(
        _ row: EventRow, _ event: EventRecord, of name: Int64, key: String
    ) throws(StorageError) -> LotStep {
        let sight = event.sight
        let isPlaceShown = sight.reads(row.levels[.place])
        let isAmountShown = sight.reads(row.levels[.amount], ofLot: key)
        let roles = try PreparedStatement(
            database, "SELECT role FROM mentions WHERE name = ? AND event = ? ORDER BY role"
        ).all(.integer(name), .integer(row.number)) { MentionRole(rawValue: $0.integer(0)) }
        return LotStep(
            event: event, action: row.action, bizStep: try optionalText(row.step),
            disposition: try optionalText(row.disposition),
            readPoint: try optionalText(isPlaceShown ? row.readPoint : nil),
            bizLocation: try optionalText(isPlaceShown ? row.location : nil),
            roles: roles.compactMap(\.self),
            postings: isAmountShown
                ? try postings(
                    of: name, in: row.number,
                    namingCounterparty: sight.reads(row.levels[.counterparty], ofLot: key)) : [])
    }

    private func postings(
        of lot: Int64, in event: Int64, namingCounterparty isNamed: Bool
    ) throws(StorageError) -> [LotPosting] {
        let rows = try PreparedStatement(
            database,
            """
            SELECT cause, holder, counterparty, is_inflow, unit, amount, unaccounted
            FROM postings WHERE event = ? AND lot = ? ORDER BY position
            """
        ).all(.integer(event), .integer(lot)) { row throws(StorageError) in
            (
                cause: row.text(0), holder: row.integer(1), counterparty: row.optionalInteger(2),
                isInflow: row.integer(3) != 0, unit: try row.unit(4),
                stock: try row.stock(amount: 5, unaccounted: 6)
            )
        }
        var postings: [LotPosting] = []
        for row in rows {
            postings.append(
                LotPosting(
                    cause: row.cause, holder: try text(row.holder),
                    counterparty: try optionalText(isNamed ? row.counterparty : nil),
                    isInflow: row.isInflow,
                    unit: row.unit, stock: row.stock))
        }
        return postings
    }
}
