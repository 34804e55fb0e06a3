/// The day of a moment, where it happened.
package enum Day {
    static let milliseconds: Int64 = 86_400_000

    /// The first millisecond of the day, by clocks that are `zoneMinutes` ahead of UTC.
    package static func start(of milliseconds: Int64, zoneMinutes: Int) -> Int64 {
        let local = milliseconds + Int64(zoneMinutes) * 60_000
        let intoDay = ((local % Day.milliseconds) + Day.milliseconds) % Day.milliseconds
        return milliseconds - intoDay
    }
}
