import Query
import Testing

struct DayTests {
    @Test(arguments: [
        (0, 0, 0), (1, 0, 0), (86_399_999, 0, 0), (86_400_000, 0, 86_400_000),
        (0, 300, -18_000_000), (68_400_000, 300, 68_400_000), (68_399_999, 300, -18_000_000),
        (-1, 0, -86_400_000), (-1, -300, -68_400_000), (0, -840, -36_000_000),
    ])
    func `a day begins at midnight where it is`(time: Int64, zone: Int, start: Int64) {
        let found = Day.start(of: time, zoneMinutes: zone)

        #expect(found == start)
        #expect((found + Int64(zone) * 60_000) % 86_400_000 == 0)
        #expect(found <= time && time - found < 86_400_000)
    }
}
