import LedgerCore
import Testing
import Traceability

/// The first road: a harvest is shipped, received, dried, and partly lost.
struct SeasonTests {
    private let lot = EventText.lot("A1")
    private let dried = EventText.lot("D1", of: "4880002")

    @Test func `a season in the field's own order is accounted for to the gram`() throws {
        var world = try World()

        try world.done(EventText.harvest(lot, 1000), by: "farm")
        try world.done(EventText.ship(lot, 600, to: EventText.processorParty), by: "farm")
        try world.done(EventText.receive(lot, 600), by: "processor")
        try world.done(EventText.dry(lot, 600, into: dried, 150), by: "processor")
        try world.done(EventText.lose(dried, 10), by: "processor")

        #expect(try world.account("farm", lot).onHand == kilograms(400))
        #expect(try world.account("processor", lot) == AccountLeaf())
        #expect(try world.account("processor", dried).onHand == kilograms(140))
        #expect(try world.road(to: "processor", lot).isEmpty)
        let leaf = try #require(try world.lot(lot))
        #expect(leaf.isCounted)
        #expect(leaf.creator == World.id("farm"))
        #expect(leaf.unit == .milligram)
        #expect(leaf.eventCount == 4)
    }

    @Test func `a mill cannot ship more than it made`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 100), by: "farm")

        let refusal = try world.refusal(
            EventText.ship(lot, 101, to: EventText.processorParty), by: "farm")

        #expect(
            refusal
                == Refusal(
                    code: RuleCode.overdrawn.rawValue,
                    place: "/epcisBody/eventList/0/quantityList/0",
                    details: [
                        OutcomeDetail("lot", EventText.key(lot)), OutcomeDetail("holder", "farm"),
                        OutcomeDetail("available", "100 kg"), OutcomeDetail("asked", "101 kg"),
                    ]))
        #expect(try world.account("farm", lot).onHand == kilograms(100))
        #expect(try world.lot(lot)?.eventCount == 1)
    }
}
