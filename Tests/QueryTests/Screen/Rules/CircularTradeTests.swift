import Query
import Testing

struct CircularTradeTests {
    @Test func `a circle names its members, the last seller first, and the events`() throws {
        let world = try AlertCode.world()

        try AlertCode.circle(in: world)

        let alert = try #require(try world.alerts().first)
        #expect(alert.code == .circularTrade)
        #expect(alert.members == ["farm", "exporter", "processor"])
        #expect(alert.numbers.map(\.observed) == [2])
        #expect(alert.eventCount == 3)
    }

    @Test func `goods that were made into others on the way close the circle too`() throws {
        let world = try AlertCode.world()

        try AlertCode.circle(in: world, repacked: true)

        let alert = try #require(try world.alerts().first)
        #expect(alert.lots == ["C2", "C"].map(EventText.lotKey))
        #expect(alert.members == ["farm", "exporter", "processor"])
    }

    @Test func `a buyer that returns goods is no circle`() throws {
        let world = try AlertCode.world()

        try AlertCode.circle(in: world, through: ["processor"])

        #expect(try world.alerts() == [])
    }

    @Test(arguments: [(44, 1), (46, 0)])
    func `the circle must close within the window`(days: Int, alerts: Int) throws {
        let world = try AlertCode.world()

        try AlertCode.circle(in: world, days: days)

        #expect(try world.alerts().count == alerts)
    }

    @Test func `members that sell each other different goods are no circle`() throws {
        let world = try AlertCode.world()
        let sellers = ["farm", "processor", "exporter"]

        for (index, seller) in sellers.enumerated() {
            try world.record(EventText.on(0, EventText.harvest("L\(index)")), by: seller)
            try AlertCode.hand(
                "L\(index)", from: seller, to: sellers[(index + 1) % 3], on: index + 1, in: world)
        }

        #expect(try world.alerts() == [])
    }
}
