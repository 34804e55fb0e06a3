import EPCIS
import GRDB
import LedgerCore
import Storage

/// Every standing movement once, lot by lot. One sort of the postings; memory is that of one lot.
struct LotPass {
    private static let movements = """
        SELECT p.lot, p.event, e.event_time, p.holder, p.cause, p.counterparty, p.is_inflow,
            p.unit, p.amount, p.unaccounted, coalesce(e.location, e.read_point), e.type
        FROM postings p JOIN events e ON e.number = p.event
        WHERE e.is_declared = 0 AND e.is_declaration = 0
        ORDER BY p.lot, e.event_time, p.event, p.position
        """

    let database: Database

    /// Calls `body` with each lot and its movements by event time.
    func forEach(
        _ body: (_ lot: Int64, _ movements: [Movement]) throws(StorageError) -> Void
    ) throws(StorageError) {
        var lot: Int64?
        var movements: [Movement] = []
        try PreparedStatement(database, LotPass.movements)
            .forEach([]) { row throws(StorageError) in
                if row.integer(0) != lot {
                    if let lot { try body(lot, movements) }
                    lot = row.integer(0)
                    movements.removeAll(keepingCapacity: true)
                }
                movements.append(try Movement(row))
            }
        if let lot { try body(lot, movements) }
    }
}

extension Movement {
    fileprivate init(_ row: SQLRow) throws(StorageError) {
        self.init(
            event: row.integer(1), time: row.integer(2), holder: row.integer(3),
            cause: Cause(word: row.text(4)), counterparty: row.optionalInteger(5),
            isInflow: row.integer(6) != 0, unit: try row.unit(7),
            stock: try row.stock(amount: 8, unaccounted: 9), place: row.optionalInteger(10),
            isTransformation: row.integer(11) == EPCISEvent.EventType.transformation.number)
    }
}
