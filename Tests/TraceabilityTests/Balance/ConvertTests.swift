import LedgerCore
import Testing
import Traceability

/// No more comes out than went in: Docs/Spec/MassBalance.md §13.1.
struct ConvertTests {
    private let fresh = EventText.lot("A1")
    private let milk = EventText.lot("M1")
    private let boxes = EventText.lot("X1")
    private let dried = EventText.lot("D1", of: "4880002")
    private let stones = EventText.lot("S1", of: "4880002")
    private let id = "urn:epc:id:gdti:4880002.12345.T1"

    /// The processor holds 1,000 kg, 1,000 l and 100 boxes of melons, all accounted.
    private func world(_ version: RuleVersion = RuleVersion(2)) throws -> World {
        var world = try World()
        if version != .first { try world.adopt(version) }
        try world.done(EventText.harvest(fresh, 1000), by: "farm")
        try world.done(
            EventText.object("ADD", EventText.harvestStep, [(milk, "1000", "LTR")]), by: "farm")
        try world.done(
            EventText.object("ADD", EventText.harvestStep, [(boxes, "100", nil)]), by: "farm")
        let goods = [kg(fresh, "1000"), litres(milk, "1000"), (boxes, "100", nil)]
        for (step, member) in [("shipping", "farm"), ("receiving", "processor")] {
            try world.done(
                EventText.object("OBSERVE", step, goods, to: EventText.processorParty), by: member)
        }
        return world
    }

    private func kg(_ lot: String, _ amount: String) -> (String, String?, String?) {
        (lot, amount, "KGM")
    }

    private func litres(_ lot: String, _ amount: String) -> (String, String?, String?) {
        (lot, amount, "LTR")
    }

    @Test func `a mill cannot make more flour than wheat went in`() throws {
        var world = try world()

        let refusal = try world.refusal(
            EventText.transformation([kg(fresh, "100")], [kg(dried, "100.000001")]),
            by: "processor")

        #expect(
            refusal
                == Refusal(
                    code: "balance.more_than_input",
                    place: "/epcisBody/eventList/0/outputQuantityList/0",
                    details: [
                        OutcomeDetail("lot", EventText.key(dried)),
                        OutcomeDetail("available", "100 kg"),
                        OutcomeDetail("asked", "100.000001 kg"),
                    ]))
        #expect(try world.account("processor", fresh).onHand == kilograms(1000))
        #expect(try world.lot(dried) == nil)
    }

    @Test func `all that went in may come out`() throws {
        var world = try world()

        try world.done(EventText.dry(fresh, 100, into: dried, 100), by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(100))
    }

    @Test func `by-products count together`() throws {
        var world = try world()

        let refusal = try world.refusal(
            EventText.transformation(
                [kg(fresh, "100")], [kg(dried, "60"), kg(stones, "41")]), by: "processor")

        #expect(refusal.code == RuleCode.moreThanInput.rawValue)
        #expect(refusal.details.suffix(2).map(\.value) == ["40 kg", "41 kg"])
    }

    @Test func `boxes beside the output do not hide its mass`() throws {
        var world = try world()
        let packs = EventText.lot("P1", of: "4880002")

        let refusal = try world.refusal(
            EventText.transformation(
                [kg(fresh, "100")], [(packs, "5", nil), kg(dried, "101")]), by: "processor")

        #expect(refusal.code == RuleCode.moreThanInput.rawValue)
    }

    @Test func `nobody can tell what pieces weigh, so they account for nothing`() throws {
        var world = try world()
        let both = [kg(fresh, "100"), (boxes, "10", nil)]

        try world.done(
            EventText.transformation(both, [kg(dried, "80"), kg(stones, "30")]), by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(80))
        #expect(try world.account("processor", stones).onHand == kilograms(30, unaccounted: 10))
    }

    @Test func `goods made of pieces alone are unaccounted, and packs made of them as they`() throws
    {
        var world = try world()
        let packs = EventText.lot("P1", of: "4880002")

        try world.done(
            EventText.transformation([(boxes, "10", nil)], [kg(dried, "1"), (packs, "20", nil)]),
            by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(1, unaccounted: 1))
        #expect(
            try world.account("processor", packs, .piece).onHand
                == Stock(amount: 20, unaccounted: 0))
    }

    @Test
    func `a pallet that goes in is a piece; what was on it is gone, and accounts for nothing`()
        throws
    {
        var world = try world()
        let pallet = EventText.pallet(7, of: "4880002")
        try world.done(
            EventText.object("ADD", "commissioning", items: [pallet]), by: "processor")
        try world.done(
            EventText.aggregation("ADD", "packing", parent: pallet, [kg(fresh, "100")]),
            by: "processor")

        try world.done(
            EventText.transformation([], [kg(dried, "10")], inputItems: [pallet]), by: "processor")

        #expect(try world.account("processor", fresh).onHand == kilograms(900))
        #expect(try world.account("processor", dried).onHand == kilograms(10, unaccounted: 10))
    }

    @Test func `an input of unknown amount leaves it open, and the output unaccounted`() throws {
        var world = try world()

        try world.done(
            EventText.transformation(
                [kg(fresh, "100"), (milk, nil, nil)], [kg(dried, "300")]), by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(300, unaccounted: 300))
    }

    @Test func `a litre that goes in weighs at most one and a half kilograms`() throws {
        var world = try world()
        var other = world

        try world.done(
            EventText.transformation([litres(milk, "100")], [kg(dried, "150")]), by: "processor")
        let refusal = try other.refusal(
            EventText.transformation(
                [litres(milk, "100"), kg(fresh, "10")], [kg(dried, "160.000001")]),
            by: "processor")

        #expect(refusal.details.first { $0.name == "available" }?.value == "160 kg")
    }

    @Test func `a litre that comes out weighs at least seven tenths`() throws {
        var world = try world()

        let refusal = try world.refusal(
            EventText.transformation(
                [kg(fresh, "100")], [kg(stones, "30"), litres(dried, "100.000001")]),
            by: "processor")
        try world.done(
            EventText.transformation(
                [kg(fresh, "100")], [kg(stones, "30"), litres(dried, "100")]), by: "processor")

        #expect(refusal.details.suffix(2).map(\.value) == ["100 l", "100.000001 l"])
    }

    @Test func `events with one transformation id are held against each other`() throws {
        var world = try world()
        let put = { (amount: String, id: String) in
            EventText.transformation([self.kg(fresh, amount)], [], joinedBy: self.id, id: id)
        }
        let make = { (amount: String, id: String) in
            EventText.transformation([], [self.kg(dried, amount)], joinedBy: self.id, id: id)
        }
        try world.done(put("100", "urn:uuid:1"), by: "processor")
        try world.done(make("80", "urn:uuid:2"), by: "processor")

        let refusal = try world.refusal(make("21", "urn:uuid:3"), by: "processor")
        try world.done(put("1", "urn:uuid:4"), by: "processor")
        try world.done(make("21", "urn:uuid:3"), by: "processor")

        #expect(refusal.details.suffix(2).map(\.value) == ["20 kg", "21 kg"])
        #expect(try world.account("processor", dried).onHand == kilograms(101))
    }

    @Test func `outputs that came before their inputs are unaccounted, and count`() throws {
        var world = try world()
        try world.done(
            EventText.transformation([], [kg(dried, "80")], joinedBy: id), by: "processor")
        try world.done(
            EventText.transformation([kg(fresh, "100")], [], joinedBy: id), by: "processor")

        let refusal = try world.refusal(
            EventText.transformation([], [kg(stones, "21")], joinedBy: id), by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(80, unaccounted: 80))
        #expect(refusal.details.suffix(2).map(\.value) == ["20 kg", "21 kg"])
    }

    @Test func `a transformation that began under older rules goes on under these`() throws {
        var world = try world(.first)
        try world.done(
            EventText.transformation([kg(fresh, "100")], [], joinedBy: id), by: "processor")
        try world.adopt(RuleVersion(2))

        let refusal = try world.refusal(
            EventText.transformation([], [kg(dried, "101")], joinedBy: id), by: "processor")

        #expect(refusal.details.suffix(2).map(\.value) == ["100 kg", "101 kg"])
    }

    @Test func `under version 1 more may come out than went in`() throws {
        var world = try world(.first)

        try world.done(EventText.dry(fresh, 100, into: dried, 101), by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(101))
    }

    @Test func `sums beyond what can be counted are refused`() throws {
        var world = try world()
        let large = "9000000000000"
        let sand = EventText.lot("Z1", of: "4880009")

        let refusal = try world.refusal(
            EventText.transformation(
                [kg(sand, large), kg(EventText.lot("Z2", of: "4880009"), large)],
                [kg(dried, "1")]), by: "processor")

        #expect(refusal.code == RuleCode.tooLarge.rawValue)
    }
}

/// The arithmetic by itself.
extension ConvertTests {
    @Test func `the largest amounts do not overflow`() {
        var tally = ConversionTally()
        let fits = [
            tally.putIn(.max, .milligram), tally.putIn(.max, .microlitre),
            tally.takeOut(1, .milligram),
        ]
        let isTooMuch = tally.putIn(1, .milligram)

        #expect(fits == [true, true, true] && !isTooMuch)
        #expect(ConversionRules().available(of: tally, in: .milligram) == .max)
        #expect(ConversionRules().available(of: tally, in: .piece) == nil)
    }

    @Test func `nothing becomes nothing`() {
        #expect(ConversionRules().available(of: ConversionTally(), in: .milligram) == 0)
    }

    @Test func `more out than in before the rule leaves nothing, not less`() {
        let tally = ConversionTally(
            inputs: .sum(.milligram, kilograms(1)), outputs: .sum(.milligram, kilograms(2)))

        #expect(ConversionRules().available(of: tally, in: .milligram) == 0)
    }
}
