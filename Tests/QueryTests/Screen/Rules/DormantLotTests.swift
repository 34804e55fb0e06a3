import Query
import Testing

struct DormantLotTests {
    @Test(arguments: [(365, 0), (366, 1)])
    func `a lot that did not move for more than a year is told when it is shipped`(
        days: Int, alerts: Int
    ) throws {
        let world = try AlertCode.world()

        try AlertCode.sleep(in: world, days: days)

        let found = try world.alerts()
        #expect(found.count == alerts)
        #expect(found.allSatisfy { $0.numbers.map(\.observed) == [366] && $0.eventCount == 2 })
    }

    @Test func `a movement in between wakes it, whenever it was recorded`() throws {
        let world = try AlertCode.world()
        try AlertCode.sleep(in: world, days: 366)
        #expect(try world.alerts().count == 1)

        try world.record(EventText.on(200, EventText.harvest("S", kilograms: 1)), by: "farm")

        #expect(try world.alerts() == [])
    }
}
