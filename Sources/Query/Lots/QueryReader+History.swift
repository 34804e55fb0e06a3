import EPCIS
import LedgerCore
package import Storage

extension QueryReader {
    /// The events of a lot in the order of event time; nil where the ledger never heard of it.
    ///
    /// - Parameters:
    ///   - lot: its key.
    ///   - stepsMax: most steps, the earliest first.
    package func history(
        of lot: String, stepsMax: Int = 1_000
    ) throws(StorageError) -> LotHistory? {
        guard let name = try name(lot), try isMentioned(name) else { return nil }
        let steps = try steps(of: name, limit: stepsMax + 1)
        return LotHistory(
            lot: lot, steps: Array(steps.prefix(stepsMax)), isTruncated: steps.count > stepsMax,
            height: try height())
    }

    func steps(of name: Int64, limit: Int) throws(StorageError) -> [LotStep] {
        var steps: [LotStep] = []
        for row in try rows(of: name, limit: limit) { steps.append(try step(row, of: name)) }
        return steps
    }

    /// The rows of the events that name a thing or moved it, by event time.
    func rows(of name: Int64, limit: Int) throws(StorageError) -> [EventRow] {
        try PreparedStatement(
            database,
            EventRow.select
                + " WHERE e.number IN (SELECT event FROM mentions WHERE name = ?)"
                + " ORDER BY e.event_time, e.number LIMIT ?"
        ).all(.integer(name), .integer(limit), read: EventRow.init)
    }

    private func step(_ row: EventRow, of name: Int64) throws(StorageError) -> LotStep {
        let roles = try PreparedStatement(
            database, "SELECT role FROM mentions WHERE name = ? AND event = ? ORDER BY role"
        ).all(.integer(name), .integer(row.number)) { MentionRole(rawValue: $0.integer(0)) }
        return LotStep(
            event: try record(row), action: row.action, bizStep: try optionalText(row.step),
            disposition: try optionalText(row.disposition),
            readPoint: try optionalText(row.readPoint),
            bizLocation: try optionalText(row.location), roles: roles.compactMap(\.self),
            postings: try postings(of: name, in: row.number))
    }

    private func postings(
        of lot: Int64, in event: Int64
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
                    counterparty: try optionalText(row.counterparty), isInflow: row.isInflow,
                    unit: row.unit, stock: row.stock))
        }
        return postings
    }
}
