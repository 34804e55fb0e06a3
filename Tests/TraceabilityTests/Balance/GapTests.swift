import LedgerCore
import Testing
import Traceability

/// Late records close gaps: the table of Docs/Spec/MassBalance.md §8.
struct GapTests {
    private let lot = EventText.lot("A1")
    private let dried = EventText.lot("D1", of: "4880002")
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
    private let day = 24 * World.hour

    private func world() throws -> World {
        var world = try World()
        try world.adopt(RuleVersion(3))
        return world
    }

    private func wait(_ days: Int64, _ world: inout World) {
        world.time = world.time.advanced(byMilliseconds: days * day)
    }

    /// Receipts of one kilogram each, of which nothing was sent.
    private func receiveKilograms(_ count: Int, in world: inout World) throws {
        for number in 0..<count {
            try world.done(
                EventText.receive(lot, 1, id: "urn:uuid:receipt-\(number)"), by: "processor")
        }
    }

    private func onHand(_ member: String, _ world: World) throws -> Stock {
        try world.account(member, lot).onHand
    }

    /// The four records of §4, with what becomes of the goods: the farm's harvest, its shipment, the
    /// receipt, and what the processor makes.
    private func records() -> [Character: (event: String, member: String)] {
        [
            "C": (EventText.harvest(lot, 100), "farm"),
            "S": (EventText.ship(lot, 100, to: EventText.processorParty), "farm"),
            "R": (EventText.receive(lot, 100), "processor"),
            "K": (EventText.dry(lot, 100, into: dried, 30), "processor"),
        ]
    }

    private static let orders = ["C", "S", "R", "K"].reduce([""]) { orders, _ in
        orders.flatMap { order in
            "CSRK".filter { !order.contains($0) }.map { order + String($0) }
        }
    }

    @Test(arguments: GapTests.orders)
    func `four honest records end accounted for in every order`(order: String) throws {
        var world = try world()
        let records = records()
        var waiting = order
        while !waiting.isEmpty {
            var refused = ""
            for name in waiting {
                let record = try #require(records[name])
                if try world.record(record.event, by: record.member) != .done {
                    refused.append(name)
                }
            }
            try #require(refused.count < waiting.count)
            waiting = refused
        }

        for member in ["farm", "processor"] {
            #expect(try world.account(member, lot) == AccountLeaf())
            #expect(try world.road(to: member, lot).isEmpty)
        }
        #expect(try world.touched("processor", dried) == kilograms(30))
        try world.done(
            EventText.ship(dried, 30, to: EventText.exporterParty), by: "processor")
        #expect(try world.road(to: "exporter", dried).open.map(\.stock) == [kilograms(30)])
    }

    @Test func `under version 2 what was judged before its past stays as judged`() throws {
        var world = try World()
        try world.adopt(RuleVersion(2))
        for name in ["S", "R", "K", "C"] as [Character] {
            let record = try #require(records()[name])
            try world.done(record.event, by: record.member)
        }

        #expect(try world.account("processor", dried).onHand == kilograms(30, unaccounted: 30))
        #expect(world.state.count(of: .gap) == 0)
    }

    @Test func `the field's own order opens no gap`() throws {
        var world = try world()
        for name in ["C", "S", "R", "K"] as [Character] {
            let record = try #require(records()[name])
            try world.done(record.event, by: record.member)
        }

        #expect(world.state.count(of: .gap) == 0)
        #expect(try world.account("processor", dried).encoded()[1] == 1)
    }

    @Test func `more than came is not made good by less`() throws {
        var world = try world()
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(EventText.receive(lot, 150), by: "processor")

        try world.done(EventText.ship(lot, 100, to: EventText.processorParty), by: "farm")

        #expect(try world.touched("processor", lot) == resting(150, 50, like: world))
        #expect(try world.gaps("processor", lot) == [50_000_000])
        wait(120, &world)
        try world.done(EventText.harvest(lot, 50), by: "farm")
        try world.done(EventText.ship(lot, 50, to: EventText.processorParty), by: "farm")
        #expect(try world.touched("processor", lot).unaccounted == 50_000_000)
        #expect(try world.road(to: "processor", lot).isEmpty)
    }

    /// Kilograms on hand of which some rest on the processor's gap.
    private func resting(_ amount: Int64, _ part: Int64, like world: World) throws -> Stock {
        let gap = try #require(try onHand("processor", world).rests.elements.first?.gap)
        return Stock(
            amount: amount * 1_000_000, unaccounted: part * 1_000_000,
            rests: GapAmounts(part * 1_000_000, of: gap))
    }

    @Test func `whoever is touched first takes up what was covered, and together no more`() throws {
        var world = try world()
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(EventText.receive(lot, 150), by: "processor")
        try world.done(EventText.ship(lot, 90, to: EventText.exporterParty), by: "processor")
        try world.done(EventText.receive(lot, 90), by: "exporter")
        try world.done(EventText.ship(lot, 100, to: EventText.processorParty), by: "farm")

        var first = TouchedBooks(world)
        let exporters = try first.onHand("exporter", lot)
        let processors = try first.onHand("processor", lot)
        var second = TouchedBooks(world)
        let processorsFirst = try second.onHand("processor", lot)
        let exportersSecond = try second.onHand("exporter", lot)

        #expect(exporters.accounted == 90_000_000 && processors.accounted == 10_000_000)
        #expect(processorsFirst.accounted == 60_000_000)
        #expect(exportersSecond.accounted == 40_000_000)
        try world.done(EventText.lose(lot, 1), by: "exporter")
        try world.done(EventText.lose(lot, 1, id: id), by: "processor")
        #expect(try onHand("exporter", world).accounted == 89_000_000)
        // Of 60 kg 10 are accounted for: of one that is lost a sixth is, rounded down.
        #expect(try onHand("processor", world).accounted == 9_833_334)
    }

    @Test func `a lie is covered by what comes to the liar, and by nobody else's`() throws {
        var world = try world()
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(EventText.ship(lot, 60, to: EventText.processorParty), by: "farm")
        try world.done(EventText.receive(lot, 60), by: "exporter")
        try world.done(EventText.receive(lot, 60, id: id), by: "processor")

        try world.done(EventText.ship(lot, 40, to: EventText.exporterParty), by: "farm")

        #expect(try world.touched("processor", lot) == kilograms(60))
        #expect(try world.touched("exporter", lot).accounted == 40_000_000)
        #expect(try world.touched("exporter", lot).unaccounted == 20_000_000)
    }

    @Test func `a creation covers the creator's own gap alone`() throws {
        var world = try world()
        try world.done(EventText.ship(lot, 100, to: EventText.processorParty), by: "farm")
        try world.done(
            EventText.ship(lot, 100, to: EventText.processorParty, id: id), by: "exporter")
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(EventText.receive(lot, 200), by: "processor")

        #expect(try world.touched("processor", lot).accounted == 100_000_000)
        #expect(try world.account("exporter", lot).debt == 100_000_000)
    }

    @Test func `after its window a gap is settled in amount and not covered`() throws {
        var world = try world()
        try world.done(EventText.ship(lot, 100, to: EventText.processorParty), by: "farm")
        var inTime = world
        self.wait(90, &inTime)
        inTime.time = inTime.time.advanced(byMilliseconds: -1000)
        wait(90, &world)

        try inTime.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(EventText.harvest(lot, 100), by: "farm")

        for (world, isCovered) in [(inTime, true), (world, false)] {
            #expect(try world.account("farm", lot) == AccountLeaf())
            var world = world
            try world.done(EventText.receive(lot, 100), by: "processor")
            #expect(
                try world.touched("processor", lot).unaccounted == (isCovered ? 0 : 100_000_000))
        }
    }

    @Test func `a receipt that closed closes when its goods are recorded`() throws {
        var world = try world()
        try world.done(EventText.harvest(lot, 1000), by: "farm")
        try world.done(EventText.receiveAll(lot, 996), by: "processor")

        try world.done(EventText.ship(lot, 1000, to: EventText.processorParty), by: "farm")

        #expect(try world.touched("processor", lot) == kilograms(996))
        #expect(try world.road(to: "processor", lot).isEmpty)
        #expect(try world.account("farm", lot) == AccountLeaf())
    }

    @Test func `what is short then beyond the tolerance is in dispute, and the receiver finds it`()
        throws
    {
        var world = try world()
        try world.done(EventText.harvest(lot, 1000), by: "farm")
        try world.done(EventText.receiveAll(lot, 940), by: "processor")
        try world.done(EventText.ship(lot, 500, to: EventText.processorParty), by: "farm")
        try world.done(
            EventText.ship(lot, 500, to: EventText.processorParty, id: id), by: "farm")

        #expect(
            try world.road(to: "processor", lot).disputed.map(\.missing.stock) == [kilograms(60)])
        #expect(try world.road(to: "processor", lot).open.isEmpty)

        try world.done(EventText.receive(lot, 60), by: "processor")
        #expect(try world.touched("processor", lot) == kilograms(1000))
        #expect(try world.road(to: "processor", lot).isEmpty)
    }

    @Test func `a part that came first closes nothing`() throws {
        var world = try world()
        try world.done(EventText.harvest(lot, 1000), by: "farm")
        try world.done(EventText.receive(lot, 600), by: "processor")

        try world.done(EventText.ship(lot, 1000, to: EventText.processorParty), by: "farm")

        #expect(
            try world.road(to: "processor", lot).open.map(\.stock) == [kilograms(400)])
    }

    @Test func `a stock rests on eight gaps, and on older ones for ever`() throws {
        var world = try world()
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try receiveKilograms(10, in: &world)

        let stock = try onHand("processor", world)
        #expect(stock.rests.elements.count == 8 && stock.unaccountedForEver == 2_000_000)
        #expect(try world.gaps("processor", lot).count == 10)
        try world.done(EventText.ship(lot, 10, to: EventText.processorParty), by: "farm")

        #expect(try world.touched("processor", lot) == kilograms(10, unaccounted: 2))
    }

    @Test func `an address names so many gaps, and what is missing beyond them opens none`() throws
    {
        var world = try world()
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try receiveKilograms(66, in: &world)

        #expect(try world.gaps("processor", lot).count == GapRules().openMax)
        #expect(try world.road(to: "processor", lot).advance == 66_000_000)
        try world.done(EventText.ship(lot, 66, to: EventText.processorParty), by: "farm")

        #expect(try world.road(to: "processor", lot).isEmpty)
        // What no gap was named for clears what is unaccounted for ever, as before there were gaps.
        #expect(try world.touched("processor", lot).accounted == 10_000_000)
    }

    @Test func `what was open before the upgrade is settled first, and covers no gap`() throws {
        var world = try World()
        try world.adopt(RuleVersion(2))
        try world.done(EventText.ship(lot, 30, to: EventText.processorParty), by: "farm")
        try world.adopt(RuleVersion(3))
        try world.done(EventText.ship(lot, 70, to: EventText.processorParty), by: "farm")

        #expect(try world.account("farm", lot).debt == 100_000_000)
        #expect(try world.gaps("farm", lot) == [70_000_000])
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(EventText.receive(lot, 100), by: "processor")

        #expect(try world.touched("processor", lot) == kilograms(100, unaccounted: 30))
    }

    @Test func `goods go under a certificate once the late record has closed their gap`() throws {
        var world = try World.certified(RuleVersion(3))
        let lot = EventText.lot("Z1")
        try world.done(EventText.ship(lot, 10, to: EventText.processorParty), by: "farm")
        try world.done(EventText.receive(lot, 10), by: "processor")
        try world.done(CertificateText.issue("P9", of: lot, "10"), by: "inspector")
        let ship = EventText.ship(
            lot, 10, to: EventText.exporterParty,
            extra: CertificateText.citing([("inspector", "P9")]))

        let refusal = try world.refusal(ship, by: "processor")
        try world.done(EventText.harvest(lot, 10), by: "farm")
        try world.done(ship, by: "processor")

        #expect(refusal.code == RuleCode.certificateUnaccounted.rawValue)
    }

    @Test func `pieces that no shipment covers stay with what was made of kilograms and pieces`()
        throws
    {
        var world = try world()
        let box = EventText.lot("B1", item: "054321")
        try world.done(EventText.ship(lot, 10, to: EventText.processorParty), by: "farm")
        try world.done(EventText.receive(lot, 10), by: "processor")
        try world.done(
            EventText.object("ADD", "commissioning", [(box, "5", nil)]), by: "farm")
        try world.done(
            EventText.object(
                "OBSERVE", "shipping", [(box, "5", nil)], to: EventText.processorParty),
            by: "farm")
        try world.done(
            EventText.object("OBSERVE", "receiving", [(box, "5", nil)]), by: "processor")
        try world.done(
            EventText.transformation(
                [(lot, "10", "KGM"), (box, "5", nil)], [(dried, "3", "KGM")]), by: "processor")

        try world.done(EventText.harvest(lot, 10), by: "farm")

        #expect(try world.touched("processor", dried) == kilograms(3, unaccounted: 3))
    }

    /// Gaps in memory, which count how often they are looked at.
    private struct Layers: GapKeeping {
        final class Count { var reads = 0 }
        let count = Count()
        var leaves: [GapReference: GapLeaf] = [:]

        func gap(_ gap: GapReference) throws(StateReadError) -> GapLeaf? {
            count.reads += 1
            return leaves[gap]
        }

        mutating func set(_ leaf: GapLeaf, for gap: GapReference) throws(StateReadError) {
            leaves[gap] = leaf
        }
    }

    @Test func `a stock that is touched costs a bounded number of gaps, however they rest`() throws
    {
        let widths = 0..<8
        func name(_ layer: Int, _ place: Int) -> GapReference {
            let event = EventReference(
                height: Height(UInt64(layer + 1)), transaction: 0, event: 0)
            return GapReference(event, number: UInt32(place))
        }
        var gaps = Layers()
        for layer in 0..<12 {
            for place in widths {
                var leaf = GapLeaf(lot: "L", unit: .milligram, total: 8, until: EventText.time)
                if layer < 11 {
                    for other in widths { leaf.rests.add(1, of: name(layer + 1, other)) }
                } else {
                    leaf.covered = 8
                }
                gaps.leaves[name(layer, place)] = leaf
            }
        }
        var rests = GapAmounts.none
        for place in widths { rests.add(8, of: name(0, place)) }
        var stock = Stock(amount: 64, unaccounted: 64, rests: rests)

        try gaps.settle(&stock, of: "L", in: .milligram, GapRules())

        #expect(gaps.count.reads <= GapRules().visitsMax)
        var near = Stock(
            amount: 8, unaccounted: 8, rests: GapAmounts(8, of: name(10, 0)))
        try gaps.settle(&near, of: "L", in: .milligram, GapRules())
        #expect(near == Stock(amount: 8, unaccounted: 0))
    }

    @Test func `gaps that rest on each other end, and give nothing`() throws {
        let names = (0..<2).map {
            GapReference(
                EventReference(height: .first, transaction: 0, event: 0), number: UInt32($0))
        }
        var gaps = Layers()
        for place in 0..<2 {
            var leaf = GapLeaf(lot: "L", unit: .milligram, total: 8, until: EventText.time)
            leaf.rests.add(8, of: names[1 - place])
            gaps.leaves[names[place]] = leaf
        }
        var stock = Stock(amount: 8, unaccounted: 8, rests: GapAmounts(8, of: names[0]))

        try gaps.settle(&stock, of: "L", in: .milligram, GapRules())

        #expect(stock.unaccounted == 8)
    }
}
