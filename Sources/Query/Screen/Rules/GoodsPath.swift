import GRDB
import Storage

/// Follows goods back from a receipt, over owners and transformations.
struct GoodsPath {
    private static let dayMilliseconds: Int64 = 86_400_000
    /// Stays at a member that are looked at for one receipt.
    private static let staysMax = 256

    struct Circle {
        /// The member at which it closes, then the others, the last one first.
        let members: [Int64]
        let lots: [Int64]
        let events: [Int64]
    }

    /// A lot at a member until a time.
    private struct Stay {
        let lot: Int64
        let member: Int64
        let until: Int64
        let others: [Int64]
        let lots: [Int64]
        let events: [Int64]
    }

    private let settings: ScreenSettings
    private let selectArrivals: PreparedStatement
    private let selectInputs: PreparedStatement

    init(_ settings: ScreenSettings, in database: Database) throws(StorageError) {
        self.settings = settings
        selectArrivals = try PreparedStatement(
            database,
            """
            SELECT DISTINCT e.number, e.event_time, p.cause, p.counterparty
            FROM mentions m JOIN events e ON e.number = m.event
            JOIN postings p ON p.event = m.event AND p.lot = m.name
            WHERE m.name = ? AND p.holder = ? AND p.is_inflow = 1
                AND p.cause IN ('created', 'received') AND e.is_declared = 0
                AND e.is_declaration = 0 AND e.event_time BETWEEN ? AND ?
            ORDER BY e.event_time DESC, e.number DESC LIMIT 16
            """)
        selectInputs = try PreparedStatement(
            database,
            """
            SELECT DISTINCT i.name FROM links o JOIN links i ON i.joint = o.joint
            WHERE o.name = ?1 AND o.side = 1 AND o.kind = 1 AND i.side = 0 LIMIT 64
            """)
    }

    /// The circle that a receipt closes; nil where the goods never were the receiver's, not within the
    /// window, or came back from the one they went to.
    func circle(closedBy receipt: CircularTrade.Receipt) throws(StorageError) -> Circle? {
        let earliest = receipt.time - settings.circleDays * GoodsPath.dayMilliseconds
        var open = [
            Stay(
                lot: receipt.lot, member: receipt.sender, until: receipt.time, others: [],
                lots: [receipt.lot], events: [receipt.event])
        ]
        var next = 0
        while next < open.count, next < GoodsPath.staysMax {
            let stay = open[next]
            next += 1
            if stay.member == receipt.receiver {
                if stay.others.count >= settings.circleOthersMin {
                    return Circle(
                        members: [receipt.receiver] + stay.others, lots: stay.lots,
                        events: stay.events)
                }
                continue
            }
            open += try before(stay, earliest: earliest)
        }
        return nil
    }

    /// Where the goods of a stay were before it.
    private func before(_ stay: Stay, earliest: Int64) throws(StorageError) -> [Stay] {
        let arrivals = try selectArrivals.all(
            .integer(stay.lot), .integer(stay.member), .integer(earliest), .integer(stay.until)
        ) { row in
            (
                event: row.integer(0), time: row.integer(1),
                cause: Movement.Cause(word: row.text(2)),
                from: row.optionalInteger(3)
            )
        }
        let others = stay.others.contains(stay.member) ? stay.others : stay.others + [stay.member]
        var stays: [Stay] = []
        for arrival in arrivals {
            let events = stay.events + [arrival.event]
            if arrival.cause == .created {
                for lot in try selectInputs.all(.integer(stay.lot), read: { $0.integer(0) })
                where !stay.lots.contains(lot) {
                    stays.append(
                        Stay(
                            lot: lot, member: stay.member, until: arrival.time,
                            others: stay.others, lots: stay.lots + [lot], events: events))
                }
            } else if let from = arrival.from, from != stay.member {
                stays.append(
                    Stay(
                        lot: stay.lot, member: from, until: arrival.time, others: others,
                        lots: stay.lots, events: events))
            }
        }
        return stays
    }
}
