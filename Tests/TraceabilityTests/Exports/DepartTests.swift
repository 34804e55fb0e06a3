import LedgerCore
import Testing
import Traceability

/// What a country demands of goods that leave for it: Docs/Spec/MassBalance.md §13.6.
struct DepartTests {
    private let lot = CertificateText.lot
    private let other = CertificateText.other
    private static let day = 24 * World.hour
    private let russia = CountryCode("RU")!

    /// The farm has 100 kg of A1 and 50 kg of A2, apricots of the one product, and the plant health
    /// service has certified 60 kg of A1 as P1.
    private func world(_ lines: [ExportLine], isRegistered: Bool = true) throws -> World {
        var world = try World.certified(RuleVersion(3))
        if isRegistered { try world.describe(lot, "080910") }
        let pack = RulePack(
            territory: Territory(
                country: CountryCode("TJ")!,
                southWest: GeoPoint(longitude: 670_000_000, latitude: 360_000_000),
                northEast: GeoPoint(longitude: 760_000_000, latitude: 420_000_000)),
            exports: lines)
        try world.govern([.setRulePack(pack, from: world.height.next.next)])
        return world
    }

    private func leave(
        _ kilograms: Int, of lot: String? = nil, for country: String = "\"RU\"",
        under certificates: [(String, String)] = [], id: String? = nil, after: Int64 = 0
    ) -> String {
        EventText.object(
            "OBSERVE", "shipping", [(lot ?? self.lot, "\(kilograms)", "KGM")],
            to: CertificateText.buyer, id: id, after: after,
            extra: ",\"\(ExportClaim.name)\":\(country)" + CertificateText.citing(certificates))
    }

    private func test(_ number: String, _ residues: String, result: String = "passed") -> String {
        let more = ",\"result\":\"\(result)\",\"residues\":[\(residues)]"
        return EventText.object(
            "OBSERVE", CertificateText.certifying, [(lot, nil, nil)],
            extra: CertificateText.claim(CertificateText.terms(number, "test", more)))
    }

    private func residue(_ milligrams: String, of substance: String = "chlorpyrifos") -> String {
        "{\"substance\":\"\(substance)\",\"amount\":\(milligrams)}"
    }

    @Test func `an embargo by goods and destination is refused, with what and until when`() throws {
        let until = Timestamp(milliseconds: EventText.time.milliseconds + 30 * Self.day)
        var world = try world([
            ExportLine(goods: "0809", to: russia, until: until, .embargo)
        ])

        let refusal = try world.refusal(leave(10), by: "farm")
        try world.done(leave(10, for: "\"KZ\""), by: "farm")
        try world.done(EventText.ship(lot, 10, to: CertificateText.buyer), by: "farm")

        #expect(
            refusal
                == Refusal(
                    code: "export.embargo", place: "/epcisBody/eventList/0",
                    details: [
                        OutcomeDetail("lot", EventText.key(lot)), OutcomeDetail("goods", "080910"),
                        OutcomeDetail("destination", "RU"), OutcomeDetail("until", until.iso8601),
                    ]))
        #expect(try world.account("farm", lot).onHand == kilograms(80))
    }

    @Test(arguments: [
        ("", true), ("08", true), ("080910", true), ("0810", false), ("080911", false),
    ])
    func `a line is about the goods whose digits begin so`(goods: String, isRefused: Bool) throws {
        var world = try world([ExportLine(goods: goods, to: russia, .embargo)])

        #expect(try (world.record(leave(10), by: "farm") != .done) == isRefused)
    }

    @Test func `what nobody registered could be what a line is about`() throws {
        var world = try world(
            [ExportLine(goods: "0810", to: russia, .embargo)], isRegistered: false)

        let refusal = try world.refusal(leave(10), by: "farm")
        try world.describe(lot, "080910")
        try world.done(leave(10), by: "farm")

        #expect(refusal.code == "export.embargo")
        #expect(refusal.details[1].value == "of a kind that is not registered")
    }

    /// Of the event, and of the block: neither a date nor a delay helps.
    @Test(arguments: [
        (Int64(-10), Int64(-1), false), (-10, 0, true), (0, 0, true), (1, 1, true), (2, 10, false),
        (-10, 10, true),
    ])
    func `a line holds from its first moment to its last`(
        from: Int64, until: Int64, isRefused: Bool
    ) throws {
        let moment = { (hours: Int64) in
            Timestamp(milliseconds: EventText.time.milliseconds + hours * World.hour)
        }
        var world = try world([
            ExportLine(
                to: russia, from: moment(from),
                until: moment(until).advanced(byMilliseconds: until == 1 ? 60_000 : 0), .embargo)
        ])

        #expect(try (world.record(leave(10), by: "farm") != .done) == isRefused)
    }

    @Test func `what is accounted was grown here, and what is not could be from anywhere`() throws {
        var world = try world([ExportLine(to: russia, origin: CountryCode("AF")!, .embargo)])
        try world.done(EventText.receive(lot, 30), by: "exporter")

        let refusal = try world.refusal(leave(10), by: "exporter")
        try world.done(leave(10), by: "farm")

        #expect(refusal.code == "export.embargo")
    }

    @Test func `goods leave under a certificate of the kind that is demanded`() throws {
        var world = try world([ExportLine(to: russia, .certificate(.phytosanitary))])
        try world.done(CertificateText.issue("O1", "origin", of: lot, "60"), by: "certifier")

        let missing = try world.refusal(leave(10), by: "farm")
        let another = try world.refusal(leave(10, under: [("certifier", "O1")]), by: "farm")
        try world.done(leave(10, under: [("inspector", "P1")]), by: "farm")

        #expect(
            missing.details
                == [
                    OutcomeDetail("lot", EventText.key(lot)), OutcomeDetail("goods", "080910"),
                    OutcomeDetail("destination", "RU"), OutcomeDetail("kind", "phytosanitary"),
                ])
        #expect(
            [missing.code, another.code] == Array(repeating: "export.certificate_missing", count: 2)
        )
        #expect(try world.left("P1", of: "inspector") == 50_000_000)
        #expect(try world.left("O1", of: "certifier") == 60_000_000)
    }

    @Test func `each of the goods needs what is demanded`() throws {
        var world = try world([ExportLine(to: russia, .certificate(.phytosanitary))])
        try world.done(CertificateText.issue("O1", "origin", of: other, "50"), by: "certifier")
        let both = EventText.object(
            "OBSERVE", "shipping", [(lot, "10", "KGM"), (other, "10", "KGM")],
            to: CertificateText.buyer,
            extra: ",\"\(ExportClaim.name)\":\"RU\""
                + CertificateText.citing([("inspector", "P1"), ("certifier", "O1")]))

        let refusal = try world.refusal(both, by: "farm")

        #expect(refusal.code == "export.certificate_missing")
        #expect(refusal.details[0].value == EventText.key(other))
    }

    @Test func `residues are those that a test of the goods found`() throws {
        var world = try world([ExportLine(to: russia, .residue(of: "chlorpyrifos", most: 10))])
        for (number, residues) in [
            ("T1", residue("0.011")), ("T2", residue("0.01") + "," + residue("9", of: "other")),
            ("T3", residue("0.001", of: "other")),
        ] {
            try world.done(test(number, residues), by: "laboratory")
        }
        func cited(_ numbers: String...) -> String {
            leave(10, under: numbers.map { ("laboratory", $0) })
        }

        let refusals = try [leave(10), cited("T1"), cited("T3"), cited("T1", "T2")].map {
            try world.refusal($0, by: "farm")
        }
        try world.done(cited("T2"), by: "farm")
        try world.done(cited("T2", "T3"), by: "farm")

        #expect(refusals.allSatisfy { $0.code == "export.residue" })
        #expect(
            refusals.map { $0.details[4].value }
                == ["nothing measured", "11 µg/kg", "nothing measured", "11 µg/kg"])
        #expect(refusals[0].details[5] == OutcomeDetail("most", "10 µg/kg"))
    }

    @Test(arguments: [
        "{}", "{\"substance\":\"x\"}", "{\"substance\":\"\",\"amount\":1}",
        "{\"substance\":\"x\",\"amount\":0.0001}", "{\"substance\":\"x\",\"amount\":-1}",
        "{\"substance\":\"x\",\"amount\":1000001}",
        "{\"substance\":\"x\",\"amount\":1},{\"substance\":\"x\",\"amount\":1}",
    ])
    func `residues that cannot be read are refused, and were ignored before`(text: String) throws {
        var world = try world([])
        var before = try World.certified(RuleVersion(2))

        #expect(
            try world.refusal(test("T1", text), by: "laboratory").code == "certificate.unreadable")
        try before.done(test("T1", text), by: "laboratory")
        #expect(try before.certificate("T1", of: "laboratory")?.residues == [])
    }

    @Test(arguments: ["\"ru\"", "\"RUS\"", "643", "[\"RU\"]", "null"])
    func `a country that cannot be read is refused`(country: String) throws {
        var world = try world([])

        #expect(try world.refusal(leave(10, for: country), by: "farm").code == "export.unreadable")
    }

    @Test func `a pallet leaves with what is inside, and an unknown one could hold anything`()
        throws
    {
        var world = try world([ExportLine(goods: "0809", to: russia, .embargo)])
        let (packed, unknown) = (EventText.pallet(1), EventText.pallet(2))
        try world.done(
            EventText.object("ADD", "commissioning", items: [packed, unknown]), by: "farm")
        try world.done(
            EventText.aggregation("ADD", "packing", parent: packed, [(lot, "10", "KGM")]),
            by: "farm")
        func leave(_ pallet: String) -> String {
            EventText.object(
                "OBSERVE", "shipping", items: [pallet], to: CertificateText.buyer,
                extra: ",\"\(ExportClaim.name)\":\"RU\"")
        }

        let refusals = try [packed, unknown].map { try world.refusal(leave($0), by: "farm") }

        #expect(refusals.map(\.code) == ["export.embargo", "export.embargo"])
        #expect(
            refusals.map { $0.details[0].value } == [EventText.key(lot), EventText.key(unknown)])
    }

    @Test func `under version 2 nothing is asked of goods that leave`() throws {
        var world = try World.certified(RuleVersion(2))

        let refusal = try world.refusal(of: [
            .setRulePack(
                RulePack(exports: [ExportLine(to: russia, .embargo)]), from: world.height.next.next)
        ])
        try world.done(leave(10), by: "farm")
        try world.done(leave(10, for: "7"), by: "farm")

        #expect(refusal.code == "content.not_governance")
    }

    @Test func `a line that ends before it begins holds on no chain`() {
        let (first, last) = (Timestamp(milliseconds: 1), Timestamp(milliseconds: 2))
        let lines = [(first, last), (last, first)].map {
            ExportLine(to: russia, from: $0.0, until: $0.1, .embargo)
        }

        let faults = lines.map {
            GovernanceChange.setRulePack(RulePack(exports: [$0]), from: .first).fault?.code
        }

        #expect(faults == [nil, .notGovernance])
    }
}
