import EPCIS
import LedgerCore
import Testing
import Traceability

/// A load received at once: Docs/Spec/MassBalance.md §9.2.
struct LoadTests {
    private let first = EventText.lot("A")
    private let second = EventText.lot("B", item: "054321")
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000009"

    /// The farm has a tonne of each of two lots.
    private func world(_ version: RuleVersion = RuleVersion(4)) throws -> World {
        var world = try World()
        if version != .first { try world.adopt(version) }
        for lot in [first, second] {
            try world.done(EventText.harvest(lot, 1000), by: "farm")
        }
        return world
    }

    private func ship(
        _ lot: String, _ kilograms: Int, to party: String? = EventText.processorParty,
        under document: String = LoadText.document, id: String? = nil, extra: String = ""
    ) -> String {
        EventText.ship(
            lot, kilograms, to: party, id: id, extra: LoadText.under(document) + extra)
    }

    /// 600 kg of the one and 400 of the other are on the road to the processor.
    private func sent() throws -> World {
        var world = try world()
        try world.done(ship(first, 600), by: "farm")
        try world.done(ship(second, 400), by: "farm")
        return world
    }

    private func held(_ world: World, by member: String = "processor") throws -> [Stock] {
        [
            try world.account(member, first).onHand, try world.account(member, second).onHand,
        ]
    }

    private func expectRefusal(
        _ world: inout World, _ event: String, by member: String = "processor", _ code: RuleCode
    ) throws {
        let refusal = try world.refusal(event, by: member)
        #expect(refusal.code == code.rawValue)
    }

    @Test func `a receipt of a load receives all that left under its document`() throws {
        var world = try sent()

        try world.done(LoadText.receive(), by: "processor")

        #expect(try held(world) == [kilograms(600), kilograms(400)])
        #expect(try world.road(to: "processor", first).isEmpty)
        #expect(try world.road(to: "processor", second).isEmpty)
        #expect(try world.lot(first)?.eventCount == 3)
        #expect(try world.lot(second)?.eventCount == 3)
    }

    @Test func `a load is received once`() throws {
        var world = try sent()
        try world.done(LoadText.receive(), by: "processor")

        let refusal = try world.refusal(LoadText.receive(id: id), by: "processor")

        #expect(
            refusal
                == Refusal(
                    code: "shipment.nothing_due",
                    place: "/epcisBody/eventList/0/bizTransactionList",
                    details: [
                        OutcomeDetail("document", EventText.key(LoadText.document)),
                        OutcomeDetail("receiver", "processor"),
                    ]))
        #expect(try held(world) == [kilograms(600), kilograms(400)])
    }

    @Test func `what leaves under it later is received later`() throws {
        var world = try world()
        try expectRefusal(&world, LoadText.receive(), .shipmentUnknown)

        try world.done(ship(first, 600), by: "farm")
        try world.done(LoadText.receive(), by: "processor")
        try world.done(ship(second, 400), by: "farm")
        let between = try held(world)
        try world.done(LoadText.receive(id: id), by: "processor")

        #expect(between == [kilograms(600), .none])
        #expect(try held(world) == [kilograms(600), kilograms(400)])
    }

    @Test func `lots and classes that are named are meant alone`() throws {
        for goods in [first, "urn:epc:idpat:sgtin:4880001.012345.*"] {
            var world = try sent()

            try world.done(LoadText.receive([goods]), by: "processor")
            let between = try held(world)
            try world.done(LoadText.receive(), by: "processor")

            #expect(between == [kilograms(600), .none])
            #expect(try held(world) == [kilograms(600), kilograms(400)])
        }
        var world = try sent()
        try expectRefusal(
            &world, LoadText.receive([EventText.lot("C", item: "099999")]), .nothingDue)
    }

    @Test func `what was received of it before, or taken back, is received no more`() throws {
        var world = try sent()
        try world.done(EventText.receive(first, 250), by: "processor")
        try world.done(
            EventText.takeBack(second, 100, to: EventText.processorParty), by: "farm")

        try world.done(LoadText.receive(), by: "processor")

        #expect(try held(world) == [kilograms(600), kilograms(300)])
    }

    @Test func `what is in dispute stays in dispute, whatever the disposition`() throws {
        var world = try sent()
        try world.done(EventText.receiveAll(first, 590), by: "processor")

        try world.done(
            LoadText.receive(disposition: "mismatch_quantity"), by: "processor")

        #expect(try held(world) == [kilograms(590), kilograms(400)])
        let road = try world.road(to: "processor", first)
        #expect(road.disputed.map(\.missing.stock) == [kilograms(10)] && road.open.isEmpty)
    }

    @Test func `what came before its shipment is not received twice`() throws {
        var world = try world()
        try world.done(EventText.receive(first, 700), by: "processor")
        try world.done(ship(first, 600), by: "farm")
        try world.done(ship(second, 400), by: "farm")

        try world.done(LoadText.receive(), by: "processor")

        let stock = try world.touched("processor", first)
        #expect(stock.amount == 700_000_000 && stock.unaccounted == 100_000_000)
        #expect(try world.road(to: "processor", first).advance == 100_000_000)
        #expect(try world.account("processor", second).onHand == kilograms(400))
    }

    @Test func `goods that rest on gaps come with them`() throws {
        let lot = EventText.lot("L", of: "4880002")
        var world = try world()
        try world.done(ship(lot, 100), by: "farm")

        try world.done(LoadText.receive(), by: "processor")

        let stock = try world.account("processor", lot).onHand
        #expect(stock.amount == 100_000_000 && stock.rests.sum == 100_000_000)
    }

    @Test func `a load is received by whom it goes to, and by anybody where it goes to nobody`()
        throws
    {
        var world = try world()
        try world.done(ship(first, 600), by: "farm")
        try world.done(ship(second, 400, to: nil), by: "farm")

        try world.done(LoadText.receive(), by: "exporter")
        let other = try held(world, by: "exporter")
        try world.done(LoadText.receive(id: id), by: "processor")

        #expect(other == [.none, kilograms(400)])
        #expect(try held(world) == [kilograms(600), .none])
    }

    @Test func `it has a sender, and its receiver a role`() throws {
        var world = try sent()
        let nameless = "urn:uuid:00000000-0000-4000-8000-000000000010"

        try expectRefusal(
            &world, LoadText.receive(from: nil, id: nameless), .shipmentUnreadable)
        try expectRefusal(
            &world, LoadText.receive(from: EventText.exporterParty), .shipmentUnknown)
        try expectRefusal(&world, LoadText.receive(), by: "regulator", .roleMissing)
        try expectRefusal(
            &world, LoadText.receive(under: LoadText.document + "2"), .shipmentUnknown)
    }

    @Test func `an event with an amount, or without a document, is no receipt of a load`() throws {
        var world = try sent()

        try world.done(
            EventText.object(
                "OBSERVE", "receiving", [(first, "100", "KGM"), (second, nil, nil)],
                from: EventText.farmParty, extra: LoadText.under()), by: "processor")
        try world.done(
            EventText.object("OBSERVE", "receiving", [(second, nil, nil)]), by: "processor")

        #expect(try held(world) == [kilograms(100), .none])
    }

    @Test func `goods of the same lot under another document stay on the road`() throws {
        var world = try sent()
        try world.done(ship(first, 50, under: LoadText.document + "2"), by: "farm")
        try world.done(EventText.ship(first, 7, to: EventText.processorParty), by: "farm")

        try world.done(LoadText.receive(), by: "processor")

        #expect(try held(world) == [kilograms(600), kilograms(400)])
        #expect(
            try world.road(to: "processor", first).open.map(\.stock) == [
                kilograms(50), kilograms(7),
            ])
    }

    @Test func `a pallet comes with what is inside`() throws {
        var world = try world()
        let pallet = EventText.pallet(1)
        try world.done(
            EventText.aggregation(
                "ADD", "packing", parent: pallet, [(first, "40", "KGM"), (second, "10", "KGM")]),
            by: "farm")
        try world.done(
            EventText.object(
                "OBSERVE", "shipping", items: [pallet], to: EventText.processorParty,
                extra: LoadText.under()), by: "farm")

        try world.done(LoadText.receive(id: id), by: "processor")

        #expect(try held(world) == [kilograms(40), kilograms(10)])
        try world.done(
            EventText.aggregation("DELETE", "unpacking", parent: pallet), by: "processor")
        try expectRefusal(
            &world, LoadText.receive(id: id, extra: EventText.declaration), .notSupported)
    }

    @Test func `a receipt that is declared an error puts all of it back on the road`() throws {
        var world = try sent()
        let before = try world.road(to: "processor", first)
        try world.done(LoadText.receive(id: id), by: "processor")

        try world.done(
            LoadText.receive(id: id, extra: EventText.declaration), by: "processor")

        #expect(try held(world) == [.none, .none])
        #expect(try world.road(to: "processor", first) == before)
        try world.done(LoadText.receive(), by: "processor")
        #expect(try held(world) == [kilograms(600), kilograms(400)])
    }

    @Test func `a declaration that is of no receipt takes none back`() throws {
        var world = try sent()
        try world.done(LoadText.receive([first], id: id), by: "processor")
        let inspected = EventText.object(
            "OBSERVE", "inspecting", [(first, nil, nil)], from: EventText.farmParty, id: id,
            extra: LoadText.under() + EventText.declaration)

        try expectRefusal(&world, inspected, .differs)

        #expect(try held(world) == [kilograms(600), .none])
    }

    @Test func `what has moved on is declared first`() throws {
        var world = try sent()
        try world.done(LoadText.receive(id: id), by: "processor")
        try world.done(EventText.lose(first, 1), by: "processor")

        try expectRefusal(
            &world, LoadText.receive(id: id, extra: EventText.declaration), .alreadySpent)

        #expect(try held(world) == [kilograms(599), kilograms(400)])
    }

    @Test func `a shipment that is declared an error is not of the load`() throws {
        var world = try sent()
        try world.done(ship(first, 5, id: id), by: "farm")
        try world.done(ship(first, 5, id: id, extra: EventText.declaration), by: "farm")

        try world.done(LoadText.receive(), by: "processor")

        #expect(try held(world) == [kilograms(600), kilograms(400)])
    }

    /// One event ships that many lots, a kilogram of each.
    private func loaded(_ count: Int) throws -> World {
        var world = try world()
        let lots = (0..<count).map { (EventText.lot("L\($0)"), Optional("1"), Optional("KGM")) }
        for start in stride(from: 0, to: count, by: 500) {
            let some = Array(lots[start..<min(start + 500, count)])
            try world.done(EventText.object("ADD", EventText.harvestStep, some), by: "farm")
            try world.done(
                EventText.object(
                    "OBSERVE", "shipping", some, to: EventText.processorParty,
                    extra: LoadText.under()), by: "farm")
        }
        return world
    }

    @Test(arguments: [31, 32, 33, 1024])
    func `a load of many lots is listed on pages`(count: Int) throws {
        var world = try loaded(count)
        #expect(world.state.count(of: .loadPage) == count / 32)

        try world.done(LoadText.receive(id: id), by: "processor")

        for number in [0, count / 2, count - 1] {
            let lot = EventText.lot("L\(number)")
            #expect(try world.account("processor", lot).onHand == kilograms(1))
        }
        #expect(world.state.count(of: .consignments) == 0)
        let back = try world.record(
            LoadText.receive(id: id, extra: EventText.declaration), by: "processor")
        #expect((back == .done) == (count <= 64))
    }

    @Test func `a load of more lots than are listed is not received at once`() throws {
        var world = try loaded(1025)

        let refusal = try world.refusal(LoadText.receive(), by: "processor")

        #expect(refusal.code == RuleCode.tooManyLines.rawValue)
        #expect(refusal.details.last == OutcomeDetail("max", "1024"))
        try world.done(EventText.receive(EventText.lot("L1024"), 1), by: "processor")
    }

    @Test(arguments: [RuleVersion.first, RuleVersion(2), RuleVersion(3)])
    func `under earlier versions nothing is received, and the leaves have their bytes`(
        version: RuleVersion
    ) throws {
        var world = try world(version)
        try world.done(ship(first, 600), by: "farm")

        try world.done(LoadText.receive(id: id), by: "processor")

        #expect(try held(world) == [.none, .none])
        let key = StateKey.shipment(EventText.key(LoadText.document), of: World.id("farm"))
        let leaf = try world.state.leaf(ShipmentLeaf.self, at: key)
        #expect(leaf?.list.isEmpty ?? true)
        // What was recorded then has nothing to take back now.
        try world.adopt(RuleVersion(4))
        try world.done(
            LoadText.receive(id: id, extra: EventText.declaration), by: "processor")
        #expect(try held(world) == [.none, .none])
    }
}
