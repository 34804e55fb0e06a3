import Foundation
import LedgerCore
import Testing
import Traceability

/// Frauds that inspectors, farmers, traders and journalists told of, each tried on the ledger. The demo tries
/// the codes of Docs/Spec/MassBalance.md §17 (FoundingTests/DemoTrialTests), random seasons all together
/// (``RandomSeasonTests``).
///
/// A label whose code leads to a site that was copied is met where labels are checked, by
/// `label.leads_elsewhere` (NodeTests/LabelRoutesTests).
struct FraudCatalogueTests {
    @Test(arguments: Fraud.onLandAndInWorks + Fraud.withPapers + Fraud.overBorders + Fraud.inBooks)
    func `each fraud that was seen in the field is refused, or told`(fraud: Fraud) throws {
        let met = try fraud.tryOut()
        #expect(met == fraud.met)
    }

    /// What no rule can refuse, an inspector is told of.
    ///
    /// - Parameters:
    ///   - code: of the alert, which ScreenTests raise with goods made for it.
    @Test(arguments: [
        ("phantom producers: 311 in one month", "screen.phantom_amount"),
        ("sites that exist to hand goods on", "screen.phantom_passage"),
        ("a works that gets more out of the fruit than others", "screen.ratio_peers"),
        ("and more than it used to", "screen.ratio_own_history"),
        ("conventional goods split and merged until they are organic", "screen.split_merge"),
        ("goods that go round and come back as others", "screen.circular_trade"),
        ("old goods under a lot that was forgotten", "screen.dormant_lot"),
        ("books that are written in one night", "screen.night_bulk"),
    ])
    func `each fraud that is possible raises an alert that a test raises`(
        story: String, code: String
    ) throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let codes = tests.appending(path: "../Sources/Query/Screen/AlertCode.swift")
        let worlds = try String(
            contentsOf: tests.appending(path: "QueryTests/Support/Fraud.swift"), encoding: .utf8)

        let line = try String(contentsOf: codes, encoding: .utf8)
            .split(separator: "\n").first { $0.contains("\"\(code)\"") }
        let name = try #require(line?.split(separator: " ").dropFirst().first, "\(story)")
        #expect(worlds.contains("case .\(name):"), "\(story)")
    }
}

extension Fraud {
    /// The tell-tale is raw material in against product out.
    static let onLandAndInWorks: [Fraud] = [
        Fraud("China: a million tonnes of Wuchang rice grow, ten are sold", .aboveCeiling) {
            world in
            try world.grow(250)
            return try world.refusal(FraudGoods.picked(2_250), by: "farm")
        },
        Fraud(
            "China: what grew elsewhere is sold under the name",
            .origins(["grown TJ": 10, "UZ": 90])
        ) { world in
            try world.deliver(10)
            let foreign = EventText.lot("I1", of: "4880004")
            try world.describe(foreign, "080910")
            try world.describe(EventText.lot("W1", of: "4880002"), "080910")
            try world.done(
                PaperText.brought(foreign, 90, PaperText.terms("D-1")), by: "importer")
            try world.done(
                EventText.ship(foreign, 90, to: EventText.processorParty), by: "importer")
            try world.done(EventText.receive(foreign, 90), by: "processor")
            let blend = EventText.transformation(
                [(FraudGoods.fresh, "10", "KGM"), (foreign, "90", "KGM")],
                [(EventText.lot("W1", of: "4880002"), "100", "KGM")],
                extra: ",\"bizLocation\":{\"id\":\"\(EventText.plot("HALL", of: "4880002"))\"}")
            try world.govern([
                .setFacility(
                    EventText.key(EventText.plot("HALL", of: "4880002")),
                    FacilityLeaf(
                        holder: World.id("processor"), kind: "hall", throughput: 1_000_000_000))
            ])
            try world.done(blend, by: "processor")
            return .origins(try world.left(EventText.lot("W1", of: "4880002")))
        },
        Fraud("Russia: a flat that milks twenty tonnes", .overThroughput) { world in
            try world.deliver()
            return try world.refusal(
                EventText.dry(
                    FraudGoods.fresh, 100, into: FraudGoods.dried, 30,
                    extra: ",\"bizLocation\":{\"id\":\"\(FraudGoods.flat)\"}"), by: "processor")
        },
        Fraud("Russia: a producer that exists on paper alone", .unaccounted(500)) { world in
            let phantom = EventText.lot("P1", of: "4880002")
            try world.done(
                EventText.object("ADD", "commissioning", [(phantom, "500", "KGM")]),
                by: "processor")
            let stock = try world.account("processor", phantom).onHand
            return .unaccounted(stock.unaccounted / 1_000_000)
        },
        Fraud("Russia: more product than raw material", .outOfRange) { world in
            try world.deliver()
            return try world.refusal(
                EventText.dry(FraudGoods.fresh, 100, into: FraudGoods.dried, 50), by: "processor")
        },
        Fraud("Russia: beef of a works that slaughters pigs", .outOfRange) { world in
            try world.deliver()
            return try world.refusal(
                EventText.dry(FraudGoods.fresh, 100, into: FraudGoods.raisins, 25),
                by: "processor")
        },
        Fraud("repacked, and a little more of it", .moreThanInput) { world in
            try world.deliver()
            return try world.refusal(
                EventText.dry(
                    FraudGoods.fresh, 100, into: EventText.lot("B1", of: "4880002", item: "099999"),
                    101),
                by: "processor")
        },
    ]

    static let withPapers: [Fraud] = [
        Fraud("India, Uzbekistan, Russia: a certificate that nobody issued", .certificateUnknown) {
            world in
            try world.grow()
            return try world.refusal(
                CertificateText.ship(10, under: [("inspector", "IN-2020-77")]), by: "farm")
        },
        Fraud("one certificate for many loads", .certificateOverdrawn) { world in
            try world.grow()
            try world.done(CertificateText.issue("P1", of: FraudGoods.fresh, "20"), by: "inspector")
            try world.done(CertificateText.ship(20, under: [("inspector", "P1")]), by: "farm")
            return try world.refusal(
                CertificateText.ship(20, under: [("inspector", "P1")], id: "urn:uuid:again"),
                by: "farm")
        },
        Fraud("India: conventional cotton under organic papers", .certificateScope) { world in
            try world.grow()
            try world.grow(50, EventText.lot("A2"))
            try world.done(
                CertificateText.issue("O1", "organic", of: FraudGoods.fresh, "100"),
                by: "certifier")
            return try world.refusal(
                CertificateText.ship(10, of: EventText.lot("A2"), under: [("certifier", "O1")]),
                by: "farm")
        },
        Fraud("India: cotton of no known farm under organic papers", .certificateUnaccounted) {
            world in
            try world.done(EventText.harvest(FraudGoods.fresh, 100), by: "farm")
            try world.done(
                CertificateText.issue("O1", "organic", of: FraudGoods.fresh, "100"),
                by: "certifier")
            return try world.refusal(
                CertificateText.ship(10, under: [("certifier", "O1")]), by: "farm")
        },
        Fraud("papers of a certifier that is gone", .certificateRevoked) { world in
            try world.grow()
            try world.done(CertificateText.issue("P1", of: FraudGoods.fresh, "60"), by: "inspector")
            let paper = CertificateReference(issuer: World.id("inspector"), number: "P1")
            try world.govern([
                .revokeCertificate(paper, reason: "it was bought", from: world.height.next.next)
            ])
            return try world.refusal(
                CertificateText.ship(10, under: [("inspector", "P1")]), by: "farm")
        },
        Fraud("Russia: a waybill number that does not exist", .shipmentUnknown) { world in
            try world.refusal(LoadText.receive(), by: "processor")
        },
        Fraud("India: farmers in a group of which they know nothing", .delegationMissing) { world in
            try world.refusal(
                FraudGoods.picked(100, extra: DelegationText.behalf()), by: "coop")
        },
        Fraud("a collector sells what it may only pick", .delegationScope) { world in
            try world.grow()
            try world.done(
                DelegationText.confirm("coop", ",\"kinds\":[\"harvest\"]"), by: "farm")
            return try world.refusal(
                EventText.ship(
                    FraudGoods.fresh, 10, to: EventText.processorParty,
                    extra: DelegationText.behalf()), by: "coop")
        },
    ]

    static let overBorders: [Fraud] = [
        Fraud("Tajikistan: dried fruit that is turned back for a pesticide", .exportResidue) {
            world in
            try world.grow()
            try world.done(FraudGoods.test("T1", "passed", found: "0.012"), by: "laboratory")
            return try world.refusal(
                FraudGoods.leave("LT", under: [("laboratory", "T1")]), by: "farm")
        },
        Fraud("goods that failed a test are repacked", .failedTest) { world in
            try world.grow()
            try world.done(FraudGoods.test("T1", "failed", found: "0.9"), by: "laboratory")
            try world.done(
                EventText.dry(FraudGoods.fresh, 100, into: EventText.lot("A2"), 100), by: "farm")
            return try world.refusal(
                CertificateText.ship(10, of: EventText.lot("A2"), under: [("inspector", "P1")]),
                by: "farm")
        },
        Fraud("Russia 2010: dried fruit leaves in spite of a ban", .embargo) { world in
            try world.grow()
            return try world.refusal(FraudGoods.leave("RU"), by: "farm")
        },
        Fraud("EAEU: goods come back as a neighbour's", .origins(["grown TJ": 100])) { world in
            try world.grow()
            try world.done(FraudGoods.leave("KZ", 60), by: "farm")
            let back = PaperText.brought(
                FraudGoods.fresh, 60, PaperText.terms("D-1", from: "KZ", returned: true),
                from: CertificateText.buyer)
            try world.done(back, by: "importer")
            return .origins(try world.left(FraudGoods.fresh))
        },
        Fraud("foreign goods come back as local ones", .notLeft) { world in
            try world.grow()
            return try world.refusal(
                PaperText.brought(
                    FraudGoods.fresh, 60, PaperText.terms("D-1", returned: true)),
                by: "importer")
        },
        Fraud("one import declaration for ten loads", .importOverdrawn) { world in
            let lot = EventText.lot("I1", of: "4880004")
            try world.done(
                PaperText.brought(lot, 20_000, PaperText.terms("D-1")), by: "importer")
            return try world.refusal(
                PaperText.brought(
                    lot, 20_000, PaperText.terms("D-1"), id: "urn:uuid:again"), by: "importer")
        },
    ]

    static let inBooks: [Fraud] = [
        Fraud("more leaves a store than came in", .overdrawn) { world in
            try world.deliver()
            return try world.refusal(
                EventText.ship(FraudGoods.fresh, 101, to: EventText.exporterParty),
                by: "processor")
        },
        Fraud("one load is received twice", .unaccounted(100)) { world in
            try world.deliver()
            try world.done(
                EventText.receive(FraudGoods.fresh, 100, id: "urn:uuid:again"), by: "processor")
            let stock = try world.account("processor", FraudGoods.fresh).onHand
            return .unaccounted(stock.unaccounted / 1_000_000)
        },
        Fraud("Ghana: the collector's scale shows less", .inDispute(8)) { world in
            try world.grow()
            try world.done(
                EventText.ship(FraudGoods.fresh, 100, to: EventText.processorParty), by: "farm")
            try world.done(EventText.receiveAll(FraudGoods.fresh, 92), by: "processor")
            let disputed = try world.road(to: "processor", FraudGoods.fresh).disputed
            return .inDispute(disputed.reduce(0) { $0 + $1.missing.stock.amount } / 1_000_000)
        },
        Fraud("a record is written over later", .duplicate) { world in
            let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
            try world.done(EventText.harvest(FraudGoods.fresh, 100, id: id), by: "farm")
            return try world.refusal(
                EventText.harvest(FraudGoods.fresh, 900, id: id), by: "farm")
        },
        Fraud("a store that is emptier than its books", .unexplained) { world in
            try world.deliver()
            return try world.refusal(
                EventText.object("OBSERVE", "stock_taking", [(FraudGoods.fresh, "60", "KGM")]),
                by: "processor")
        },
        Fraud("one field registered twice", .overlaps) { world in
            try world.refusal(of: Fraud.twice)
        },
        Fraud("a field in the place of Kilimanjaro: the two numbers swapped", .swappedCoordinates) {
            world in
            try world.refusal(of: [Fraud.field("S1", isSwapped: true)])
        },
    ]

    private static var twice: [GovernanceChange] { [field("N1"), field("N2")] }

    /// A square of about 100 m in Tajikistan.
    private static func field(_ name: String, isSwapped: Bool = false) -> GovernanceChange {
        let corners = [(0, 0), (11_700, 0), (11_700, 9_000), (0, 9_000)] as [(Int64, Int64)]
        let ring = PlotRing(
            corners.map { x, y in
                let (east, north) = (687_800_000 + x, 385_300_000 + y)
                return isSwapped
                    ? GeoPoint(longitude: north, latitude: east)
                    : GeoPoint(longitude: east, latitude: north)
            })
        guard let crop = CommodityCode("080910") else { preconditionFailure("six digits") }
        return .setPlot(
            EventText.key(EventText.plot(name)),
            PlotLeaf(owner: World.id("farm"), crop: crop, squareMetres: 10_000, ring: ring))
    }
}
