import LedgerCore
import Testing
import Traceability

/// No land is two plots': Docs/Spec/MassBalance.md §13.5.
struct LandTests {
    private let apricot = CommodityCode("080910")!
    private static let origin = GeoPoint(longitude: 687_800_000, latitude: 385_300_000)
    private static let tajikistan = Territory(
        country: CountryCode("TJ")!,
        southWest: GeoPoint(longitude: 673_000_000, latitude: 366_000_000),
        northEast: GeoPoint(longitude: 752_000_000, latitude: 411_000_000))

    private func world() throws -> World {
        var world = try World()
        try world.adopt(RuleVersion(3))
        try world.govern([
            .setRulePack(
                RulePack(territory: Self.tajikistan), from: world.height.next.next)
        ])
        return world
    }

    /// A rectangle of units east and north of the origin; 10,000 units are 87 m and 111 m.
    private func rectangle(
        _ east: Int64, _ north: Int64, _ width: Int64, _ height: Int64
    ) -> PlotRing {
        let corners = [(0, 0), (width, 0), (width, height), (0, height)] as [(Int64, Int64)]
        return PlotRing(
            corners.map {
                GeoPoint(
                    longitude: Self.origin.longitude + east + $0.0,
                    latitude: Self.origin.latitude + north + $0.1)
            })
    }

    private func key(_ name: String) -> String { EventText.key(EventText.plot(name)) }

    /// A plot of the area that its outline has, unless another is declared.
    private func plot(
        _ name: String, _ ring: PlotRing?, squareMetres: UInt64? = nil
    ) -> GovernanceChange {
        .setPlot(
            key(name),
            PlotLeaf(
                owner: World.id("farm"), crop: apricot,
                squareMetres: squareMetres ?? ring?.squareMetres ?? 100, ring: ring))
    }

    private func cells(_ world: World) -> Int { world.state.count(of: .plotCell) }

    @Test func `a plot is found by every square that it reaches into`() throws {
        var world = try world()
        let field = rectangle(-5_000, 0, 30_000, 10_000)

        try world.govern([plot("B1", field)])

        #expect(try world.state.leaf(PlotLeaf.self, at: .plot(key("B1")))?.ring == field)
        #expect(cells(world) == 3)
        for cell in try #require(LandRules().cells(of: field.bounds)) {
            #expect(
                try world.state.leaf(PlotCellLeaf.self, at: .plotCell(cell))?.plots == [key("B1")])
        }
    }

    @Test func `land of another plot is refused, with the other and how much`() throws {
        var world = try world()
        try world.govern([plot("B1", rectangle(0, 0, 10_000, 10_000))])

        let refusal = try world.refusal(of: [plot("B2", rectangle(9_000, 0, 10_000, 10_000))])

        #expect(
            refusal
                == Refusal(
                    code: "plot.overlaps", place: "",
                    details: [
                        OutcomeDetail("plot", key("B2")), OutcomeDetail("other", key("B1")),
                        OutcomeDetail("overlap", "968 m²"), OutcomeDetail("allowed", "194 m²"),
                    ]))
        #expect(try world.state.leaf(PlotLeaf.self, at: .plot(key("B2"))) == nil)
    }

    @Test(arguments: [
        (Int64(10_000), true), (9_800, true), (9_799, false), (0, false), (-9_800, true),
        (-9_799, false),
    ])
    func `neighbours may disagree by 20 thousandths`(east: Int64, isDone: Bool) throws {
        var world = try world()
        try world.govern([plot("B1", rectangle(0, 0, 10_000, 10_000))])

        let judgement = try world.govern(inOneBlock: [
            [plot("B2", rectangle(east, 0, 10_000, 10_000))]
        ])[0]

        #expect((judgement == .done) == isDone)
    }

    @Test func `a small plot is not swallowed by a large one, nor the other way round`() throws {
        let (small, large) = (rectangle(4_000, 4_000, 100, 100), rectangle(0, 0, 10_000, 10_000))
        for (first, second) in [(small, large), (large, small)] {
            var world = try world()
            try world.govern([plot("B1", first)])

            let refusal = try world.refusal(of: [plot("B2", second)])

            #expect(refusal.code == "plot.overlaps")
        }
    }

    @Test func `slivers of many neighbours count together`() throws {
        var world = try world()
        try world.govern([
            plot("B1", rectangle(-9_850, 0, 10_000, 10_000)),
            plot("B2", rectangle(9_850, 0, 10_000, 10_000)),
        ])

        let refusal = try world.refusal(of: [plot("B3", rectangle(0, 0, 10_000, 10_000))])

        #expect(refusal.details[1].value.hasSuffix(" and others"))
        #expect(refusal.details[2].value == "291 m²")
    }

    @Test func `two proposals of one block do not both get the land`() throws {
        var world = try world()
        let field = rectangle(0, 0, 10_000, 10_000)

        let judgements = try world.govern(inOneBlock: [[plot("B1", field)], [plot("B2", field)]])

        #expect(judgements[0] == .done)
        #expect(judgements[1] != .done)
    }

    @Test func `a plot set again is held against the others alone`() throws {
        var world = try world()
        try world.govern([plot("B1", rectangle(0, 0, 10_000, 10_000))])

        try world.govern([plot("B1", rectangle(500, 0, 10_000, 10_000))])
        try world.govern([plot("B1", nil)])
        let left = cells(world)
        try world.govern([plot("B2", rectangle(0, 0, 10_000, 10_000))])

        #expect(left == 0)
        #expect(cells(world) == 1)
    }

    @Test func `what was moved away leaves its land, and a refused proposal leaves all`() throws {
        var world = try world()
        try world.govern([plot("B1", rectangle(0, 0, 10_000, 10_000))])
        let before = world.state

        _ = try world.refusal(of: [
            plot("B1", rectangle(100_000, 0, 10_000, 10_000)),
            plot("B2", rectangle(105_000, 0, 10_000, 10_000)),
        ])
        let (after, count) = (world.state.count, before.count)
        try world.govern([
            plot("B1", rectangle(100_000, 0, 10_000, 10_000)),
            plot("B2", rectangle(0, 0, 10_000, 10_000)),
        ])

        // Its id and hour are spent.
        #expect(after >= count && after <= count + 2)
        #expect(cells(world) == 2)
    }

    @Test func `the area is that of the outline within 50 thousandths`() throws {
        var world = try world()
        let field = rectangle(0, 0, 10_000, 10_000)
        let measured = field.squareMetres
        let most = measured + measured * 50 / 1000

        try world.govern([plot("B1", field, squareMetres: most)])
        let refusal = try world.refusal(of: [plot("B1", field, squareMetres: most + 1)])
        let less = try world.refusal(of: [plot("B1", field, squareMetres: measured / 10)])

        #expect(
            refusal
                == RuleRefusal.areaDiffers(
                    plot: key("B1"), declared: most + 1, measured: measured, thousandths: 50
                ).refusal())
        #expect(less.code == "plot.area_differs")
    }

    @Test func `swapped coordinates are told from a plot abroad`() throws {
        var world = try world()
        let field = rectangle(0, 0, 10_000, 10_000)
        let swapped = PlotRing(
            field.points.map { GeoPoint(longitude: $0.latitude, latitude: $0.longitude) })
        let abroad = rectangle(100_000_000, 0, 10_000, 10_000)

        let refusals = try [swapped, abroad].map { try world.refusal(of: [plot("B1", $0)]) }

        #expect(refusals.map(\.code) == ["plot.swapped_coordinates", "plot.outside_territory"])
        #expect(
            refusals[0].details
                == [
                    OutcomeDetail("plot", key("B1")), OutcomeDetail("longitude", "38.53°"),
                    OutcomeDetail("latitude", "68.78°"), OutcomeDetail("territory", "TJ"),
                ])
    }

    @Test func `an outline that is none is refused, once the administrators have approved`() throws
    {
        var world = try world()
        let bow = PlotRing(
            [(0, 0), (9_000, 9_000), (9_000, 0), (0, 9_000)].map {
                GeoPoint(
                    longitude: Self.origin.longitude + $0.0,
                    latitude: Self.origin.latitude + $0.1)
            })
        let unapproved = try world.proposal([plot("B1", bow)], approvedBy: 0)

        let refusal = try world.refusal(of: [plot("B1", bow)])
        let judgement = try world.execute(unapproved, by: "regulator")

        #expect(
            refusal
                == RuleRefusal.outlineUnsound(plot: key("B1"), reason: "side 3 meets side 1")
                .refusal())
        #expect(judgement == .refused(RuleRefusal.quorumMissing(have: 0, need: 1).refusal()))
        #expect(plot("B1", bow).fault == nil)
    }

    @Test func `what is too wide for the grid, or lies among too many, is refused`() throws {
        var world = try world()
        world.book = RuleBook([
            .first: Rules(),
            RuleVersion(3): Rules(land: LandRules(cellsMax: 2, cellPlotsMax: 2, neighboursMax: 2)),
        ])
        try world.govern([
            plot("B1", rectangle(0, 0, 100, 100)), plot("B2", rectangle(200, 0, 100, 100)),
        ])

        let crowd = try world.refusal(of: [plot("B3", rectangle(400, 0, 100, 100))])
        let wide = try world.refusal(of: [plot("B3", rectangle(30_000, 0, 60_000, 100))])

        #expect([crowd, wide].map(\.code) == ["plot.outline_unsound", "plot.outline_unsound"])
        #expect(
            crowd.details[1].value == "more plots lie around it than the ledger holds it against")
    }

    @Test func `rules of before judge no outlines`() throws {
        var world = try World()
        try world.adopt(RuleVersion(2))

        let refusal = try world.refusal(of: [plot("B1", rectangle(0, 0, 10_000, 10_000))])

        #expect(refusal.code == "content.not_governance")
    }

    @Test(arguments: [true, false])
    func `where outlines are needed, what grew without one is unaccounted`(isNeeded: Bool) throws {
        var world = try world()
        let field = rectangle(0, 0, 10_000, 10_000)
        let territory = Territory(
            country: CountryCode("TJ")!, southWest: Self.tajikistan.southWest,
            northEast: Self.tajikistan.northEast, needsOutlines: isNeeded)
        let ceiling = CropCeiling(crop: apricot, gramsPerSquareMetre: 2_500)
        try world.govern([
            plot("B1", field), plot("B2", nil),
            .setRulePack(
                RulePack(ceilings: [ceiling], territory: territory), from: world.height.next.next),
        ])
        let lots = ["A1", "A2", "A3"].map { EventText.lot($0) }
        let both = EventText.grown(onShares: [
            (EventText.plot("B1"), "0.5"), (EventText.plot("B2"), "0.5"),
        ])

        for (lot, plots) in zip(
            lots,
            [
                EventText.grown(on: "\"\(EventText.plot("B1"))\""),
                EventText.grown(on: "\"\(EventText.plot("B2"))\""), both,
            ])
        {
            try world.done(EventText.harvest(lot, 100, extra: plots), by: "farm")
        }

        let unaccounted = try lots.map { try world.account("farm", $0).onHand.unaccounted }
        #expect(unaccounted == (isNeeded ? [0, 100_000_000, 100_000_000] : [0, 0, 0]))
        #expect(
            try world.harvested(EventText.plot("B1"), "080910", 2026)
                == (isNeeded ? 100_000_000 : 150_000_000))
    }

    @Test func `a file tells what an outline is held against`() throws {
        var world = try world()
        try world.govern([plot("B1", rectangle(0, 0, 10_000, 10_000))])
        let changes = [
            plot("B2", rectangle(10_000, 0, 10_000, 10_000)),
            plot("B2", rectangle(5_000, 0, 10_000, 10_000)),
            plot("B2", rectangle(100_000_000, 0, 10_000, 10_000)),
            plot("B1", rectangle(5_000, 0, 10_000, 10_000)),
        ]

        let codes = try changes.map { change in
            let file = try ProposalFile(
                [change], validUntil: nil, on: world.genesis.chainID, height: world.height,
                state: world.state)
            return try ProposalFile(decoding: file.encoded()).preview().refusal?.code
        }

        #expect(codes == [nil, .overlaps, .outsideTerritory, nil])
    }

    /// Land that is registered plot by plot is never more than there is, by more than the tolerance.
    @Test func `no registration multiplies land`() throws {
        var world = try world()
        var random = SeededRandom(seed: 23)
        var registered: UInt64 = 0
        for index in 0..<120 {
            let ring = rectangle(
                random.next(below: 40_000), random.next(below: 40_000),
                2_000 + random.next(below: 8_000), 2_000 + random.next(below: 8_000))
            let judgement = try world.govern(inOneBlock: [[plot("B\(index)", ring)]])[0]
            if judgement == .done { registered += ring.squareMetres }
        }

        let all = rectangle(0, 0, 50_000, 50_000).squareMetres
        #expect(registered < all * 1000 / 980)
        #expect(registered > all / 4)
    }
}
