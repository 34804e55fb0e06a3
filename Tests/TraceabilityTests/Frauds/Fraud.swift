import LedgerCore
import Testing
import Traceability

/// A fraud that was seen in the field, tried on the ledger, and what meets it.
struct Fraud: Sendable, CustomTestStringConvertible {
    /// What was seen, and where.
    let story: String
    let met: Met
    private let commit: @Sendable (inout World) throws -> Met

    init(
        _ story: String, _ met: Met,
        _ commit: @escaping @Sendable (_ world: inout World) throws -> Met
    ) {
        self.story = story
        self.met = met
        self.commit = commit
    }

    /// Refused by this rule.
    init(
        _ story: String, _ code: RuleCode,
        _ refusal: @escaping @Sendable (_ world: inout World) throws -> Refusal
    ) {
        self.init(story, .refused(code.rawValue)) { .refused(try refusal(&$0).code) }
    }

    enum Met: Equatable, Sendable {
        case refused(String)
        /// It stands, and so many kilograms of it are no goods that a certificate covers.
        case unaccounted(Int64)
        /// In kilograms, between sender and receiver, with both names.
        case inDispute(Int64)
        /// In kilograms, by the words of ``OriginAmounts``.
        case origins([String: Int64])
    }

    var testDescription: String { story }

    func tryOut() throws -> Met {
        var world = try World.frauds()
        return try commit(&world)
    }
}

extension World {
    /// Under the newest rules: apricots of the farm on 100 m² that bear 250 kg, the farm's cooperative, a flat in
    /// which the processor may dry 20 kg a day, a country with an embargo and one with a limit of residues.
    static func frauds() throws -> World {
        var world = try World(
            members: DelegationText.members + [
                World.member(
                    "importer", ["importer"],
                    scope: MemberScope(
                        companyPrefixes: ["4880004"],
                        locationNumbers: [EventText.locationNumber("4880004")]))
            ])
        try world.adopt(RuleVersion(4))
        try world.register(FraudGoods.plot, of: "farm", "080910", squareMetres: 100)
        try world.describe(FraudGoods.fresh, "080910")
        try world.describe(FraudGoods.dried, "081310")
        try world.describe(FraudGoods.raisins, "080620")
        let flat = FacilityLeaf(
            holder: World.id("processor"), kind: "flat", throughput: 20_000_000)
        try world.govern([.setFacility(EventText.key(FraudGoods.flat), flat)])
        try world.govern([.setRulePack(try FraudGoods.pack(), from: world.height.next.next)])
        return world
    }

    /// The farm has a lot, accounted for.
    mutating func grow(_ kilograms: Int = 100, _ lot: String = FraudGoods.fresh) throws {
        try done(FraudGoods.picked(kilograms, lot), by: "farm")
    }

    /// And the processor, who received it.
    mutating func deliver(_ kilograms: Int = 100) throws {
        try grow(kilograms)
        try done(
            EventText.ship(FraudGoods.fresh, kilograms, to: EventText.processorParty), by: "farm")
        try done(EventText.receive(FraudGoods.fresh, kilograms), by: "processor")
    }
}

enum FraudGoods {
    static let plot = EventText.plot("B1")
    static let fresh = EventText.lot("A1")
    static let dried = EventText.lot("D1", of: "4880002")
    static let raisins = EventText.lot("R1", of: "4880002", item: "077777")
    static let flat = EventText.plot("FLAT", of: "4880002")
    static let pesticide = "chlorpyrifos"

    static func picked(_ kilograms: Int, _ lot: String = fresh, extra: String = "") -> String {
        EventText.harvest(
            lot, kilograms, extra: EventText.grown(on: "\"\(plot)\"") + extra)
    }

    static func leave(
        _ country: String, _ kilograms: Int = 10, under certificates: [(String, String)] = []
    ) -> String {
        CertificateText.ship(
            kilograms, of: fresh, under: certificates,
            extra: ",\"\(ExportClaim.name)\":\"\(country)\"")
    }

    static func test(_ number: String, of lot: String = fresh, _ result: String, found: String)
        -> String
    {
        let residues = "{\"substance\":\"\(pesticide)\",\"amount\":\(found)}"
        let more = ",\"result\":\"\(result)\",\"residues\":[\(residues)]"
        return EventText.object(
            "OBSERVE", CertificateText.certifying, [(lot, nil, nil)],
            extra: CertificateText.claim(CertificateText.terms(number, "test", more)))
    }

    static func pack() throws -> RulePack {
        func crop(_ code: String) throws -> CommodityCode { try #require(CommodityCode(code)) }
        func country(_ code: String) throws -> CountryCode { try #require(CountryCode(code)) }
        let (apricot, dried) = (try crop("080910"), try crop("081310"))
        return RulePack(
            ceilings: [CropCeiling(crop: apricot, gramsPerSquareMetre: 2_500)],
            yields: [
                YieldRange(of: dried, from: apricot, least: 170, most: 360),
                YieldRange(of: try crop("080620"), from: try crop("080610"), least: 200, most: 320),
            ],
            territory: Territory(
                country: try country("TJ"),
                southWest: GeoPoint(longitude: 670_000_000, latitude: 360_000_000),
                northEast: GeoPoint(longitude: 760_000_000, latitude: 420_000_000)),
            exports: [
                ExportLine(goods: "0809", to: try country("RU"), .embargo),
                ExportLine(
                    goods: "0809", to: try country("LT"), .residue(of: pesticide, most: 10)),
            ])
    }
}
