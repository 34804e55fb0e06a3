import LedgerCore
import Query
import Season
import Testing

/// What holds for every rule of the screen.
struct ScreenTests {
    @Test(arguments: AlertCode.allCases)
    func `a world made for a code raises it once, with its events, and no other`(code: AlertCode)
        throws
    {
        let world = try AlertCode.world()

        try code.commit(in: world)

        let alerts = try world.alerts()
        #expect(alerts.map(\.code) == [code])
        #expect(alerts.allSatisfy { !$0.eventIDs.isEmpty && $0.eventCount >= $0.eventIDs.count })
        #expect(alerts.allSatisfy { !$0.members.isEmpty && !$0.numbers.isEmpty })
        #expect(alerts.flatMap(\.numbers).allSatisfy { $0.observed != $0.threshold })
    }

    @Test(arguments: AlertCode.allCases, [1])
    func `honest trade beside it changes no alert and raises none`(code: AlertCode, seed: Int)
        throws
    {
        let world = try AlertCode.world()
        try code.commit(in: world)
        let before = try world.alerts()

        try AlertCode.honestTrade(in: world, seed: seed)

        #expect(try world.alerts() == before)
    }

    @Test func `honest trade alone is silent`() throws {
        let world = try AlertCode.world()

        for seed in 3..<6 { try AlertCode.honestTrade(in: world, seed: seed) }

        #expect(try world.alerts() == [])
    }

    @Test(arguments: [DemoSeason.defaultSeed, 1])
    func `the season of the demo raises nothing, and its oddity one alert`(seed: UInt64) throws {
        let season = DemoSeason(seed: seed)
        let world = try QueryWorld(
            members: season.members.map { member in
                let scope = member.prefix.map {
                    MemberScope(
                        companyPrefixes: [$0.digits],
                        locationNumbers: [$0.gln(place: 0), $0.gln(place: 1)])
                }
                return (member.id, member.role.rawValue, scope ?? .nothing)
            })

        let now = Int(QueryWorld.start.milliseconds / 1_000)
        for documents in [season.documents, season.trial(at: now).honest] {
            for wave in Dictionary(grouping: documents, by: \.wave).sorted(by: {
                $0.key < $1.key
            }) {
                let outcomes = try world.commit(
                    wave.value.map { try world.sign($0.bytes, by: $0.member) })
                try #require(
                    outcomes.allSatisfy { $0.judgement == .done },
                    "\(outcomes.filter { $0.judgement != .done }.prefix(3))")
            }
        }

        #expect(
            try world.alerts().map { "\($0.code) \($0.members) \($0.place ?? "") \($0.numbers)" }
                == [])

        let odd = try #require(season.oddity(at: now))
        try world.commit([world.sign(odd.bytes, by: odd.member)])

        #expect(try world.alerts().map(\.code.rawValue) == [DemoSeason.oddityCode])
    }

    @Test func `an index that was made anew raises the same alerts`() throws {
        let world = try AlertCode.world()
        for code in AlertCode.allCases where code != .phantomAmount { try code.commit(in: world) }
        let before = try world.alerts()

        try world.index.rebuild()

        #expect(try world.alerts() == before)
        #expect(before.count > 3)
    }

    @Test func `only the newest of a code are kept, and the rest is counted`() throws {
        let world = try AlertCode.world()
        for lot in 0..<3 {
            try world.record(EventText.on(0, EventText.harvest("S\(lot)")), by: "farm")
            try world.record(
                EventText.on(400, EventText.ship("S\(lot)", kilograms: 100, to: "exporter")),
                by: "farm")
        }
        var settings = ScreenSettings()
        settings.alertsMax = 2

        let screen = try world.index.read { try $0.screen(settings) }

        #expect(screen.alerts.flatMap(\.lots) == ["S2", "S1"].map(EventText.lotKey))
        #expect(screen.omitted == [.dormantLot: 1])
        #expect(screen.height == world.index.height)
    }

    @Test func `what was declared an error raises nothing any more`() throws {
        let world = try AlertCode.world()
        try world.record(EventText.on(0, EventText.harvest("S")), by: "farm")
        let ship = { (extra: String) in
            EventText.on(
                400,
                EventText.event(
                    "ObjectEvent", id: "urn:uuid:s", at: 0,
                    """
                    ,"action":"OBSERVE","bizStep":"shipping","quantityList":[{"epcClass":\
                    "\(EventText.lot("S"))","quantity":5,"uom":"KGM"}]\(extra)
                    """))
        }
        try world.record(ship(""), by: "farm")
        #expect(try world.alerts().map(\.code) == [.dormantLot])

        try world.record(ship(EventText.declaration), by: "farm")

        #expect(try world.alerts() == [])
    }
}
