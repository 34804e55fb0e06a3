import GRDB
import Storage

/// Nights in which a member records far more than it usually does at night.
///
/// Spec: Docs/Spec/Screen.md §2.6.
struct NightBulk {
    private static let dayMinutes: Int64 = 24 * 60
    private let settings: ScreenSettings
    private var days: [Int64: Set<Int64>] = [:]
    private var nights: [Int64: [Int64: RecentEvents]] = [:]

    init(_ settings: ScreenSettings) {
        self.settings = settings
    }

    mutating func run(in database: Database, _ findings: inout Findings) throws(StorageError) {
        try PreparedStatement(
            database,
            """
            SELECT e.member, b.time, e.zone_minutes, e.number
            FROM events e JOIN transactions t ON t.number = e."transaction"
            JOIN blocks b ON b.height = t.height
            """
        ).forEach([]) { row in
            take(
                member: row.integer(0), minutes: row.integer(1) / 60_000 + row.integer(2),
                event: row.integer(3))
        }
        finish(&findings)
    }

    private mutating func take(member: Int64, minutes: Int64, event: Int64) {
        // The night belongs to the evening it begins in.
        let (day, minute) = (minutes - settings.nightBegins).quotientAndRemainder(
            dividingBy: NightBulk.dayMinutes)
        days[member, default: []].insert(day)
        let length = NightBulk.dayMinutes - settings.nightBegins + settings.nightEnds
        guard minute < length else { return }
        nights[member, default: [:]][day, default: RecentEvents(max: settings.eventsMax)].add(event)
    }

    private func finish(_ findings: inout Findings) {
        for (member, nights) in nights {
            let (total, active) = (
                Int64(nights.values.reduce(0) { $0 + $1.count }), Int64(days[member]?.count ?? 0)
            )
            for night in nights.values {
                let count = Int64(night.count)
                // What the other days bring at night, and at least one event.
                let usual = max(1, (total - count) / max(1, active - 1))
                let bound = max(settings.nightEventsMin, usual * settings.nightFactor)
                guard count > bound else { continue }
                findings.add(
                    Finding(
                        code: .nightBulk, members: [member],
                        numbers: [
                            AlertNumber(
                                "eventsInNight", count, beyond: bound, usual: usual, .events)
                        ],
                        events: night.newest, eventCount: night.count))
            }
        }
    }
}
