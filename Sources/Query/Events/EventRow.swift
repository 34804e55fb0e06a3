import EPCIS
import LedgerCore
import Storage

/// The row of an event with those of its transaction and block.
struct EventRow {
    let number: Int64
    let eventID: String
    let type: EPCISEvent.EventType
    let action: EPCISEvent.Action?
    let eventTime: Int64
    let zoneMinutes: Int
    let recordTime: Int64
    let height: Height
    let transaction: TransactionID
    let range: Range<Int>
    let isDeclaration: Bool
    let isDeclared: Bool
    let levels: IndexedLevels
    /// Names.
    let member: Int64
    let delegate: Int64?
    let context: Int64?
    let step: Int64?
    let disposition: Int64?
    let readPoint: Int64?
    let location: Int64?

    static let select = """
        SELECT e.number, e.event_id, e.type, e.action, e.event_time, b.time, t.height, t.id,
            e.offset, e.length, e.is_declaration, e.is_declared, e.member, t.context,
            e.step, e.disposition, e.read_point, e.location, e.zone_minutes, e.levels, e.delegate
        """ + from

    static let from = """
         FROM events e
        JOIN transactions t ON t.number = e."transaction"
        JOIN blocks b ON b.height = t.height
        """

    init(_ row: SQLRow) throws(StorageError) {
        number = row.integer(0)
        eventID = row.text(1)
        guard let type = EPCISEvent.EventType(number: row.integer(2)) else {
            throw .corrupt("event \(number) of the index has no type")
        }
        self.type = type
        action = EPCISEvent.Action(number: row.integer(3))
        eventTime = row.integer(4)
        recordTime = row.integer(5)
        height = try row.height(6)
        transaction = TransactionID(try row.digest(7))
        let (offset, length) = (Int(row.integer(8)), Int(row.integer(9)))
        guard offset >= 0, length >= 0 else {
            throw .corrupt("event \(number) of the index has no place")
        }
        range = offset..<offset + length
        isDeclaration = row.integer(10) != 0
        isDeclared = row.integer(11) != 0
        member = row.integer(12)
        context = row.optionalInteger(13)
        step = row.optionalInteger(14)
        disposition = row.optionalInteger(15)
        readPoint = row.optionalInteger(16)
        location = row.optionalInteger(17)
        zoneMinutes = Int(row.integer(18))
        levels = IndexedLevels(rawValue: row.integer(19))
        delegate = row.optionalInteger(20)
    }
}

extension EventRow {
    /// When it happened, or when the day of it began.
    func time(seen sight: Sight) -> Timestamp {
        Timestamp(
            milliseconds: sight.reads(levels[.time])
                ? eventTime : Day.start(of: eventTime, zoneMinutes: zoneMinutes))
    }

    /// The name of where it happened, if the reader may know.
    func place(seen sight: Sight) -> Int64? {
        sight.reads(levels[.place]) ? readPoint ?? location : nil
    }
}
