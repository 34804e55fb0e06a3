import LedgerCore
import Testing
import Traceability

/// Error declarations of records that opened gaps, or whose stock rested on them.
struct GapDeclarationTests {
    private let lot = EventText.lot("A1")
    private let dried = EventText.lot("D1", of: "4880002")
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
    private let other = "urn:uuid:00000000-0000-4000-8000-000000000002"

    private func world() throws -> World {
        var world = try World()
        try world.adopt(RuleVersion(3))
        return world
    }

    private func receive(_ kilograms: Int, extra: String = "") -> String {
        EventText.receive(lot, kilograms, id: id, extra: extra)
    }

    private func ship(_ kilograms: Int, extra: String = "") -> String {
        EventText.ship(lot, kilograms, to: EventText.processorParty, id: other, extra: extra)
    }

    @Test func `a receipt of what nobody sent leaves nothing behind`() throws {
        var world = try world()
        try world.done(receive(60), by: "processor")
        try world.done(receive(60, extra: EventText.declaration), by: "processor")

        #expect(try world.account("processor", lot) == AccountLeaf())
        #expect(try world.road(to: "processor", lot).isEmpty)
    }

    @Test func `a shipment of what was not there yet gives its gap back`() throws {
        var world = try world()
        try world.done(ship(60), by: "farm")
        try world.done(ship(60, extra: EventText.declaration), by: "farm")

        #expect(try world.account("farm", lot) == AccountLeaf())
        #expect(try world.road(to: "processor", lot).isEmpty)
        try world.done(EventText.harvest(lot, 10), by: "farm")
        #expect(try world.account("farm", lot).onHand == kilograms(10))
    }

    @Test func `what a late record has settled cannot be declared an error`() throws {
        var world = try world()
        try world.done(receive(60), by: "processor")
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(ship(60), by: "farm")

        for (event, member) in [
            (receive(60, extra: EventText.declaration), "processor"),
            (ship(60, extra: EventText.declaration), "farm"),
        ] {
            let refusal = try world.refusal(event, by: member)
            #expect(refusal.code == RuleCode.alreadySpent.rawValue)
        }
    }

    @Test func `a loss that was none comes back with what was covered since`() throws {
        var world = try world()
        try world.done(EventText.receive(lot, 60), by: "processor")
        try world.done(EventText.lose(lot, 60, id: id), by: "processor")
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(ship(60), by: "farm")

        try world.done(
            EventText.lose(lot, 60, id: id, extra: EventText.declaration), by: "processor")

        #expect(try world.account("processor", lot).onHand == kilograms(60))
    }

    @Test func `what was taken up since the receipt goes back on the road as it is`() throws {
        var world = try world()
        try world.done(ship(100), by: "farm")
        try world.done(receive(100), by: "processor")
        try world.done(EventText.harvest(lot, 100), by: "farm")
        let touch = EventText.lose(lot, 1, id: "urn:uuid:touch")
        try world.done(touch, by: "processor")
        try world.done(
            EventText.lose(lot, 1, id: "urn:uuid:touch", extra: EventText.declaration),
            by: "processor")

        try world.done(receive(100, extra: EventText.declaration), by: "processor")

        #expect(try world.account("processor", lot) == AccountLeaf())
        #expect(try world.road(to: "processor", lot).open.map(\.stock) == [kilograms(100)])
    }

    @Test func `who spent what nobody sent gives up as much of what was sent`() throws {
        var world = try world()
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(ship(100), by: "farm")
        try world.done(EventText.receive(lot, 100), by: "processor")
        try world.done(receive(60), by: "processor")
        try world.done(EventText.dry(lot, 80, into: dried, 20), by: "processor")

        // Of 160 kg 60 rest; half of that went into what was made.
        #expect(try world.account("processor", dried).onHand.unaccounted == 7_500_000)
        try world.done(receive(60, extra: EventText.declaration), by: "processor")

        // The other 30 are given back, and 30 that were sent stand for what was made.
        #expect(try world.account("processor", lot).onHand == kilograms(20))
        #expect(try world.touched("processor", dried) == kilograms(20))
    }

    @Test func `a transformation whose gap was closed is taken back whole`() throws {
        var world = try world()
        try world.done(receive(100), by: "processor")
        let make = EventText.dry(lot, 100, into: dried, 30, id: "urn:uuid:make")
        try world.done(make, by: "processor")
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(ship(100), by: "farm")

        try world.done(
            EventText.dry(
                lot, 100, into: dried, 30, id: "urn:uuid:make", extra: EventText.declaration),
            by: "processor")

        #expect(try world.account("processor", dried) == AccountLeaf())
        #expect(try world.account("processor", lot).onHand == kilograms(100))
    }
}
