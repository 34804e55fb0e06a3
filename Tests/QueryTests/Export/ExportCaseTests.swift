import LedgerCore
import Query
import Testing
import Traceability

struct ExportCaseTests {
    private static let certifying = "https://daftar.tj/voc/BizStep-certifying"
    private static let moment = QueryWorld.start.advanced(byMilliseconds: 60_000)

    /// A and B of the farm become D of the processor: 90 kg of dried apricots.
    private func world() throws -> QueryWorld {
        let world = try QueryWorld(
            book: RuleBook([.first: .second]),
            members: ["farm", "processor", "exporter", "inspector", "certifier", "laboratory"]
                .map { ($0, $0, .everything) })
        try world.record(EventText.harvest("A"), EventText.harvest("B", at: 1), by: "farm")
        try world.record(
            EventText.ship("A", kilograms: 60, to: "processor", at: 10),
            EventText.ship("B", kilograms: 50, to: "processor", at: 11), by: "farm")
        try world.record(
            EventText.receive("A", kilograms: 60, at: 20),
            EventText.receive("B", kilograms: 50, at: 21),
            EventText.transform([("A", 60), ("B", 50)], into: [("D", 90)], at: 30),
            by: "processor")
        return world
    }

    private func certify(
        _ lot: String, _ number: String, _ kind: String, kilograms: Int, until: String = "2027",
        result: String? = nil
    ) -> String {
        EventText.event(
            "ObjectEvent", id: "urn:uuid:\(number)", at: 40,
            """
            ,"action":"OBSERVE","bizStep":"\(ExportCaseTests.certifying)",\
            "quantityList":[{"epcClass":"\(EventText.lot(lot))","quantity":\(kilograms),"uom":"KGM"}],\
            "https://daftar.tj/voc/certificate":{"number":"\(number)","kind":"\(kind)",\
            "validFrom":"2026-01-01T00:00:00Z","validUntil":"\(until)-01-01T00:00:00Z"\
            \(result.map { ",\"result\":\"\($0)\"" } ?? "")}
            """)
    }

    private func question(
        _ lot: String = "D", _ country: String = "RU", goods: String? = "081310",
        amount: ExportAmount? = nil
    ) throws -> ExportQuestion {
        ExportQuestion(
            lot: EventText.lotKey(lot), country: country,
            goods: try goods.map { try #require(CommodityCode($0)) }, amount: amount,
            moment: ExportCaseTests.moment)
    }

    private func answer(_ world: QueryWorld, _ question: ExportQuestion) async throws -> ExportCase
    {
        try #require(try await world.index.exportCase(question, table: .standard))
    }

    private func statuses(_ found: ExportCase) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: found.findings.map { ($0.requirement.id, $0.status.name) })
    }

    private func failed(_ found: ExportCase) -> [ExportCheck.Code] {
        found.checks.filter { !$0.passes }.map(\.code)
    }

    @Test func `a lot without papers is told what it needs`() async throws {
        let found = try await answer(world(), question())

        #expect(
            statuses(found) == [
                "all.invoice": "missing", "all.waybill": "missing", "all.contract": "on_paper",
                "all.packing": "on_paper", "eaeu.phytosanitary": "missing",
                "eaeu.conformity": "missing", "eaeu.test": "missing", "cis.origin": "missing",
            ])
        #expect(failed(found) == [])
        #expect(found.verdict == .notReady)
        #expect(found.amount == ExportAmount(90_000_000, .milligram))
        #expect(found.facts.chain.origins.map(\.lot) == ["A", "B"].map(EventText.lotKey))
        #expect(found.facts.chain.lots == 3 && found.facts.chain.joints == 1)
    }

    @Test func `with certificates for all of it and its documents it is ready`() async throws {
        let world = try world()
        try world.record(certify("D", "F1", "phytosanitary", kilograms: 90), by: "inspector")
        try world.record(
            certify("D", "K1", "conformity", kilograms: 50),
            certify("D", "K2", "conformity", kilograms: 40),
            certify("D", "S1", "origin", kilograms: 90), by: "certifier")
        try world.record(
            certify("D", "T1", "test", kilograms: 90, result: "passed"), by: "laboratory")
        try world.record(
            EventText.event(
                "ObjectEvent", id: nil, at: 50,
                """
                ,"action":"OBSERVE","bizStep":"shipping",\
                "quantityList":[{"epcClass":"\(EventText.lot("D"))","quantity":90,"uom":"KGM"}],\
                "destinationList":[{"type":"possessing_party","destination":"https://buyer.example/"}],\
                "bizTransactionList":[{"type":"inv","bizTransaction":"urn:x:inv:7"},\
                {"type":"bol","bizTransaction":"urn:x:cmr:9"}],\
                "https://daftar.tj/voc/certificates":[{"issuer":"inspector","number":"F1"}]
                """), by: "processor")

        let found = try await answer(world, question())

        #expect(Set(statuses(found).values) == ["met", "on_paper"])
        #expect(found.verdict == .ready)
        let phyto = try #require(found.findings.first { $0.requirement.id == "eaeu.phytosanitary" })
        #expect(phyto.standings.map(\.certificate.reference.number) == ["F1"])
        #expect(phyto.standings[0].certificate.leaf.allowance?.left == 0)
        #expect(phyto.standings[0].certificate.drawn == 90_000_000)
        #expect(phyto.standings[0].certificate.eventID == "urn:uuid:F1")
    }

    @Test func `an expired, a revoked and a small certificate are told apart`() async throws {
        let world = try world()
        try world.record(
            certify("D", "F1", "phytosanitary", kilograms: 90, until: "2026"), by: "inspector")
        try world.record(
            certify("D", "K1", "conformity", kilograms: 90),
            certify("D", "S1", "origin", kilograms: 30),
            by: "certifier")
        try world.record(
            EventText.event(
                "ObjectEvent", id: nil, at: 60,
                """
                ,"action":"OBSERVE","bizStep":"https://daftar.tj/voc/BizStep-revoking",\
                "quantityList":[{"epcClass":"\(EventText.lot("D"))"}],\
                "https://daftar.tj/voc/certificate":{"number":"K1"}
                """), by: "certifier")

        let found = try await answer(world, question())

        #expect(statuses(found)["eaeu.phytosanitary"] == "expired")
        #expect(statuses(found)["eaeu.conformity"] == "revoked")
        #expect(statuses(found)["cis.origin"] == "insufficient")
        let origin = try #require(found.findings.first { $0.requirement.id == "cis.origin" })
        #expect(origin.status == .insufficient(ExportAmount(60_000_000, .milligram)))
        #expect(
            try await statuses(
                answer(world, question(amount: ExportAmount(30_000_000, .milligram))))["cis.origin"]
                == "met")
    }

    @Test func `goods that are not clean go nowhere, whatever their papers`() async throws {
        let world = try world()
        try world.record(
            certify("A", "T1", "test", kilograms: 1, result: "failed"), by: "laboratory")
        try world.record(
            EventText.transform([("A", 20)], into: [("E", 15)], at: 70),
            EventText.event(
                "ObjectEvent", id: nil, at: 71,
                """
                ,"action":"OBSERVE","bizStep":"holding","disposition":"recalled",\
                "quantityList":[{"epcClass":"\(EventText.lot("B"))"}]
                """), by: "farm")
        try world.record(EventText.receive("N", kilograms: 10, at: 72), by: "exporter")

        let made = try await answer(world, question("E"))
        let recalled = try await answer(world, question("D"))
        let unknown = try await answer(world, question("N"))
        let tooMuch = try await answer(
            world, question(amount: ExportAmount(90_000_001, .milligram)))

        #expect(failed(made) == [.open])
        #expect(failed(recalled) == [.notRecalled])
        #expect(failed(unknown).starts(with: [.accounted, .origin]))
        #expect(failed(tooMuch) == [.notRecalled, .amount])
        #expect(
            [made, recalled, unknown].allSatisfy { found in
                found.checks.allSatisfy { $0.passes == ($0.fault == nil) }
            })
    }

    @Test func `what went to others is not told with the chain`() async throws {
        let world = try world()
        try world.record(
            EventText.transform([("A", 10)], into: [("X", 9)], id: "urn:uuid:x", at: 80), by: "farm"
        )
        let all = try await world.index.read { try $0.eventCount() }

        let found = try await answer(world, question())

        #expect(found.facts.chain.events.count == Int(all) - 1)
    }

    @Test func `a question without an answer says why`() async throws {
        let world = try world()
        func refusal(_ question: ExportQuestion, _ limits: ExportLimits = ExportLimits())
            async throws -> ExportRefusal?
        {
            do {
                _ = try await world.index.exportCase(question, table: .standard, limits: limits)
                return nil
            } catch let error as ExportRefusal { return error }
        }
        let pallet = EventText.key(EventText.pallet(1))

        #expect(
            try await refusal(question(goods: nil)) == .goodsUnknown(lot: EventText.lotKey("D")))
        #expect(
            try await refusal(question("D", "AQ")) == .countryUnknown("AQ", table: "daftar"))
        #expect(
            try await refusal(
                ExportQuestion(lot: pallet, country: "RU", moment: ExportCaseTests.moment))
                == .notGoods(lot: pallet))
        #expect(
            try await refusal(question(), ExportLimits(lotsMax: 2))
                == .tooLarge(what: "lots that went into it", max: 1))
        #expect(
            try await refusal(question(), ExportLimits(lotEventsMax: 0))
                == .tooLarge(what: "events of \(EventText.lotKey("D"))", max: 0))
        #expect(
            try await refusal(question(), ExportLimits(chainEventsMax: 3))
                == .tooLarge(what: "events of the lots that went into it", max: 3))
        #expect(
            try await world.index.exportCase(question("nobody"), table: .standard) == nil)
    }

    @Test func `what a reader may not see is not judged for it`() async throws {
        let world = try world()
        try world.record(
            EventText.event(
                "ObjectEvent", id: nil, at: 50,
                """
                ,"action":"OBSERVE","bizStep":"storing",\
                "quantityList":[{"epcClass":"\(EventText.lot("D"))"}],\
                "bizTransactionList":[{"type":"inv","bizTransaction":"urn:x:inv:7"}]
                """), by: "processor")

        let open = try await answer(world, question())
        let closed = try #require(
            try await world.index.exportCase(question(), table: .standard, for: .anonymous))

        #expect(statuses(open)["all.invoice"] == "met")
        #expect(statuses(closed)["all.invoice"] == "missing")
    }

    @Test func `a case is told to programs with all that it rests on`() async throws {
        let found = try await answer(world(), question())

        let text = String(decoding: found.json, as: UTF8.self)

        #expect(
            text.hasPrefix(
                """
                {"type":"DaftarExportCase","lot":"\(EventText.lotKey("D"))","country":"RU",\
                "product":"\(EventText.lotKey("D").prefix(18))","goods":"081310",\
                "amount":{"quantity":90,"uom":"KGM"}
                """))
        #expect(text.contains("\"verdict\":\"not_ready\""))
        #expect(text.contains("\"code\":\"not_recalled\",\"passes\":true"))
        #expect(try await answer(world(), question()).json.count == found.json.count)
    }
}
