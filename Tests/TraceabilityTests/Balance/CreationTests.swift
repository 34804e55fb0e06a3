import LedgerCore
import Testing
import Traceability

/// Who may bring a lot into being.
struct CreationTests {
    private let lot = EventText.lot("A1")

    @Test func `a lot under another's GS1 prefix is refused with the scope`() throws {
        var world = try World()

        let refusal = try world.refusal(
            EventText.harvest(EventText.lot("A1", of: "4880003"), 100), by: "farm")

        #expect(refusal.code == RuleCode.foreignPrefix.rawValue)
        #expect(refusal.place == "/epcisBody/eventList/0/quantityList/0")
        #expect(
            refusal.details.last
                == OutcomeDetail("scope", "4880001, " + EventText.locationNumber("4880001")))
    }

    @Test func `a farm without GS1 prefix creates under its own URIs`() throws {
        var world = try World()

        try world.done(
            EventText.harvest("https://id.example.tj/farm-2/onions/2026-1", 100), by: "farm-2")
        let refusal = try world.refusal(
            EventText.harvest("https://id.example.tj/farm-3/onions", 100), by: "farm-2")

        #expect(refusal.code == RuleCode.foreignPrefix.rawValue)
    }

    @Test func `the creator adds to its lot, nobody else does`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 100), by: "farm")

        try world.done(EventText.harvest(lot, 50, id: "urn:uuid:1"), by: "farm")
        let refusal = try world.refusal(EventText.harvest(lot, 5), by: "sandbox")

        #expect(try world.account("farm", lot).onHand == kilograms(150))
        #expect(refusal.code == RuleCode.foreignCreator.rawValue)
        #expect(refusal.details.contains(OutcomeDetail("creator", "farm")))
    }

    @Test func `an item is created once`() throws {
        var world = try World()
        let commission = { (id: String) in
            EventText.object("ADD", "commissioning", items: [EventText.item("1")], id: id)
        }
        try world.done(commission("urn:uuid:1"), by: "farm")

        let refusal = try world.refusal(commission("urn:uuid:2"), by: "farm")

        #expect(refusal.code == RuleCode.alreadyCreated.rawValue)
        #expect(refusal.place == "/epcisBody/eventList/0/epcList/0")
        let held = try world.account("farm", EventText.item("1"), .piece)
        #expect(held.onHand == Stock(amount: 1, unaccounted: 0))
    }

    @Test func `a counted lot keeps its unit`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 100), by: "farm")

        let refusal = try world.refusal(
            EventText.object("OBSERVE", "shipping", [(lot, "3", nil)]), by: "farm")

        #expect(refusal.code == RuleCode.unitMismatch.rawValue)
        #expect(
            refusal.details.suffix(2)
                == [OutcomeDetail("expected", "kg"), OutcomeDetail("found", "pieces")])
    }

    @Test func `a wrong unit claimed before does not bind the one who counts`() throws {
        var world = try World()
        try world.done(
            EventText.object("OBSERVE", "shipping", [(lot, "3", nil)]), by: "exporter")

        try world.done(EventText.harvest(lot, 100), by: "farm")

        #expect(try world.account("farm", lot).onHand == kilograms(100))
    }

    @Test func `sums beyond the largest amount are refused`() throws {
        var world = try World()
        let huge = { (id: String) in
            EventText.object("ADD", "commissioning", [(lot, "9223372036854", "KGM")], id: id)
        }
        try world.done(huge("urn:uuid:1"), by: "farm")

        let refusal = try world.refusal(huge("urn:uuid:2"), by: "farm")

        #expect(refusal.code == RuleCode.tooLarge.rawValue)
    }

    @Test func `creations under a step that moves goods create nothing`() throws {
        var world = try World()

        try world.done(
            EventText.object("ADD", "receiving", [(lot, "7", "KGM")]), by: "processor")

        #expect(try world.lot(lot)?.isCounted == false)
        #expect(try world.account("processor", lot).onHand == kilograms(7, unaccounted: 7))
    }
}
