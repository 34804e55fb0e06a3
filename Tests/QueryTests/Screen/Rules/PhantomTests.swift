import Query
import Testing

struct PhantomTests {
    private func placeKey(_ number: Int) -> String { EventText.key(EventText.place(number)) }

    @Test func `a place with far more than the others tells amount and median`() throws {
        let world = try AlertCode.world()

        try AlertCode.phantomAmount.commit(in: world)

        let alert = try #require(try world.alerts().first)
        #expect(alert.place == placeKey(4) && alert.members == ["farm"])
        let number = try #require(alert.numbers.first)
        #expect(number.observed == 5_000_000_000 && number.unit == .milligram)
        #expect(number.usual == 103_000_000 && number.threshold == 1_030_000_000)
    }

    @Test func `goods that arrive there explain the amount`() throws {
        let world = try AlertCode.world()
        try AlertCode.phantomAmount.commit(in: world)
        #expect(try world.alerts().count == 1)

        try world.record(
            EventText.at(4, EventText.receive("other", kilograms: 5)), by: "farm")

        #expect(try world.alerts() == [])
    }

    @Test func `a place that goods only pass tells how many lots and how long`() throws {
        let world = try AlertCode.world()

        try AlertCode.phantomPassage.commit(in: world)

        let alert = try #require(try world.alerts().first)
        #expect(alert.place == placeKey(8) && alert.severity == .high)
        #expect(alert.numbers.map(\.observed) == [20, 2])
        #expect(alert.eventCount == 20)
    }

    @Test(arguments: [
        EventText.harvest("stays"), EventText.receive("arrives", kilograms: 1),
    ])
    func `one lot that stays or arrives makes a place honest`(event: String) throws {
        let world = try AlertCode.world()
        try AlertCode.phantomPassage.commit(in: world)

        try world.record(EventText.at(8, event), by: "farm")

        #expect(try world.alerts() == [])
    }
}
