import LedgerCore
import Testing
import Traceability

/// What comes of goods lies in a range: Docs/Spec/MassBalance.md §13.3.
struct YieldTests {
    private static let apricot = "080910"
    private static let driedApricot = "081310"
    private static let stone = "121299"

    private let fresh = EventText.lot("A1")
    private let dried = EventText.lot("D1", of: "4880002")
    private let stones = EventText.lot("S1", of: "4880002", item: "054321")
    private let packs = EventText.lot("P1", of: "4880002", item: "054322")
    private let unknown = EventText.lot("U1", of: "4880002", item: "054323")
    private let id = "urn:epc:id:gdti:4880002.12345.T1"

    private static func range(
        _ output: String, _ input: String, _ least: UInt64, _ most: UInt64
    ) -> YieldRange {
        YieldRange(
            of: CommodityCode(output)!, from: CommodityCode(input)!, least: least, most: most)
    }

    /// The processor has 1,000 kg of fresh apricots, of which 170 to 360 ‰ dry and 40 to 100 ‰ are
    /// stones; a pack of dried apricots holds 5 kg.
    private func world(_ version: RuleVersion = RuleVersion(2)) throws -> World {
        var world = try World()
        if version != .first { try world.adopt(version) }
        try world.describe(fresh, Self.apricot)
        try world.describe(dried, Self.driedApricot)
        try world.describe(stones, Self.stone)
        try world.describe(packs, Self.driedApricot, net: 5_000_000)
        try world.limit(
            [],
            [
                Self.range(Self.driedApricot, Self.apricot, 170, 360),
                Self.range(Self.stone, Self.apricot, 40, 100),
            ])
        try world.done(EventText.harvest(fresh, 1000), by: "farm")
        try world.done(EventText.ship(fresh, 1000, to: EventText.processorParty), by: "farm")
        try world.done(EventText.receive(fresh, 1000), by: "processor")
        return world
    }

    private func kg(_ lot: String, _ amount: String) -> (String, String?, String?) {
        (lot, amount, "KGM")
    }

    @Test func `no more dries than fresh apricots can give`() throws {
        var world = try world()

        let refusal = try world.refusal(
            EventText.transformation([kg(fresh, "100")], [kg(dried, "36.000001")]),
            by: "processor")
        try world.done(EventText.dry(fresh, 100, into: dried, 36), by: "processor")

        #expect(
            refusal
                == Refusal(
                    code: "yield.out_of_range",
                    place: "/epcisBody/eventList/0/outputQuantityList/0",
                    details: [
                        OutcomeDetail("lot", EventText.key(dried)),
                        OutcomeDetail("from", "080910"), OutcomeDetail("to", "081310"),
                        OutcomeDetail("input", "100 kg"), OutcomeDetail("output", "36.000001 kg"),
                        OutcomeDetail("least", "17 kg"), OutcomeDetail("most", "36 kg"),
                    ]))
        #expect(try world.account("processor", dried).onHand == kilograms(36))
    }

    @Test func `what became of the rest is asked where too little comes out`() throws {
        var world = try world()

        let refusal = try world.refusal(
            EventText.transformation([kg(fresh, "100")], [kg(dried, "16.999999")]),
            by: "processor")
        try world.done(EventText.dry(fresh, 100, into: dried, 17), by: "processor")

        #expect(refusal.code == RuleCode.outOfRange.rawValue)
        #expect(refusal.place == "/epcisBody/eventList/0/outputQuantityList")
        #expect(refusal.details.first { $0.name == "output" }?.value == "16.999999 kg")
        #expect(try world.account("processor", fresh).onHand == kilograms(900))
    }

    @Test func `every by-product has its own range`() throws {
        var world = try world()

        let refusal = try world.refusal(
            EventText.transformation([kg(fresh, "100")], [kg(dried, "36"), kg(stones, "11")]),
            by: "processor")
        try world.done(
            EventText.transformation([kg(fresh, "100")], [kg(dried, "36"), kg(stones, "10")]),
            by: "processor")

        #expect(refusal.place == "/epcisBody/eventList/0/outputQuantityList/1")
        #expect(refusal.details.first { $0.name == "to" }?.value == Self.stone)
    }

    @Test func `a pack counts by what it holds`() throws {
        var world = try world()

        let refusal = try world.refusal(
            EventText.transformation([kg(fresh, "100")], [(packs, "8", nil)]), by: "processor")
        try world.done(
            EventText.transformation([kg(fresh, "100")], [(packs, "7", nil)]), by: "processor")

        #expect(refusal.details.first { $0.name == "output" }?.value == "40 kg")
        #expect(
            try world.account("processor", packs, .piece).onHand
                == Stock(amount: 7, unaccounted: 0))
    }

    @Test func `packs are opened for what they hold, and no more`() throws {
        var world = try world()
        try world.done(
            EventText.transformation([kg(fresh, "100")], [(packs, "7", nil)]), by: "processor")
        var other = world

        try world.done(
            EventText.transformation([(packs, "7", nil)], [kg(dried, "35")]), by: "processor")
        let refusal = try other.refusal(
            EventText.transformation([(packs, "7", nil)], [kg(dried, "35.000001")]),
            by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(35))
        #expect(refusal.code == RuleCode.moreThanInput.rawValue)
    }

    @Test func `no more packs are filled than there are goods`() throws {
        var world = try World()
        try world.adopt(RuleVersion(2))
        try world.describe(packs, Self.driedApricot, net: 5_000_000)
        try world.done(EventText.harvest(fresh, 100), by: "farm")
        try world.done(EventText.ship(fresh, 100, to: EventText.processorParty), by: "farm")
        try world.done(EventText.receive(fresh, 100), by: "processor")

        let refusal = try world.refusal(
            EventText.transformation([kg(fresh, "99")], [(packs, "20", nil)]), by: "processor")

        #expect(refusal.code == RuleCode.moreThanInput.rawValue)
        #expect(refusal.details.suffix(2).map(\.value) == ["19 pieces", "20 pieces"])
    }

    @Test func `goods that nobody registered account for nothing that the table limits`() throws {
        var world = try world()
        let strange = EventText.lot("Z1", item: "077777")
        try world.done(EventText.harvest(strange, 100), by: "farm")
        try world.done(EventText.ship(strange, 100, to: EventText.processorParty), by: "farm")
        try world.done(EventText.receive(strange, 100), by: "processor")

        try world.done(
            EventText.transformation([kg(fresh, "100"), kg(strange, "100")], [kg(dried, "50")]),
            by: "processor")
        try world.done(
            EventText.transformation([kg(fresh, "100")], [kg(unknown, "30")]), by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(50, unaccounted: 14))
        #expect(try world.account("processor", unknown).onHand == kilograms(30, unaccounted: 30))
    }

    @Test func `what the table does not make of anything is not made of something else`() throws {
        var world = try world()
        try world.done(
            EventText.transformation([kg(fresh, "100")], [kg(stones, "10")]), by: "processor")

        let refusal = try world.refusal(EventText.dry(stones, 10, into: dried, 1), by: "processor")

        #expect(refusal.details.first { $0.name == "most" }?.value == "0 kg")
    }

    @Test func `sorting may lose anything and add nothing`() throws {
        var world = try world()
        let second = EventText.lot("A2", of: "4880002", item: "054324")
        try world.describe(second, Self.apricot)

        try world.done(EventText.dry(fresh, 100, into: second, 1), by: "processor")

        #expect(try world.account("processor", second).onHand == kilograms(1))
    }

    @Test func `a transformation of several events is judged as it goes, and at its end`() throws {
        var world = try world()
        let put = { (amount: String, name: String) in
            EventText.transformation([self.kg(fresh, amount)], [], joinedBy: id, id: name)
        }
        let make = { (amount: String, name: String, extra: String) in
            EventText.transformation(
                [], [self.kg(dried, amount)], joinedBy: id, id: name, extra: extra)
        }
        let complete = ",\"disposition\":\"https://daftar.tj/voc/Disp-complete\""
        try world.done(put("100", "urn:uuid:1"), by: "processor")
        try world.done(make("10", "urn:uuid:2", ""), by: "processor")

        let tooMuch = try world.refusal(make("27", "urn:uuid:3", ""), by: "processor")
        let tooLittle = try world.refusal(make("6", "urn:uuid:3", complete), by: "processor")
        try world.done(make("26", "urn:uuid:3", complete), by: "processor")

        #expect(tooMuch.details.first { $0.name == "output" }?.value == "37 kg")
        #expect(tooLittle.details.first { $0.name == "output" }?.value == "16 kg")
        #expect(try world.account("processor", dried).onHand == kilograms(36))
    }

    @Test func `outputs before their inputs are unaccounted, and count`() throws {
        var world = try world()
        try world.done(
            EventText.transformation([], [kg(dried, "30")], joinedBy: id), by: "processor")
        try world.done(
            EventText.transformation([kg(fresh, "100")], [], joinedBy: id), by: "processor")

        let refusal = try world.refusal(
            EventText.transformation([], [kg(dried, "7")], joinedBy: id), by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(30, unaccounted: 30))
        #expect(refusal.details.first { $0.name == "output" }?.value == "37 kg")
    }

    @Test func `litres weigh most where they go in, and least where they come out`() throws {
        var world = try world()
        let juice = EventText.lot("J1", item: "077778")
        try world.describe(juice, Self.apricot)
        try world.done(
            EventText.object("ADD", EventText.harvestStep, [(juice, "100", "LTR")]), by: "farm")
        try world.done(
            EventText.object(
                "OBSERVE", "shipping", [(juice, "100", "LTR")], to: EventText.processorParty),
            by: "farm")
        try world.done(
            EventText.object("OBSERVE", "receiving", [(juice, "100", "LTR")]), by: "processor")

        let refusal = try world.refusal(
            EventText.transformation([(juice, "100", "LTR")], [kg(dried, "54.000001")]),
            by: "processor")

        // 100 l weigh at most 150 kg, of which 360 ‰ dry.
        #expect(refusal.details.last == OutcomeDetail("most", "54 kg"))
    }

    @Test func `under version 1 nothing is asked of a yield`() throws {
        var world = try world(.first)

        try world.done(EventText.dry(fresh, 100, into: dried, 100), by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(100))
    }

    @Test func `a lot is harvested from plots of its own crop`() throws {
        var world = try world()
        let orchard = EventText.plot("B1")
        let crop = CommodityCode(Self.apricot)!
        try world.register(orchard, of: "farm", Self.apricot, squareMetres: 100)
        try world.limit([CropCeiling(crop: crop, gramsPerSquareMetre: 2500)])
        let other = EventText.lot("D2", item: "077779")
        try world.describe(other, Self.driedApricot)
        let grown = EventText.grown(on: "\"\(orchard)\"")

        let refusal = try world.refusal(
            EventText.harvest(other, 1, extra: grown), by: "farm")
        try world.done(EventText.harvest(EventText.lot("A9"), 1, extra: grown), by: "farm")

        #expect(refusal.code == RuleCode.otherCrop.rawValue)
        #expect(
            refusal.details == [
                OutcomeDetail("lot", EventText.key(other)), OutcomeDetail("commodity", "081310"),
                OutcomeDetail("plot", EventText.key(orchard)), OutcomeDetail("crop", "080910"),
            ])
    }
}
