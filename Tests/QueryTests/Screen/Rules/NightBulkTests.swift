import Query
import Testing

struct NightBulkTests {
    /// 13:33 in UTC is 23:33 in the first zone, 18:33 in the second.
    private func record(_ count: Int, zone: Int, named name: String, in world: QueryWorld) throws {
        try world.record(
            (0..<count).map { number in
                EventText.zone(
                    zone,
                    EventText.observe("\(name)\(number)", step: "inspecting", at: number))
            }, by: "farm")
    }

    @Test func `a night with far more than usual tells both numbers`() throws {
        let world = try AlertCode.world()

        try record(60, zone: 10, named: "N", in: world)

        let alert = try #require(try world.alerts().first)
        #expect(alert.code == .nightBulk && alert.members == ["farm"])
        #expect(alert.numbers.map(\.observed) == [60] && alert.numbers.map(\.usual) == [1])
        #expect(alert.eventCount == 60 && alert.eventIDs.count == 20)
    }

    @Test(arguments: [(50, 10), (60, 5)])
    func `few events at night and many by day are silent`(count: Int, zone: Int) throws {
        let world = try AlertCode.world()

        try record(count, zone: zone, named: "N", in: world)

        #expect(try world.alerts() == [])
    }

    @Test func `a works whose usual hours are the night is silent`() throws {
        let world = try AlertCode.world()

        for night in 0..<3 {
            try record(60, zone: 10, named: "N\(night)-", in: world)
            world.pauseMilliseconds += 86_400_000
        }

        #expect(try world.alerts() == [])
    }
}
