import LedgerCore
import Testing
import Traceability

/// Taking events back by error declarations.
struct DeclarationTests {
    private let lot = EventText.lot("A1")
    private let dried = EventText.lot("D1", of: "4880002")
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
    private let declaration = EventText.declaration

    @Test func `a harvest that was not is taken back, and counts no more`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 100, id: id), by: "farm")

        try world.done(EventText.harvest(lot, 100, id: id, extra: declaration), by: "farm")

        #expect(try world.account("farm", lot) == AccountLeaf())
        let leaf = try #require(try world.lot(lot))
        #expect(!leaf.isCounted)
        #expect(leaf.eventCount == 2)
    }

    @Test func `an event that came without an id is declared by its content`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 100), by: "farm")

        try world.done(EventText.harvest(lot, 100, extra: declaration), by: "farm")

        #expect(try world.account("farm", lot) == AccountLeaf())
    }

    @Test func `a second declaration moves nothing`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 50, id: "urn:uuid:other"), by: "farm")
        try world.done(EventText.harvest(lot, 100, id: id), by: "farm")
        let declared = EventText.harvest(lot, 100, id: id, extra: declaration)
        try world.done(declared, by: "farm")

        try world.done(declared, by: "farm")

        #expect(try world.account("farm", lot).onHand == kilograms(50))
        let leaf = try world.state.leaf(EventLeaf.self, at: .event(id))
        #expect(leaf?.declarations == 2)
    }

    @Test func `a harvest whose goods have moved on cannot be taken back first`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 100, id: id), by: "farm")
        try world.done(EventText.ship(lot, 30, to: EventText.processorParty), by: "farm")

        let refusal = try world.refusal(
            EventText.harvest(lot, 100, id: id, extra: declaration), by: "farm")

        #expect(refusal.code == RuleCode.alreadySpent.rawValue)
        #expect(
            refusal.details.suffix(2)
                == [OutcomeDetail("available", "70 kg"), OutcomeDetail("asked", "100 kg")])
    }

    @Test func `a shipment is taken back off the road`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 100), by: "farm")
        let shipment = { (extra: String) in
            EventText.ship(lot, 30, to: EventText.processorParty, id: id, extra: extra)
        }
        try world.done(shipment(""), by: "farm")

        try world.done(shipment(declaration), by: "farm")

        #expect(try world.account("farm", lot).onHand == kilograms(100))
        #expect(try world.road(to: "processor", lot).isEmpty)
    }

    @Test func `a shipment received in part stays`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 100), by: "farm")
        let shipment = { (extra: String) in
            EventText.ship(lot, 30, to: EventText.processorParty, id: id, extra: extra)
        }
        try world.done(shipment(""), by: "farm")
        try world.done(EventText.receive(lot, 10), by: "processor")

        let refusal = try world.refusal(shipment(declaration), by: "farm")

        #expect(refusal.code == RuleCode.alreadySpent.rawValue)
    }

    @Test func `a receipt of too much is put back on the road and its advance forgotten`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(EventText.ship(lot, 30, to: EventText.processorParty), by: "farm")
        let receipt = { (extra: String) in EventText.receive(lot, 300, id: id, extra: extra) }
        try world.done(receipt(""), by: "processor")
        #expect(try world.road(to: "processor", lot).advance == 270_000_000)

        try world.done(receipt(declaration), by: "processor")

        #expect(try world.account("processor", lot) == AccountLeaf())
        let road = try world.road(to: "processor", lot)
        #expect(road.advance == 0)
        #expect(road.open.map(\.stock) == [kilograms(30)])
        #expect(road.open.map(\.origin.height) == [Height(2)])
        try world.done(EventText.receive(lot, 30), by: "processor")
        #expect(try world.account("processor", lot).onHand == kilograms(30))
    }

    @Test func `what goes back on the road settles what others received in advance`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(EventText.ship(lot, 100, to: EventText.processorParty), by: "farm")
        let first = { (extra: String) in EventText.receive(lot, 100, id: id, extra: extra) }
        try world.done(first(""), by: "processor")
        try world.done(EventText.receive(lot, 50, id: "urn:uuid:second"), by: "processor")
        #expect(try world.account("processor", lot).onHand == kilograms(150, unaccounted: 50))

        try world.done(first(declaration), by: "processor")

        #expect(try world.account("processor", lot).onHand == kilograms(50))
        let road = try world.road(to: "processor", lot)
        #expect(road.advance == 0)
        #expect(road.open.map(\.stock) == [kilograms(50)])
    }

    @Test func `a loss that was none comes back`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(EventText.lose(lot, 40, id: id), by: "farm")

        try world.done(EventText.lose(lot, 40, id: id, extra: declaration), by: "farm")

        #expect(try world.account("farm", lot).onHand == kilograms(100))
    }

    @Test func `a transformation is taken back as a whole`() throws {
        var world = try World()
        try world.done(
            EventText.object("ADD", "commissioning", [(dried, "40", "KGM")], id: "urn:uuid:2"),
            by: "processor")
        let made = EventText.lot("M1", of: "4880002")
        let drying = { (extra: String) in
            EventText.dry(dried, 40, into: made, 10, id: id, extra: extra)
        }
        try world.done(drying(""), by: "processor")

        try world.done(drying(declaration), by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(40))
        #expect(try world.account("processor", made) == AccountLeaf())
    }

    @Test func `only the event's member declares its error`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 100, id: id), by: "farm")

        let refusal = try world.refusal(
            EventText.harvest(lot, 100, id: id, extra: declaration), by: "sandbox")

        #expect(refusal.code == RuleCode.foreignMember.rawValue)
        #expect(refusal.place == "/epcisBody/eventList/0/errorDeclaration")
    }

    @Test func `a declaration repeats its event`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 100, id: id), by: "farm")

        let refusal = try world.refusal(
            EventText.harvest(lot, 1000, id: id, extra: declaration), by: "farm")

        #expect(refusal.code == RuleCode.differs.rawValue)
    }

    @Test func `the error of an event that nobody recorded cannot be declared`() throws {
        var world = try World()

        let refusal = try world.refusal(
            EventText.harvest(lot, 100, id: id, extra: declaration), by: "farm")

        #expect(refusal.code == RuleCode.unknownEvent.rawValue)
        #expect(refusal.place == "/epcisBody/eventList/0/eventID")
    }

    @Test func `part of a transformation by id is not taken back`() throws {
        var world = try World()
        try world.done(
            EventText.object("ADD", "commissioning", [(dried, "40", "KGM")], id: "urn:uuid:2"),
            by: "processor")
        let input = { (extra: String) in
            EventText.transformation(
                [(dried, "40", "KGM")], [], joinedBy: "urn:epc:id:gdti:4880002.12345.T1", id: id,
                extra: extra)
        }
        try world.done(input(""), by: "processor")

        let refusal = try world.refusal(input(declaration), by: "processor")

        #expect(refusal.code == RuleCode.notSupported.rawValue)
    }

    @Test func `packing is not taken back, it is unpacked`() throws {
        var world = try World()
        let packing = { (kind: String) in
            EventText.aggregation(
                kind, nil, parent: EventText.pallet(1), [(lot, "1", "KGM")], id: id)
        }
        try world.done(packing("ADD"), by: "farm")
        let declared = String(packing("ADD").dropLast()) + declaration + "}"

        let refusal = try world.refusal(declared, by: "farm")

        #expect(refusal.code == RuleCode.notSupported.rawValue)
    }

    @Test func `a parent that is no thing carries nothing, its children move`() throws {
        var world = try World()
        let file = "urn:epc:id:gdti:4880001.12345.F1"
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(
            EventText.aggregation("ADD", "packing", parent: file, [(lot, "60", "KGM")]),
            by: "farm")
        let shipment = EventText.aggregation(
            "OBSERVE", "shipping", parent: file, [(lot, "60", "KGM")],
            to: EventText.processorParty, id: id)
        try world.done(shipment, by: "farm")
        #expect(try world.account("farm", lot).onHand == kilograms(40))

        try world.done(String(shipment.dropLast()) + declaration + "}", by: "farm")

        #expect(try world.account("farm", lot).onHand == kilograms(100))
    }

    @Test func `an event with too many postings is not taken back`() throws {
        var world = try World()
        let harvest = { (extra: String) in
            EventText.object(
                "ADD", "commissioning", items: (0..<65).map { EventText.item("\($0)") }, id: id,
                extra: extra)
        }
        try world.done(harvest(""), by: "farm")

        #expect(
            try world.refusal(harvest(declaration), by: "farm").code
                == RuleCode.notSupported.rawValue)
    }
}
