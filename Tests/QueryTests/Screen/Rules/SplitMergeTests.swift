import Query
import Testing

struct SplitMergeTests {
    @Test func `a laundering names source and products, parts and share`() throws {
        let world = try AlertCode.world()

        try AlertCode.launder(in: world)

        let alert = try #require(try world.alerts().first)
        #expect(alert.code == .splitMerge && alert.members == ["processor"])
        #expect(alert.lots == ["X", "M0", "M1"].map(EventText.lotKey))
        #expect(alert.numbers.map(\.observed) == [4, 1_000])
        #expect(alert.eventCount == 3)
    }

    @Test func `goods of known origin may be split and merged`() throws {
        let world = try AlertCode.world()

        try AlertCode.launder(in: world, accounted: true)

        #expect(try world.alerts() == [])
    }

    @Test(arguments: [(7, 1), (8, 0)])
    func `parts that lie longer are not looked at`(days: Int, alerts: Int) throws {
        let world = try AlertCode.world()

        try AlertCode.launder(in: world, days: days)

        #expect(try world.alerts().count == alerts)
    }
}
