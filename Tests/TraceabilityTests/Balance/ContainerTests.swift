import LedgerCore
import Testing
import Traceability

/// Pallets and what is on them.
struct ContainerTests {
    private let lot = EventText.lot("A1")
    private let pallet = EventText.pallet(1)

    private func packed(_ kilograms: Int = 60) throws -> World {
        var world = try World()
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(
            EventText.aggregation("ADD", "packing", parent: pallet, [(lot, "\(kilograms)", "KGM")]),
            by: "farm")
        return world
    }

    private func move(_ step: String, to party: String? = nil, id: String? = nil) -> String {
        EventText.object("OBSERVE", step, items: [pallet], to: party, id: id)
    }

    @Test func `shipping and receiving a pallet moves what is on it`() throws {
        var world = try packed()

        try world.done(move("shipping", to: EventText.processorParty), by: "farm")
        #expect(try world.account("farm", lot).onHand == kilograms(40))
        try world.done(move("receiving"), by: "processor")

        #expect(try world.account("processor", lot).onHand == kilograms(60))
        try world.done(
            EventText.aggregation("DELETE", "unpacking", parent: pallet), by: "processor")
        #expect(
            try world.state.leaf(
                ContainerLeaf.self, at: .container(EventText.key(pallet))) == nil)
        #expect(try world.lot(lot)?.eventCount == 4)
    }

    @Test func `an aggregation event moves its parent, and its children once`() throws {
        var world = try packed()

        try world.done(
            EventText.aggregation(
                "OBSERVE", "shipping", parent: pallet, [(lot, "60", "KGM")],
                to: EventText.processorParty), by: "farm")

        #expect(try world.account("farm", lot).onHand == kilograms(40))
    }

    @Test func `children move by themselves where the ledger knows of nothing inside`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 100), by: "farm")

        try world.done(
            EventText.aggregation(
                "OBSERVE", "shipping", parent: pallet, [(lot, "60", "KGM")],
                to: EventText.processorParty), by: "farm")

        #expect(try world.account("farm", lot).onHand == kilograms(40))
    }

    @Test func `only the holder packs, unpacks and ships`() throws {
        var world = try packed()

        let refusal = try world.refusal(
            EventText.aggregation("ADD", "packing", parent: pallet, [(lot, "1", "KGM")]),
            by: "processor")

        #expect(refusal.code == RuleCode.foreignHolder.rawValue)
        #expect(refusal.place == "/epcisBody/eventList/0/parentID")
        #expect(
            try world.refusal(move("shipping"), by: "processor").code
                == RuleCode.foreignHolder.rawValue)
    }

    @Test func `a pallet on the road is not packed or shipped again`() throws {
        var world = try packed()
        try world.done(move("shipping", to: EventText.processorParty), by: "farm")

        let refusal = try world.refusal(
            move("shipping", to: EventText.processorParty, id: "urn:uuid:2"), by: "farm")

        #expect(refusal.code == RuleCode.onTheRoad.rawValue)
    }

    @Test func `a pallet is taken back with what is on it`() throws {
        var world = try packed()
        try world.done(move("shipping", to: EventText.processorParty), by: "farm")

        try world.done(move("void_shipping", to: EventText.processorParty), by: "farm")

        #expect(try world.account("farm", lot).onHand == kilograms(100))
        try world.done(
            EventText.aggregation("DELETE", "unpacking", parent: pallet), by: "farm")
    }

    @Test func `no more is unpacked than was packed`() throws {
        var world = try packed()

        let refusal = try world.refusal(
            EventText.aggregation("DELETE", "unpacking", parent: pallet, [(lot, "61", "KGM")]),
            by: "farm")

        #expect(refusal.code == RuleCode.notInside.rawValue)
        #expect(
            refusal.details.suffix(2)
                == [OutcomeDetail("available", "60 kg"), OutcomeDetail("asked", "61 kg")])
        try world.done(
            EventText.aggregation("DELETE", "unpacking", parent: pallet, [(lot, "20", "KGM")]),
            by: "farm")
        try world.done(move("shipping", to: EventText.processorParty), by: "farm")
        #expect(try world.account("farm", lot).onHand == kilograms(60))
    }

    @Test func `more on pallets than in stock is refused when it leaves`() throws {
        var world = try packed(101)

        let refusal = try world.refusal(
            move("shipping", to: EventText.processorParty), by: "farm")

        #expect(refusal.code == RuleCode.overdrawn.rawValue)
        #expect(try world.account("farm", lot).onHand == kilograms(100))
    }

    @Test func `pallets on pallets move to a depth, and in a ring not at all`() throws {
        var world = try World()
        for number in 1...9 {
            try world.done(
                EventText.aggregation(
                    "ADD", "packing", parent: EventText.pallet(number),
                    items: [EventText.pallet(number + 1)]), by: "farm")
        }
        try world.done(
            EventText.object(
                "OBSERVE", "shipping", items: [EventText.pallet(2)], to: EventText.processorParty),
            by: "farm")
        let other = EventText.pallet(20)
        try world.done(
            EventText.aggregation("ADD", "packing", parent: other, items: [other]), by: "farm")

        let refusal = try world.refusal(
            EventText.object("OBSERVE", "shipping", items: [other]), by: "farm")

        #expect(refusal.code == RuleCode.onTheRoad.rawValue)
    }

    @Test func `nine pallets inside one another are too deep`() throws {
        var world = try World()
        for number in 1...9 {
            try world.done(
                EventText.aggregation(
                    "ADD", "packing", parent: EventText.pallet(number),
                    items: [EventText.pallet(number + 1)]), by: "farm")
        }

        let refusal = try world.refusal(
            EventText.object("OBSERVE", "shipping", items: [EventText.pallet(1)]), by: "farm")

        #expect(refusal.code == RuleCode.containerTooDeep.rawValue)
    }

    @Test func `a container holds a bounded number of things`() throws {
        var world = try World()
        let items = (0..<4097).map { EventText.item("\($0)") }

        let refusal = try world.refusal(
            EventText.aggregation("ADD", "packing", parent: pallet, items: items), by: "farm")

        #expect(refusal.code == RuleCode.containerTooLarge.rawValue)
        #expect(refusal.place == "/epcisBody/eventList/0/childEPCs/4096")
    }

    @Test func `a pallet received before it was sent is unpacked after it was`() throws {
        var world = try packed()
        let unpack = EventText.aggregation("DELETE", "unpacking", parent: pallet)
        try world.done(move("receiving"), by: "processor")
        #expect(try world.account("processor", lot).onHand == kilograms(60, unaccounted: 60))

        let refusal = try world.refusal(unpack, by: "processor")
        try world.done(move("shipping", to: EventText.processorParty), by: "farm")

        #expect(refusal.code == RuleCode.foreignHolder.rawValue)
        #expect(try world.account("processor", lot).onHand == kilograms(60))
    }

    @Test func `what is destroyed with its pallet is gone, a removed label takes nothing`() throws {
        var world = try packed()
        let remove = { (step: String, id: String) in
            EventText.object("DELETE", step, items: [pallet], id: id)
        }

        try world.done(remove("decommissioning", "urn:uuid:1"), by: "farm")
        #expect(try world.account("farm", lot).onHand == kilograms(100))
        try world.done(remove("destroying", "urn:uuid:2"), by: "farm")

        #expect(try world.account("farm", lot).onHand == kilograms(40))
    }
}
