import EPCIS
import LedgerCore
import Query
import Testing
import Traceability

/// Recalls that begin with a plot or a certificate, and who may ask for one.
struct RecallStartTests {
    private let plot = "urn:epc:id:sgln:4880001.00001.0"
    private let other = "urn:epc:id:sgln:4880001.00002.0"

    private func harvest(_ lot: String, _ plot: String, at seconds: Int, extra: String = "")
        -> String
    {
        EventText.event(
            "ObjectEvent", id: "urn:uuid:\(lot)", at: seconds,
            """
            ,"action":"ADD","bizStep":"\(EventText.harvestStep)",\
            "readPoint":{"id":"\(EventText.place)"},\
            "quantityList":[{"epcClass":"\(EventText.lot(lot))","quantity":100,"uom":"KGM"}],\
            "ilmd":{"agri:plot":\(plot)}\(extra)
            """)
    }

    /// A and B grew on one plot, C on both, D on the other; A and D went into M.
    private func world() throws -> QueryWorld {
        let world = try QueryWorld(
            book: RuleBook([.first: .second]),
            members: ["farm", "processor", "exporter", "inspector"]
                .map { ($0, $0, .everything) })
        let both = "[{\"id\":\"\(plot)\",\"share\":0.5},{\"id\":\"\(other)\",\"share\":0.5}]"
        try world.record(
            harvest("A", "\"\(plot)\"", at: 0), harvest("B", "\"\(plot)\"", at: 3_600),
            harvest("C", both, at: 7_200), harvest("D", "\"\(other)\"", at: 7_200), by: "farm")
        try world.record(
            EventText.transform([("A", 10), ("D", 10)], into: [("M", 18)], at: 9_000), by: "farm")
        return world
    }

    private func time(_ seconds: Int64) throws -> Timestamp {
        let first = try #require(Timestamp(text: "2026-09-20T00:00:00.000Z"))
        return first.advanced(byMilliseconds: seconds * 1_000)
    }

    private func keys(_ world: QueryWorld, _ start: RecallStart) async throws -> [String]? {
        try await world.index.recall(from: start)?.lots.map(\.key)
    }

    private func keys(_ names: String...) -> [String] { names.map(EventText.lotKey) }

    @Test func `a recall from a plot begins with all that grew on it in that time`() async throws {
        let world = try world()
        let key = EventText.key(plot)

        #expect(try await keys(world, .plot(key, nil)) == keys("A", "B", "C", "M"))
        #expect(
            try await keys(world, .plot(key, time(1)...time(7_199))) == keys("B"))
        #expect(
            try await keys(world, .plot(key, time(3_600)...time(7_200))) == keys("B", "C"))
        #expect(try await keys(world, .plot(key, time(8_000)...time(9_000))) == nil)
        #expect(try await keys(world, .plot(EventText.key(other), nil)) == keys("C", "D", "M"))
        #expect(try await keys(world, .plot("/414/1", nil)) == nil)
    }

    @Test func `a harvest that was declared wrong begins nothing`() async throws {
        let world = try world()

        try world.record(
            harvest("B", "\"\(plot)\"", at: 3_600, extra: EventText.declaration), by: "farm")

        #expect(try await keys(world, .plot(EventText.key(plot), nil)) == keys("A", "C", "M"))
    }

    @Test func `a recall from a certificate begins with its lots and what went under it`()
        async throws
    {
        let world = try world()
        func certify(_ number: String, _ goods: String, _ more: String = "") -> String {
            EventText.event(
                "ObjectEvent", id: nil, at: 9_100,
                """
                ,"action":"OBSERVE","bizStep":"https://daftar.tj/voc/BizStep-certifying",\
                "quantityList":[{"epcClass":"\(goods)","quantity":60,"uom":"KGM"}],\
                "https://daftar.tj/voc/certificate":{"number":"\(number)","kind":"phytosanitary",\
                "validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z"\(more)}
                """)
        }
        func ship(_ lot: String, under number: String) -> String {
            EventText.event(
                "ObjectEvent", id: nil, at: 9_200,
                """
                ,"action":"OBSERVE","bizStep":"shipping",\
                "quantityList":[{"epcClass":"\(EventText.lot(lot))","quantity":5,"uom":"KGM"}],\
                "destinationList":[{"type":"possessing_party",\
                "destination":"https://daftar.tj/member/exporter"}],\
                "https://daftar.tj/voc/certificates":[{"issuer":"inspector","number":"\(number)"}]
                """)
        }
        try world.record(
            certify("P1", EventText.lot("B")),
            certify("P2", "urn:epc:idpat:sgtin:4880001.012345.*", ",\"holder\":\"farm\""),
            by: "inspector")
        try world.record(ship("C", under: "P2"), by: "farm")
        let inspector = try #require(MemberID("inspector"))
        func start(_ number: String) -> RecallStart {
            .certificate(CertificateReference(issuer: inspector, number: number))
        }

        #expect(try await keys(world, start("P1")) == keys("B"))
        #expect(try await keys(world, start("P2")) == keys("C"))
        #expect(try await keys(world, start("P3")) == nil)
    }

    @Test func `a member asks about what it recorded or holds, and about nothing else`()
        async throws
    {
        let world = try world()
        try world.record(
            EventText.ship("B", kilograms: 10, to: "processor", at: 9_000), by: "farm")
        try world.record(EventText.receive("B", kilograms: 10, at: 9_100), by: "processor")
        func mayAsk(_ name: String, _ start: RecallStart) async throws -> Bool {
            do {
                return try await world.index.recall(
                    from: start, for: .user(of: name)) != nil
            } catch RecallRefusal.foreign { return false }
        }
        let (a, b) = (
            RecallStart.lot(EventText.lotKey("A")), RecallStart.lot(EventText.lotKey("B"))
        )

        #expect(try await mayAsk("farm", a))
        #expect(try await mayAsk("farm", .plot(EventText.key(plot), nil)))
        #expect(try await !mayAsk("processor", a))
        #expect(try await mayAsk("processor", b))
        #expect(try await mayAsk("processor", .plot(EventText.key(plot), nil)))
        #expect(try await !mayAsk("exporter", b))
        #expect(try await !mayAsk("exporter", .event("urn:uuid:B")))
        #expect(try await mayAsk("farm", .event("urn:uuid:B")))
    }
}
