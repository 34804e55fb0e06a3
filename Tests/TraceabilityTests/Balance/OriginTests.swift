import LedgerCore
import Testing
import Traceability

/// What is made out of nothing: Docs/Spec/MassBalance.md §10.1.
struct OriginTests {
    private let grown = EventText.lot("A1")
    private let made = EventText.lot("D1", of: "4880002")

    private func world(_ version: RuleVersion = RuleVersion(2)) throws -> World {
        var world = try World()
        if version != .first { try world.adopt(version) }
        return world
    }

    private func create(_ lot: String, _ amount: String, _ unit: String?) -> String {
        EventText.object("ADD", "commissioning", [(lot, amount, unit)])
    }

    @Test func `goods that a processor makes out of nothing are unaccounted`() throws {
        var world = try world()

        try world.done(create(made, "100", "KGM"), by: "processor")

        #expect(try world.account("processor", made).onHand == kilograms(100, unaccounted: 100))
        #expect(try world.lot(made)?.isCounted == true)
        let refusal = try world.refusal(
            EventText.ship(made, 101, to: EventText.exporterParty), by: "processor")
        #expect(refusal.code == RuleCode.overdrawn.rawValue)
    }

    @Test func `they stay so in whatever is made of them`() throws {
        var world = try world()
        let packed = EventText.lot("P1", of: "4880002")
        try world.done(create(made, "100", "LTR"), by: "processor")

        try world.done(
            EventText.transformation([(made, "100", "LTR")], [(packed, "90", "KGM")]),
            by: "processor")

        #expect(try world.account("processor", packed).onHand == kilograms(90, unaccounted: 90))
    }

    @Test(arguments: ["commissioning", EventText.harvestStep])
    func `what a farm brings in is accounted, however it says so`(step: String) throws {
        var world = try world()

        try world.done(EventText.object("ADD", step, [(grown, "100", "KGM")]), by: "farm")

        #expect(try world.account("farm", grown).onHand == kilograms(100))
    }

    @Test func `packs that a processor makes out of nothing are unaccounted too`() throws {
        var world = try world()
        let pack = EventText.item("S1", of: "4880002")

        try world.done(create(made, "100", nil), by: "processor")
        try world.done(EventText.object("ADD", "commissioning", items: [pack]), by: "processor")

        #expect(
            try world.account("processor", made, .piece).onHand
                == Stock(amount: 100, unaccounted: 100))
        #expect(
            try world.account("processor", pack, .piece).onHand == Stock(amount: 1, unaccounted: 1))
    }

    @Test func `pallets carry goods and are none`() throws {
        var world = try world()
        let pallet = EventText.pallet(7, of: "4880002")

        try world.done(EventText.object("ADD", "commissioning", items: [pallet]), by: "processor")

        #expect(
            try world.account("processor", pallet, .piece).onHand
                == Stock(amount: 1, unaccounted: 0))
    }

    @Test func `what is made of accounted goods is accounted`() throws {
        var world = try world()
        try world.done(EventText.harvest(grown, 100), by: "farm")
        try world.done(EventText.ship(grown, 100, to: EventText.processorParty), by: "farm")
        try world.done(EventText.receive(grown, 100), by: "processor")

        try world.done(EventText.dry(grown, 100, into: made, 25), by: "processor")

        #expect(try world.account("processor", made).onHand == kilograms(25))
    }

    @Test func `such a creation is taken back as it was made`() throws {
        var world = try world()
        let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
        let event = { (extra: String) in
            EventText.object("ADD", nil, [(made, "100", "KGM")], id: id, extra: extra)
        }
        try world.done(event(""), by: "processor")

        try world.done(event(EventText.declaration), by: "processor")

        #expect(try world.account("processor", made) == AccountLeaf())
    }

    @Test func `under version 1 a processor may make goods out of nothing`() throws {
        var world = try world(.first)

        try world.done(create(made, "100", "KGM"), by: "processor")

        #expect(try world.account("processor", made).onHand == kilograms(100))
    }
}
