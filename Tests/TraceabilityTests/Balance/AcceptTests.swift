import LedgerCore
import Testing
import Traceability

/// What is due counts as received: Docs/Spec/MassBalance.md §9.3.
struct AcceptTests {
    private let lot = EventText.lot("A")
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000011"

    /// A tonne is on the road to the processor since the first day.
    private func world(
        _ version: RuleVersion = RuleVersion(4), to party: String? = EventText.processorParty
    ) throws -> World {
        var world = try World()
        world.expiryMilliseconds = 80 * 24 * World.hour
        if version != .first { try world.adopt(version) }
        try world.done(EventText.harvest(lot, 1000), by: "farm")
        try world.done(EventText.ship(lot, 1000, to: party, id: id), by: "farm")
        return world
    }

    private func onHand(_ world: World, _ member: String = "processor") throws -> Stock {
        try world.account(member, lot).onHand
    }

    private func road(_ world: World) throws -> ConsignmentsLeaf {
        try world.road(to: "processor", lot)
    }

    /// Due, and 400 kg of it were moved on.
    private func accepted(_ moved: Int = 400) throws -> World {
        var world = try world()
        world.wait(days: 11)
        try world.done(EventText.lose(lot, moved), by: "processor")
        return world
    }

    @Test func `what is due is received by the movement that needs it, and not before`() throws {
        var world = try world()
        world.wait(days: 9)
        let early = try world.refusal(EventText.lose(lot, 400), by: "processor")
        world.wait(days: 1)
        let before = try onHand(world)

        let execution = try world.commit([
            world.capture([EventText.lose(lot, 400)], by: "processor")
        ])

        #expect(early.code == RuleCode.overdrawn.rawValue)
        #expect(before == .none)
        #expect(execution.outcomes[0].judgement == .done)
        guard case .capture(_, let effects) = execution.effects[0].content,
            case .accepted(let event) = effects[0].result
        else {
            Issue.record("the movement was not done")
            return
        }
        #expect(
            event.postings.map(\.cause) == [
                .accepted(from: World.id("farm")), .consumed(.destroyed),
            ])
        #expect(try onHand(world) == kilograms(600))
        #expect(try road(world).open.isEmpty)
        #expect(try road(world).accepted.map(\.amount) == [1_000_000_000])
    }

    @Test func `a late receipt of it adds nothing`() throws {
        var world = try accepted()

        try world.done(EventText.receive(lot, 700), by: "processor")
        let between = try road(world).accepted.map(\.amount)
        try world.done(EventText.receive(lot, 300), by: "processor")

        #expect(between == [300_000_000])
        #expect(try onHand(world) == kilograms(600))
        #expect(try road(world).isEmpty)
    }

    @Test func `what did not come of it goes in dispute, and is found or taken back`() throws {
        var world = try accepted()
        try world.done(EventText.receiveAll(lot, 940), by: "processor")
        #expect(try onHand(world) == kilograms(540))
        #expect(try road(world).disputed.map(\.missing.stock) == [kilograms(60)])
        #expect(try road(world).accepted.isEmpty)
        var other = world

        try world.done(EventText.receive(lot, 60), by: "processor")
        try other.done(EventText.takeBack(lot, 60, to: EventText.processorParty), by: "farm")

        #expect(try onHand(world) == kilograms(600))
        #expect(try onHand(other) == kilograms(540))
        #expect(try onHand(other, "farm") == kilograms(60))
        #expect(try road(world).isEmpty && road(other).isEmpty)
    }

    @Test func `what is short within the tolerance is lost`() throws {
        var world = try accepted()

        try world.done(EventText.receiveAll(lot, 996), by: "processor")

        #expect(try onHand(world) == kilograms(596))
        #expect(try road(world).isEmpty)
    }

    @Test func `only what is there still goes in dispute`() throws {
        var some = try accepted(970)
        var none = try accepted(1000)

        try some.done(EventText.receiveAll(lot, 940), by: "processor")
        try none.done(EventText.receiveAll(lot, 940), by: "processor")

        #expect(try onHand(some) == .none)
        #expect(try road(some).disputed.map(\.missing.stock) == [kilograms(30)])
        #expect(try onHand(none) == .none)
        #expect(try road(none).isEmpty)
    }

    @Test func `after the window it stands as accepted`() throws {
        var world = try accepted()
        world.wait(days: 8)

        try world.done(EventText.receiveAll(lot, 940), by: "processor")

        #expect(try onHand(world) == kilograms(600))
        #expect(try road(world).isEmpty)
    }

    @Test func `more than was accepted is an advance beyond the tolerance`() throws {
        for (amount, advance) in [(1_003, Int64(0)), (1_100, 100_000_000)] {
            var world = try accepted()

            try world.done(EventText.receiveAll(lot, amount), by: "processor")

            #expect(try road(world).advance == advance)
            #expect(try onHand(world).amount == 600_000_000 + advance)
            #expect(try onHand(world).unaccounted == advance)
        }
    }

    @Test func `what is in dispute is not due`() throws {
        var world = try world()
        try world.done(EventText.receiveAll(lot, 940), by: "processor")
        world.wait(days: 6)

        let refusal = try world.refusal(EventText.lose(lot, 1000), by: "processor")

        #expect(refusal.code == RuleCode.overdrawn.rawValue)
        #expect(try onHand(world) == kilograms(940))
    }

    @Test func `a part that was received leaves the rest due`() throws {
        var world = try world()
        try world.done(EventText.receive(lot, 600), by: "processor")
        world.wait(days: 11)

        try world.done(EventText.lose(lot, 700), by: "processor")

        #expect(try onHand(world) == kilograms(300))
    }

    @Test func `the oldest is received first, and no more of them than are needed`() throws {
        var world = try World()
        world.expiryMilliseconds = 80 * 24 * World.hour
        try world.adopt(RuleVersion(4))
        try world.done(EventText.harvest(lot, 1000), by: "farm")
        for kilograms in [100, 200, 300] {
            try world.done(
                EventText.ship(lot, kilograms, to: EventText.processorParty), by: "farm")
        }
        world.wait(days: 5)
        try world.done(EventText.ship(lot, 400, to: EventText.processorParty), by: "farm")
        world.wait(days: 6)

        try world.done(EventText.lose(lot, 250), by: "processor")
        let first = try road(world).open.map(\.stock)
        let refusal = try world.refusal(EventText.lose(lot, 351), by: "processor")

        #expect(first == [kilograms(300), kilograms(400)])
        #expect(try onHand(world) == kilograms(50))
        #expect(
            refusal.details.first { $0.name == "available" }
                == OutcomeDetail("available", "350 kg"))
    }

    @Test func `until it is needed it can be received, taken back or declared an error`() throws {
        let due = { () throws -> World in
            var world = try self.world()
            world.wait(days: 11)
            return world
        }
        var (received, back, declared) = (try due(), try due(), try due())

        try received.done(EventText.receiveAll(lot, 940), by: "processor")
        try back.done(EventText.takeBack(lot, 1000, to: EventText.processorParty), by: "farm")
        try declared.done(
            EventText.ship(
                lot, 1000, to: EventText.processorParty, id: id, extra: EventText.declaration),
            by: "farm")

        #expect(try road(received).disputed.map(\.missing.stock) == [kilograms(60)])
        for var world in [back, declared] {
            #expect(try onHand(world, "farm") == kilograms(1000))
            let refusal = try world.refusal(EventText.lose(lot, 1), by: "processor")
            #expect(refusal.code == RuleCode.overdrawn.rawValue)
        }
    }

    @Test func `once it counts as received its sender cannot take it back`() throws {
        var world = try accepted()

        let back = try world.refusal(
            EventText.takeBack(lot, 1000, to: EventText.processorParty), by: "farm")
        let declared = try world.refusal(
            EventText.ship(
                lot, 1000, to: EventText.processorParty, id: id, extra: EventText.declaration),
            by: "farm")

        #expect(back.code == RuleCode.consignmentNotFound.rawValue)
        #expect(declared.code == RuleCode.alreadySpent.rawValue)
    }

    @Test func `an error declaration of the movement leaves what it accepted`() throws {
        let event = "urn:uuid:00000000-0000-4000-8000-000000000012"
        var world = try world()
        world.wait(days: 11)
        try world.done(EventText.lose(lot, 400, id: event), by: "processor")

        try world.done(
            EventText.lose(lot, 400, id: event, extra: EventText.declaration), by: "processor")

        #expect(try onHand(world) == kilograms(1000))
        #expect(try road(world).accepted.count == 1)
    }

    @Test func `a receipt that confirms is not declared an error`() throws {
        let event = "urn:uuid:00000000-0000-4000-8000-000000000013"
        var world = try accepted()
        try world.done(EventText.receive(lot, 1000, id: event), by: "processor")

        let refusal = try world.refusal(
            EventText.receive(lot, 1000, id: event, extra: EventText.declaration),
            by: "processor")

        #expect(refusal.code == RuleCode.notSupported.rawValue)
    }

    @Test func `what goes to nobody, or to another, is never due`() throws {
        for party in [nil, EventText.exporterParty] {
            var world = try world(to: party)
            world.wait(days: 11)

            let refusal = try world.refusal(EventText.lose(lot, 1), by: "processor")

            #expect(refusal.code == RuleCode.overdrawn.rawValue)
        }
    }

    @Test func `goods that nobody counted come with their gaps`() throws {
        var world = try World()
        world.expiryMilliseconds = 80 * 24 * World.hour
        try world.adopt(RuleVersion(4))
        try world.done(EventText.ship(lot, 1000, to: EventText.processorParty), by: "farm")
        world.wait(days: 11)

        try world.done(EventText.lose(lot, 400), by: "processor")
        try world.done(EventText.harvest(lot, 1000), by: "farm")

        #expect(try world.account("processor", lot).debt == 0)
        #expect(try onHand(world).rests.sum == 600_000_000)
        #expect(try world.touched("processor", lot) == kilograms(600))
    }

    @Test func `a pallet that is due comes with what is inside`() throws {
        var world = try World()
        world.expiryMilliseconds = 80 * 24 * World.hour
        try world.adopt(RuleVersion(4))
        let pallet = EventText.pallet(1)
        try world.done(EventText.harvest(lot, 1000), by: "farm")
        try world.done(
            EventText.aggregation("ADD", "packing", parent: pallet, [(lot, "40", "KGM")]),
            by: "farm")
        try world.done(
            EventText.object(
                "OBSERVE", "shipping", items: [pallet], to: EventText.processorParty), by: "farm")
        world.wait(days: 11)
        var opened = world

        try world.done(
            EventText.object(
                "OBSERVE", "shipping", items: [pallet], to: EventText.exporterParty),
            by: "processor")
        // What is inside is needed alone: the pallet stays due, and its receipt confirms.
        try opened.done(EventText.lose(lot, 15), by: "processor")
        try opened.done(
            EventText.object("OBSERVE", "receiving", items: [pallet]), by: "processor")

        #expect(try world.road(to: "exporter", lot).open.map(\.stock) == [kilograms(40)])
        #expect(try onHand(world) == .none)
        #expect(try onHand(opened) == kilograms(25))
        #expect(try road(opened).isEmpty)
    }

    @Test func `a receipt of the load confirms what was accepted of it`() throws {
        var world = try World()
        world.expiryMilliseconds = 80 * 24 * World.hour
        try world.adopt(RuleVersion(4))
        try world.done(EventText.harvest(lot, 1000), by: "farm")
        try world.done(
            EventText.ship(
                lot, 600, to: EventText.processorParty, extra: LoadText.under()), by: "farm")
        world.wait(days: 11)
        try world.done(EventText.lose(lot, 100), by: "processor")

        try world.done(LoadText.receive(), by: "processor")

        #expect(try onHand(world) == kilograms(500))
        #expect(try road(world).isEmpty)
        #expect(
            try world.refusal(LoadText.receive(id: id), by: "processor").code
                == RuleCode.nothingDue.rawValue)
    }

    @Test func `after ninety days a receipt of the load speaks of it no more`() throws {
        var world = try World()
        world.expiryMilliseconds = 80 * 24 * World.hour
        try world.adopt(RuleVersion(4))
        try world.done(EventText.harvest(lot, 1000), by: "farm")
        try world.done(
            EventText.ship(
                lot, 600, to: EventText.processorParty, extra: LoadText.under()), by: "farm")
        world.wait(days: 11)
        try world.done(EventText.lose(lot, 100), by: "processor")
        world.wait(days: 91)

        let refusal = try world.refusal(LoadText.receive(), by: "processor")

        #expect(refusal.code == RuleCode.nothingDue.rawValue)
        #expect(try onHand(world) == kilograms(500))
    }

    @Test func `what was accepted is forgotten in time, and the oldest when there is much of it`()
        throws
    {
        var world = try accepted()
        var rules = AcceptanceRules()
        rules.keptMax = 1
        world.book = RuleBook([RuleVersion(4): Rules.fourth.accepting(rules)])
        try world.done(EventText.harvest(lot, 5), by: "farm")
        try world.done(EventText.ship(lot, 5, to: EventText.processorParty), by: "farm")
        world.wait(days: 11)
        try world.done(EventText.lose(lot, 601), by: "processor")
        #expect(try road(world).accepted.map(\.amount) == [5_000_000])

        world.wait(days: 91)
        world.expiryMilliseconds = 1
        try world.done(EventText.receive(lot, 5), by: "processor")

        #expect(try road(world).accepted.isEmpty)
        #expect(try road(world).advance == 5_000_000)
    }

    @Test(arguments: [RuleVersion(2), RuleVersion(3)])
    func `under earlier versions nothing is due`(version: RuleVersion) throws {
        var world = try world(version)
        world.wait(days: 60)

        let refusal = try world.refusal(EventText.lose(lot, 1), by: "processor")

        #expect(refusal.code == RuleCode.overdrawn.rawValue)
        #expect(try road(world).open.map(\.stock) == [kilograms(1000)])
    }
}
