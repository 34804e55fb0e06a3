import LedgerCore
import Testing
import Traceability

/// What a country demands of goods by where they came from: Docs/Spec/MassBalance.md §10.2, §13.6.
struct ExportOriginTests {
    private let local = EventText.lot("A1")
    private let foreign = EventText.lot("B1", of: "4880004")
    private let old = EventText.lot("O1", of: "4880004")
    private let nothing = EventText.lot("N1", of: "4880004")
    private let blend = EventText.lot("C1", of: "4880004")
    private let russia = CountryCode("RU")!

    /// The importer has local goods, goods from UZ, declared ones, ones out of nothing, and a blend of the
    /// first two; nothing of one origin may leave for Russia.
    private func world(without origin: String) throws -> World {
        var world = try World.withImporters()
        let pack = RulePack(
            territory: Territory(
                country: CountryCode("TJ")!,
                southWest: GeoPoint(longitude: 670_000_000, latitude: 360_000_000),
                northEast: GeoPoint(longitude: 760_000_000, latitude: 420_000_000)),
            exports: [ExportLine(goods: "", to: russia, origin: CountryCode(origin)!, .embargo)])
        try world.govern([.setRulePack(pack, from: world.height.next.next)])
        try world.done(EventText.harvest(local, 100), by: "farm")
        try world.done(EventText.ship(local, 100, to: EventText.party("4880004")), by: "farm")
        try world.done(EventText.receive(local, 100), by: "importer")
        try world.done(PaperText.brought(foreign, 100, PaperText.terms("D-1")), by: "importer")
        try world.done(PaperText.opened(old, 100), by: "importer")
        try world.done(
            EventText.object("ADD", "commissioning", [(nothing, "100", "KGM")]), by: "importer")
        try world.done(
            EventText.transformation(
                [(local, "50", "KGM"), (foreign, "1", "KGM")], [(blend, "51", "KGM")]),
            by: "importer")
        return world
    }

    /// Of the importer's lots those that may leave for Russia.
    private func leaving(_ world: World) throws -> [String] {
        try [local, foreign, old, nothing, blend].filter { lot in
            var world = world
            let left = EventText.ship(
                lot, 1, to: "https://buyer.example.ru/",
                extra: ",\"\(ExportClaim.name)\":\"RU\"")
            let judgement = try world.record(left, by: "importer")
            if case .refused(let refusal) = judgement {
                #expect(refusal.code == RuleCode.embargo.rawValue)
            }
            return judgement == .done
        }
    }

    @Test func `a line about an origin is about goods that have some of it, or may have`() throws {
        #expect(try leaving(world(without: "UZ")) == [local])
        #expect(try leaving(world(without: "TJ")) == [foreign])
        #expect(try leaving(world(without: "KG")) == [local, foreign, blend])
    }

    @Test func `grown goods have the country of the territory`() throws {
        let world = try world(without: "KG")

        #expect(try world.left(blend) == ["grown TJ": 50, "UZ": 1])
    }
}
