import LedgerCore
import Testing
import Traceability

/// What arrived is not what was sent: the table of Docs/Spec/MassBalance.md §7.
struct DockTests {
    private let lot = EventText.lot("A1")
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
    private let day = 24 * World.hour

    /// A farm has sent goods to the processor.
    private func world(sent loads: [Int] = [1000], to: String? = EventText.processorParty) throws
        -> World
    {
        var world = try World()
        try world.adopt(RuleVersion(2))
        try world.done(EventText.harvest(lot, loads.reduce(0, +)), by: "farm")
        for (index, load) in loads.enumerated() {
            let number = "urn:uuid:00000000-0000-4000-8000-00000000001\(index)"
            try world.done(EventText.ship(lot, load, to: to, id: number), by: "farm")
        }
        return world
    }

    private func wait(_ days: Int64, _ world: inout World) {
        world.time = world.time.advanced(byMilliseconds: days * day)
    }

    private func onHand(_ member: String, _ world: World) throws -> Stock {
        try world.account(member, lot).onHand
    }

    private func disputed(_ world: World) throws -> [Stock] {
        try world.road(to: "processor", lot).disputed.map(\.missing.stock)
    }

    /// What an event lost on the road.
    private func lost(_ event: String, by member: String, _ world: inout World) throws -> [Posting]
    {
        let execution = try world.commit([world.capture([event], by: member)])
        guard case .capture(_, let effects) = execution.effects[0].content,
            case .accepted(let accepted) = effects[0].result
        else { throw World.NotRefused() }
        return accepted.postings.filter { $0.cause == .consumed(.lostOnRoad) }
    }

    @Test func `a little less than was sent is lost on the road`() throws {
        var world = try world()

        let lost = try lost(EventText.receiveAll(lot, 996), by: "processor", &world)

        #expect(try onHand("processor", world) == kilograms(996))
        #expect(try world.road(to: "processor", lot).isEmpty)
        #expect(
            lost == [
                Posting(
                    cause: .consumed(.lostOnRoad), lot: EventText.key(lot),
                    holder: World.id("farm"), unit: .milligram, stock: kilograms(4),
                    isInflow: false)
            ])
    }

    @Test func `our own word closes as the standard's does`() throws {
        var world = try world()
        let all = "https://daftar.tj/voc/Disp-all_received"

        try world.done(EventText.receive(lot, 996, disposition: all), by: "processor")

        #expect(try world.road(to: "processor", lot).isEmpty)
    }

    @Test func `the tolerance is met exactly, and not by a milligram more`() throws {
        let receive = { (milligrams: Int64) in
            EventText.object(
                "OBSERVE", "receiving", [(lot, "\(milligrams)", "MGM")],
                disposition: "mismatch_quantity")
        }
        var met = try world()
        var missed = met

        try met.done(receive(995_000_000), by: "processor")
        try missed.done(receive(994_999_999), by: "processor")

        #expect(try disputed(met) == [])
        #expect(try disputed(missed) == [Stock(amount: 5_000_001, unaccounted: 0)])
    }

    @Test func `much less is in dispute, neither holder's, and is found`() throws {
        var world = try world()
        try world.done(EventText.receiveAll(lot, 940), by: "processor")

        #expect(try onHand("processor", world) == kilograms(940))
        #expect(try disputed(world) == [kilograms(60)])
        #expect(
            try world.road(to: "processor", lot).disputed[0].until.milliseconds
                == world.time.milliseconds - 1000 + 7 * day)
        let refusal = try world.refusal(
            EventText.ship(lot, 941, to: EventText.exporterParty), by: "processor")
        #expect(refusal.code == RuleCode.overdrawn.rawValue)

        wait(6, &world)
        try world.done(EventText.receive(lot, 60), by: "processor")

        #expect(try onHand("processor", world) == kilograms(1000))
        #expect(try world.road(to: "processor", lot).isEmpty)
    }

    @Test func `what never left is taken back by its sender alone`() throws {
        var world = try world()
        try world.done(EventText.receiveAll(lot, 940), by: "processor")
        let takeBack = EventText.takeBack(lot, 60, to: EventText.processorParty)

        let refusal = try world.refusal(takeBack, by: "exporter")
        try world.done(takeBack, by: "farm")

        #expect(refusal.code == RuleCode.consignmentNotFound.rawValue)
        #expect(try onHand("farm", world) == kilograms(60))
        #expect(try onHand("processor", world) == kilograms(940))
        #expect(try world.road(to: "processor", lot).isEmpty)
    }

    @Test func `after seven days what is in dispute is lost, for receiver and sender`() throws {
        var world = try world()
        try world.done(EventText.receiveAll(lot, 940), by: "processor")
        wait(8, &world)
        var other = world

        let lost = try lost(EventText.receive(lot, 60), by: "processor", &world)
        let refusal = try other.refusal(
            EventText.takeBack(lot, 60, to: EventText.processorParty), by: "farm")

        #expect(lost.map(\.stock) == [kilograms(60)])
        #expect(try onHand("processor", world) == kilograms(1000, unaccounted: 60))
        #expect(try world.road(to: "processor", lot).advance == 60_000_000)
        #expect(try disputed(world) == [])
        #expect(refusal.code == RuleCode.consignmentNotFound.rawValue)
    }

    @Test func `a part closes nothing, and the last part is measured by what was left`() throws {
        var world = try world()

        try world.done(EventText.receive(lot, 600), by: "processor")
        #expect(try world.road(to: "processor", lot).open.map(\.stock) == [kilograms(400)])
        try world.done(EventText.receiveAll(lot, 396), by: "processor")

        #expect(try onHand("processor", world) == kilograms(996))
        #expect(try disputed(world) == [kilograms(4)])
    }

    @Test func `a little more than was sent is a matter of scales, and makes no stock`() throws {
        var world = try world()

        try world.done(EventText.receiveAll(lot, 1003), by: "processor")

        #expect(try onHand("processor", world) == kilograms(1000))
        #expect(try world.road(to: "processor", lot).isEmpty)
    }

    @Test func `much more than was sent is unaccounted`() throws {
        var world = try world()

        try world.done(EventText.receiveAll(lot, 1100), by: "processor")

        #expect(try onHand("processor", world) == kilograms(1100, unaccounted: 100))
        #expect(try world.road(to: "processor", lot).advance == 100_000_000)
    }

    @Test func `a load that was not touched is not closed`() throws {
        var world = try world(sent: [600, 400])

        try world.done(EventText.receiveAll(lot, 600), by: "processor")

        #expect(try onHand("processor", world) == kilograms(600))
        #expect(try world.road(to: "processor", lot).open.map(\.stock) == [kilograms(400)])
    }

    @Test func `two scales that record one load make nothing of it`() throws {
        var world = try world()

        try world.done(EventText.receiveAll(lot, 1000), by: "processor")
        try world.done(EventText.receiveAll(lot, 1000, id: id), by: "processor")

        #expect(try onHand("processor", world) == kilograms(2000, unaccounted: 1000))
        #expect(try world.road(to: "processor", lot).advance == 1_000_000_000)
    }

    @Test(arguments: [[60, 40], [40, 60]])
    func `two parts that both close end alike in either order`(parts: [Int]) throws {
        var world = try world(sent: [100])

        for part in parts { try world.done(EventText.receiveAll(lot, part), by: "processor") }

        #expect(try onHand("processor", world) == kilograms(100))
        #expect(try world.road(to: "processor", lot).isEmpty)
    }

    @Test func `a receipt before its shipment is settled, and what is short stays on the road`()
        throws
    {
        var world = try World()
        try world.adopt(RuleVersion(2))
        try world.done(EventText.harvest(lot, 1000), by: "farm")
        try world.done(EventText.receiveAll(lot, 996), by: "processor")
        #expect(try onHand("processor", world) == kilograms(996, unaccounted: 996))

        try world.done(EventText.ship(lot, 1000, to: EventText.processorParty), by: "farm")

        #expect(try onHand("processor", world) == kilograms(996))
        #expect(try world.road(to: "processor", lot).open.map(\.stock) == [kilograms(4)])
    }

    @Test(arguments: [["processor", "exporter"], ["exporter", "processor"]])
    func `of two receivers of goods for nobody the first has them`(order: [String]) throws {
        var world = try world(to: nil)

        for member in order {
            let id = "urn:uuid:receipt-of-\(member)"
            try world.done(EventText.receiveAll(lot, 1000, id: id), by: member)
        }

        #expect(try onHand(order[0], world) == kilograms(1000))
        #expect(try onHand(order[1], world) == kilograms(1000, unaccounted: 1000))
    }

    @Test func `pieces have no tolerance`() throws {
        let sandbox = "https://daftar.tj/member/sandbox"
        var world = try World()
        try world.adopt(RuleVersion(2))
        try world.done(EventText.object("ADD", nil, [(lot, "1000", nil)]), by: "farm")
        try world.done(
            EventText.object("OBSERVE", "shipping", [(lot, "1000", nil)], to: sandbox), by: "farm")

        try world.done(
            EventText.object(
                "OBSERVE", "receiving", [(lot, "999", nil)], disposition: "mismatch_quantity"),
            by: "sandbox")

        let road = try world.road(to: .member(World.id("sandbox")), lot, .piece)
        #expect(road.disputed.map(\.missing.stock.amount) == [1])
    }

    @Test func `what is lost has its share of what is unaccounted`() throws {
        var world = try World()
        try world.adopt(RuleVersion(2))
        try world.done(EventText.ship(lot, 1000, to: EventText.processorParty), by: "farm")

        let lost = try lost(EventText.receiveAll(lot, 996), by: "processor", &world)

        #expect(lost.map(\.stock) == [kilograms(4, unaccounted: 4)])
    }

    @Test func `under version 1 a receiver's word closes nothing`() throws {
        var world = try World()
        try world.done(EventText.harvest(lot, 1000), by: "farm")
        try world.done(EventText.ship(lot, 1000, to: EventText.processorParty), by: "farm")

        try world.done(EventText.receiveAll(lot, 996), by: "processor")

        #expect(try world.road(to: "processor", lot).open.map(\.stock) == [kilograms(4)])
    }
}

/// Error declarations of receipts that closed.
extension DockTests {
    @Test(arguments: [996, 940])
    func `a receipt that closed is taken back, and the load is whole again`(received: Int) throws {
        var world = try world()
        let before = try world.road(to: "processor", lot)
        let receipt = { (extra: String) in
            EventText.receiveAll(lot, received, id: id, extra: extra)
        }
        try world.done(receipt(""), by: "processor")

        try world.done(receipt(EventText.declaration), by: "processor")

        #expect(try world.account("processor", lot) == AccountLeaf())
        #expect(try world.road(to: "processor", lot) == before)
    }

    @Test func `what was found since cannot be undone from under it`() throws {
        var world = try world()
        let receipt = { (extra: String) in EventText.receiveAll(lot, 940, id: id, extra: extra) }
        try world.done(receipt(""), by: "processor")
        try world.done(EventText.receive(lot, 20), by: "processor")

        let refusal = try world.refusal(receipt(EventText.declaration), by: "processor")

        #expect(refusal.code == RuleCode.alreadySpent.rawValue)
        #expect(
            refusal.details.suffix(2)
                == [OutcomeDetail("available", "40 kg"), OutcomeDetail("asked", "60 kg")])
        #expect(try disputed(world) == [kilograms(40)])
    }

    @Test func `what was found goes back on the road when that was an error`() throws {
        var world = try world()
        try world.done(EventText.receiveAll(lot, 940), by: "processor")
        let found = { (extra: String) in EventText.receive(lot, 60, id: id, extra: extra) }
        try world.done(found(""), by: "processor")

        try world.done(found(EventText.declaration), by: "processor")

        #expect(try onHand("processor", world) == kilograms(940))
        #expect(try world.road(to: "processor", lot).open.map(\.stock) == [kilograms(60)])
    }

    @Test func `a shipment of which something is in dispute is not taken back as an error`() throws
    {
        var world = try World()
        try world.adopt(RuleVersion(2))
        try world.done(EventText.harvest(lot, 1000), by: "farm")
        let shipment = { (extra: String) in
            EventText.ship(lot, 1000, to: EventText.processorParty, id: id, extra: extra)
        }
        try world.done(shipment(""), by: "farm")
        try world.done(EventText.receiveAll(lot, 940), by: "processor")

        let refusal = try world.refusal(shipment(EventText.declaration), by: "farm")

        #expect(refusal.code == RuleCode.alreadySpent.rawValue)
    }
}
