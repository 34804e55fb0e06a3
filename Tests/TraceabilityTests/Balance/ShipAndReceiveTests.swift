import LedgerCore
import Testing
import Traceability

/// Goods on the road.
struct ShipAndReceiveTests {
    private let lot = EventText.lot("A1")
    private let processor = Address.member(World.id("processor"))

    private func world(harvest kilograms: Int = 100) throws -> World {
        var world = try World()
        try world.done(EventText.harvest(lot, kilograms), by: "farm")
        return world
    }

    @Test func `what is shipped waits for its receiver, oldest first`() throws {
        var world = try world()

        try world.done(EventText.ship(lot, 60, to: EventText.processorParty), by: "farm")
        try world.done(EventText.ship(lot, 40, to: EventText.processorParty), by: "farm")
        try world.done(EventText.receive(lot, 70), by: "processor")

        let road = try world.road(to: "processor", lot)
        #expect(road.open.map(\.stock) == [kilograms(30)])
        #expect(road.open.map(\.from) == [World.id("farm")])
        #expect(road.open[0].origin.height == Height(3))
        #expect(try world.account("processor", lot).onHand == kilograms(70))
    }

    @Test func `more than was sent is unaccounted, and an advance until it is`() throws {
        var world = try world()
        try world.done(EventText.ship(lot, 60, to: EventText.processorParty), by: "farm")

        try world.done(EventText.receive(lot, 100), by: "processor")

        #expect(try world.account("processor", lot).onHand == kilograms(100, unaccounted: 40))
        #expect(try world.road(to: "processor", lot).advance == 40_000_000)

        try world.done(EventText.ship(lot, 40, to: EventText.processorParty), by: "farm")

        #expect(try world.account("processor", lot).onHand == kilograms(100))
        #expect(try world.road(to: "processor", lot).isEmpty)
        #expect(try world.account("farm", lot) == AccountLeaf())
    }

    @Test func `a lot nobody counted may be shipped, and is a debt until it comes in`() throws {
        var world = try World()

        try world.done(EventText.ship(lot, 60, to: EventText.processorParty), by: "farm")

        #expect(try world.account("farm", lot).debt == 60_000_000)
        #expect(
            try world.road(to: "processor", lot).open.map(\.stock)
                == [kilograms(60, unaccounted: 60)])
        #expect(try world.lot(lot)?.isCounted == false)

        try world.done(EventText.harvest(lot, 100), by: "farm")

        #expect(try world.account("farm", lot).onHand == kilograms(40))
        #expect(try world.account("farm", lot).debt == 0)
    }

    @Test func `goods for nobody go to whoever receives them`() throws {
        var world = try world()
        try world.done(EventText.ship(lot, 60, to: nil), by: "farm")

        try world.done(EventText.receive(lot, 50), by: "exporter")

        #expect(try world.account("exporter", lot).onHand == kilograms(50))
        #expect(try world.road(to: .nobody, lot).open.map(\.stock) == [kilograms(10)])
    }

    @Test func `goods for a party abroad are nobody else's`() throws {
        var world = try world()
        let buyer = "urn:epc:id:pgln:4601234.00000"
        try world.done(EventText.ship(lot, 60, to: buyer), by: "farm")

        try world.done(EventText.receive(lot, 60), by: "exporter")

        #expect(try world.account("exporter", lot).onHand == kilograms(60, unaccounted: 60))
        let address = Address.party("/417/" + EventText.locationNumber("4601234"))
        #expect(try world.road(to: address, lot).open.map(\.stock) == [kilograms(60)])
    }

    @Test func `a party that joins later receives what was sent to it before`() throws {
        var world = try world()
        try world.done(
            EventText.ship(lot, 60, to: "urn:epc:id:pgln:4601234.00000"), by: "farm")
        let joined = MemberLeaf(
            name: "Buyer", roles: [.importer],
            scope: MemberScope(locationNumbers: [EventText.locationNumber("4601234")]))
        try world.govern([
            .setMember(World.id("buyer"), joined),
            .addKey(
                World.id("buyer"),
                MemberKey(key: World.key(of: "buyer").publicKey, holder: .member)),
        ])

        try world.done(EventText.receive(lot, 60), by: "buyer")

        #expect(try world.account("buyer", lot).onHand == kilograms(60))
    }

    @Test func `goods that a receiver sends back unopened are the sender's again`() throws {
        var world = try world()
        try world.done(EventText.ship(lot, 60, to: EventText.processorParty), by: "farm")

        try world.done(
            EventText.receive(lot, 60, from: EventText.processorParty), by: "farm")

        #expect(try world.account("farm", lot).onHand == kilograms(100))
        #expect(try world.road(to: "processor", lot).isEmpty)
    }

    @Test func `nobody takes another's goods by naming their receiver as the source`() throws {
        var world = try world()
        try world.done(EventText.ship(lot, 60, to: EventText.processorParty), by: "farm")

        try world.done(
            EventText.receive(lot, 60, from: EventText.processorParty), by: "exporter")

        #expect(try world.account("exporter", lot).onHand == kilograms(60, unaccounted: 60))
        #expect(try world.road(to: "processor", lot).open.map(\.stock) == [kilograms(60)])
    }

    @Test func `a shipment is taken back while it is on the road`() throws {
        var world = try world()
        try world.done(EventText.ship(lot, 60, to: EventText.processorParty), by: "farm")
        try world.done(EventText.receive(lot, 20), by: "processor")
        let takeBack = { (kilograms: Int) in
            EventText.object(
                "OBSERVE", "void_shipping", [(lot, "\(kilograms)", "KGM")],
                to: EventText.processorParty)
        }

        let refusal = try world.refusal(takeBack(50), by: "farm")
        try world.done(takeBack(40), by: "farm")

        #expect(refusal.code == RuleCode.consignmentNotFound.rawValue)
        #expect(refusal.details.first { $0.name == "available" }?.value == "40 kg")
        #expect(try world.account("farm", lot).onHand == kilograms(80))
    }

    @Test func `at one address the sender's newest consignment takes what is too many`() throws {
        var world = try world(harvest: 1000)
        let events = (0..<257).map { index in
            EventText.object(
                "OBSERVE", "shipping", [(lot, "1", "KGM")], to: EventText.processorParty,
                after: Int64(index))
        }

        let execution = try world.commit([world.capture(events, by: "farm")])

        #expect(execution.outcomes[0].judgement == .done)
        let road = try world.road(to: "processor", lot)
        #expect(road.open.count == 256)
        #expect(road.open.last?.stock == kilograms(2))
    }

    @Test func `another sender to a full address is refused`() throws {
        var world = try World()
        let ship = { (index: Int64) in
            EventText.object(
                "OBSERVE", "shipping", [(lot, "1", "KGM")], to: EventText.processorParty,
                after: index)
        }
        try world.commit([world.capture((0..<256).map(ship), by: "farm")])

        let refusal = try world.refusal(ship(300), by: "exporter")

        #expect(refusal.code == RuleCode.tooManyConsignments.rawValue)
    }

    @Test func `own places are one party, and goods between them stay the member's`() throws {
        var world = try world()
        let store = "urn:epc:id:sgln:4880001.00000.store"

        try world.done(EventText.ship(lot, 60, to: store), by: "farm")
        #expect(try world.road(to: "farm", lot).open.map(\.stock) == [kilograms(60)])
        try world.done(EventText.receive(lot, 60), by: "farm")

        #expect(try world.account("farm", lot).onHand == kilograms(100))
    }

    @Test func `a member may be named by its id`() throws {
        var world = try world()

        try world.done(
            EventText.ship(lot, 60, to: "https://daftar.tj/member/laboratory"), by: "farm")

        #expect(try world.road(to: "laboratory", lot).open.map(\.stock) == [kilograms(60)])
    }
}
