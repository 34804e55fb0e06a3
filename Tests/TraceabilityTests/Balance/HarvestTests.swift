import LedgerCore
import Testing
import Traceability

/// No more is harvested than land can bear: Docs/Spec/MassBalance.md §13.2.
struct HarvestTests {
    private static let apricot = "080910"
    private static let onion = "070310"
    private let lot = EventText.lot("A1")
    private let orchard = EventText.plot("B1")
    private let field = EventText.plot("B2")
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000001"

    /// The farm has an orchard and a field of 100 m², which bear 2,500 g of apricots and 6,000 g of
    /// onions a square metre: 250 kg and 600 kg.
    private func world(
        _ version: RuleVersion = RuleVersion(2), firstMonth: UInt64 = 1
    ) throws -> World {
        var world = try World()
        if version != .first { try world.adopt(version) }
        try world.register(orchard, of: "farm", Self.apricot, squareMetres: 100)
        try world.register(field, of: "farm", Self.onion, squareMetres: 100)
        try world.limit([ceiling(Self.apricot, 2500, firstMonth), ceiling(Self.onion, 6000)])
        return world
    }

    private func ceiling(_ crop: String, _ grams: UInt64, _ firstMonth: UInt64 = 1) -> CropCeiling {
        CropCeiling(
            crop: CommodityCode(crop)!, gramsPerSquareMetre: grams, firstMonth: firstMonth)
    }

    private func harvest(
        _ kilograms: String, on plot: String, after milliseconds: Int64 = 0, id: String? = nil,
        unit: String = "KGM", extra: String = ""
    ) -> String {
        EventText.object(
            "ADD", EventText.harvestStep, [(lot, kilograms, unit)], id: id, after: milliseconds,
            extra: EventText.grown(on: "\"\(plot)\"") + extra)
    }

    private func onHand(_ world: World) throws -> Stock {
        try world.account("farm", lot).onHand
    }

    @Test func `a farm cannot harvest more than its land bears`() throws {
        var world = try world()
        try world.done(harvest("200", on: orchard), by: "farm")

        let refusal = try world.refusal(harvest("50.000001", on: orchard), by: "farm")

        #expect(
            refusal
                == Refusal(
                    code: "harvest.above_ceiling",
                    place: "/epcisBody/eventList/0/quantityList/0",
                    details: [
                        OutcomeDetail("lot", EventText.key(lot)),
                        OutcomeDetail("plot", EventText.key(orchard)),
                        OutcomeDetail("crop", "080910"), OutcomeDetail("season", "2026"),
                        OutcomeDetail("area", "100 m²"), OutcomeDetail("harvested", "200 kg"),
                        OutcomeDetail("asked", "50.000001 kg"),
                        OutcomeDetail("ceiling", "250 kg"), OutcomeDetail("available", "50 kg"),
                    ]))
        #expect(try onHand(world) == kilograms(200))
        #expect(try world.harvested(orchard, Self.apricot, 2026) == 200_000_000)
    }

    @Test func `all that it bears may be harvested, and is accounted`() throws {
        var world = try world()

        try world.done(harvest("200", on: orchard), by: "farm")
        try world.done(harvest("50", on: orchard), by: "farm")

        #expect(try onHand(world) == kilograms(250))
    }

    @Test func `a harvest of several plots counts against each by its share`() throws {
        var world = try world()
        let shares = EventText.grown(onShares: [(orchard, "0.25"), (field, "0.75")])

        try world.done(EventText.harvest(lot, 800, extra: shares), by: "farm")
        let refusal = try world.refusal(EventText.harvest(lot, 240, extra: shares), by: "farm")

        #expect(try world.harvested(orchard, Self.apricot, 2026) == 200_000_000)
        #expect(try world.harvested(field, Self.onion, 2026) == 600_000_000)
        #expect(try onHand(world) == kilograms(800))
        // 60 kg are too many for the orchard, which is the first that is judged.
        #expect(refusal.details.first { $0.name == "asked" }?.value == "60 kg")
        #expect(try world.harvested(orchard, Self.apricot, 2026) == 200_000_000)
    }

    @Test func `the parts of a harvest add up to it`() throws {
        var world = try world()
        let shares = EventText.grown(onShares: [(orchard, "0.333333"), (field, "0.666667")])

        try world.done(
            EventText.object(
                "ADD", EventText.harvestStep, [(lot, "100", "MGM")], extra: shares), by: "farm")

        #expect(try world.harvested(orchard, Self.apricot, 2026) == 33)
        #expect(try world.harvested(field, Self.onion, 2026) == 67)
    }

    @Test func `a harvest that names no plot stands, and is unaccounted`() throws {
        var world = try world()

        try world.done(EventText.harvest(lot, 1000), by: "farm")

        #expect(try onHand(world) == kilograms(1000, unaccounted: 1000))
        #expect(try world.lot(lot)?.isCounted == true)
    }

    @Test func `what a plot is called in a URN and in a link is one plot`() throws {
        var world = try world()

        try world.done(
            harvest("250", on: "https://id.gs1.org" + EventText.key(orchard)), by: "farm")

        #expect(try world.harvested(orchard, Self.apricot, 2026) == 250_000_000)
    }

    @Test func `a plot that nobody registered is refused`() throws {
        var world = try world()
        let unknown = EventText.plot("B9")

        let refusal = try world.refusal(harvest("1", on: unknown), by: "farm")

        #expect(refusal.code == RuleCode.unknownPlot.rawValue)
        #expect(refusal.details == [OutcomeDetail("plot", EventText.key(unknown))])
    }

    @Test func `a plot of another member is refused`() throws {
        var world = try world()
        try world.register(orchard, of: "processor", Self.apricot, squareMetres: 100)

        let refusal = try world.refusal(harvest("1", on: orchard), by: "farm")

        #expect(refusal.code == RuleCode.foreignPlot.rawValue)
        #expect(refusal.details.last == OutcomeDetail("owner", "processor"))
    }

    @Test(arguments: [
        ("[]", "there are 0, and 1 to 16 are allowed"),
        ("7", "one is no identifier"), ("\"plot\"", "one is no identifier"),
        ("[\"urn:epc:id:sgln:4880001.00000.B1\"]", "each has an id and a share above 0"),
        ("[{\"id\":\"urn:epc:id:sgln:4880001.00000.B1\",\"share\":0.9}]", "are not 1 together"),
        ("[{\"id\":\"urn:epc:id:sgln:4880001.00000.B1\",\"share\":-1}]", "a share above 0"),
        ("[{\"id\":\"urn:epc:id:sgln:4880001.00000.B1\",\"share\":1e9}]", "a share above 0"),
        (
            "[{\"id\":\"urn:epc:id:sgln:4880001.00000.B1\",\"share\":0.5000001}]",
            "at most six digits"
        ),
        (
            "[{\"id\":\"urn:epc:id:sgln:4880001.00000.B1\",\"share\":0.5},"
                + "{\"id\":\"https://id.gs1.org\(EventText.key(EventText.plot("B1")))\",\"share\":0.5}]",
            "one is named twice"
        ),
    ])
    func `plots that cannot be counted against are refused`(plots: String, why: String) throws {
        var world = try world()

        let refusal = try world.refusal(
            EventText.harvest(lot, 1, extra: EventText.grown(on: plots)), by: "farm")

        #expect(refusal.code == RuleCode.plotShares.rawValue)
        #expect(refusal.details[0].value.contains(why), "\(refusal.details)")
    }

    @Test func `an error declaration gives its part of the ceiling back`() throws {
        var world = try world()
        try world.done(harvest("200", on: orchard, id: id), by: "farm")
        #expect(
            try world.refusal(harvest("100", on: orchard), by: "farm").code
                == RuleCode.aboveCeiling.rawValue)

        try world.done(
            harvest("200", on: orchard, id: id, extra: EventText.declaration), by: "farm")

        #expect(try world.harvested(orchard, Self.apricot, 2026) == 0)
        try world.done(harvest("100", on: orchard), by: "farm")
        #expect(try onHand(world) == kilograms(100))
    }

    @Test func `what was sold is not given back`() throws {
        var world = try world()
        try world.done(harvest("200", on: orchard, id: id), by: "farm")
        try world.done(EventText.ship(lot, 1, to: EventText.processorParty), by: "farm")

        let refusal = try world.refusal(
            harvest("200", on: orchard, id: id, extra: EventText.declaration), by: "farm")

        #expect(refusal.code == RuleCode.alreadySpent.rawValue)
        #expect(try world.harvested(orchard, Self.apricot, 2026) == 200_000_000)
    }

    @Test func `a declaration gives back what the event had counted, whatever plots it names`()
        throws
    {
        var world = try world()
        try world.done(harvest("200", on: orchard, id: id), by: "farm")

        try world.done(harvest("200", on: field, id: id, extra: EventText.declaration), by: "farm")

        #expect(try world.harvested(orchard, Self.apricot, 2026) == 0)
        #expect(try world.harvested(field, Self.onion, 2026) == 0)
    }

    @Test func `what is counted in pieces and not weighed is unaccounted`() throws {
        var world = try world()
        let melons = EventText.object(
            "ADD", EventText.harvestStep, [(lot, "9000", nil)],
            extra: EventText.grown(on: "\"\(field)\""))

        try world.done(melons, by: "farm")

        #expect(
            try world.account("farm", lot, .piece).onHand == Stock(amount: 9000, unaccounted: 9000))
    }

    @Test func `litres do not go around the ceiling`() throws {
        var world = try world()

        // A litre weighs at most 1.5 kg.
        let refusal = try world.refusal(harvest("167", on: orchard, unit: "LTR"), by: "farm")
        try world.done(harvest("166", on: orchard, unit: "LTR"), by: "farm")

        #expect(refusal.details.first { $0.name == "asked" }?.value == "250.5 kg")
        #expect(try world.harvested(orchard, Self.apricot, 2026) == 249_000_000)
    }

    @Test func `each lot of an event counts`() throws {
        var world = try world()
        let second = EventText.lot("A2")

        let refusal = try world.refusal(
            EventText.object(
                "ADD", EventText.harvestStep, [(lot, "200", "KGM"), (second, "51", "KGM")],
                extra: EventText.grown(on: "\"\(orchard)\"")), by: "farm")

        #expect(refusal.place == "/epcisBody/eventList/0/quantityList/1")
        #expect(try world.harvested(orchard, Self.apricot, 2026) == 0)
    }
}

/// Seasons and rule packs.
extension HarvestTests {
    private static let day = 24 * World.hour

    @Test(arguments: [(UInt64(9), "2026"), (UInt64(10), "2025")])
    func `a season is named by the year it begins in`(firstMonth: UInt64, season: String) throws {
        // Events of the tests are of 21 September 2026.
        var world = try world(firstMonth: firstMonth)

        let refusal = try world.refusal(harvest("251", on: orchard), by: "farm")

        #expect(refusal.details.first { $0.name == "season" }?.value == season)
    }

    @Test func `the next season has a ceiling of its own`() throws {
        var world = try world(firstMonth: 10)
        try world.done(harvest("250", on: orchard), by: "farm")
        world.time = world.time.advanced(byMilliseconds: 30 * Self.day)

        try world.done(harvest("250", on: orchard, after: 30 * Self.day), by: "farm")
        let refusal = try world.refusal(harvest("1", on: orchard, after: 5 * Self.day), by: "farm")

        #expect(try world.harvested(orchard, Self.apricot, 2025) == 250_000_000)
        #expect(try world.harvested(orchard, Self.apricot, 2026) == 250_000_000)
        #expect(refusal.details.first { $0.name == "season" }?.value == "2025")
    }

    @Test func `a record of ninety days ago counts, and an older one is unaccounted`() throws {
        var world = try world()
        world.time = Timestamp(milliseconds: EventText.time.milliseconds + 90 * Self.day)

        try world.done(harvest("100", on: orchard), by: "farm")
        world.time = Timestamp(milliseconds: EventText.time.milliseconds + 90 * Self.day + 1)
        try world.done(harvest("900", on: orchard), by: "farm")

        #expect(try onHand(world) == kilograms(1000, unaccounted: 900))
        #expect(try world.harvested(orchard, Self.apricot, 2026) == 100_000_000)
    }

    @Test func `without a rule pack nothing is asked of a harvest`() throws {
        var world = try World()
        try world.adopt(RuleVersion(2))

        try world.done(harvest("100000", on: EventText.plot("B9")), by: "farm")

        #expect(try onHand(world) == kilograms(100_000))
    }

    @Test func `under version 1 nothing is asked of a harvest`() throws {
        var world = try world(.first)

        try world.done(harvest("100000", on: orchard), by: "farm")

        #expect(try onHand(world) == kilograms(100_000))
        #expect(try world.harvested(orchard, Self.apricot, 2026) == 0)
    }

    @Test func `a crop without a ceiling is counted and not limited`() throws {
        var world = try world()
        let hives = EventText.plot("B3")
        try world.register(hives, of: "farm", "040900", squareMetres: 1)

        try world.done(harvest("100000", on: hives), by: "farm")

        #expect(try onHand(world) == kilograms(100_000))
        #expect(try world.harvested(hives, "040900", 2026) == 100_000_000_000)
    }

    @Test func `a plot that is no more bears nothing`() throws {
        var world = try world()
        try world.register(orchard, of: "farm", Self.apricot, squareMetres: 0)

        let refusal = try world.refusal(harvest("1", on: orchard), by: "farm")

        #expect(refusal.code == RuleCode.aboveCeiling.rawValue)
    }

    @Test func `a lower ceiling takes nothing back, and lets nothing more through`() throws {
        var world = try world()
        try world.done(harvest("200", on: orchard), by: "farm")
        try world.limit([ceiling(Self.apricot, 1000)])

        let refusal = try world.refusal(harvest("1", on: orchard), by: "farm")

        #expect(try onHand(world) == kilograms(200))
        #expect(refusal.details.last == OutcomeDetail("available", "0 kg"))
    }

    @Test func `what a plot was planted with before keeps its own sum`() throws {
        var world = try world()
        try world.done(harvest("250", on: orchard), by: "farm")
        try world.register(orchard, of: "farm", Self.onion, squareMetres: 100)

        try world.done(harvest("600", on: orchard), by: "farm")

        #expect(try world.harvested(orchard, Self.apricot, 2026) == 250_000_000)
        #expect(try world.harvested(orchard, Self.onion, 2026) == 600_000_000)
    }
}
