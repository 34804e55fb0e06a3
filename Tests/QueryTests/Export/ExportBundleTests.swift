import LedgerCore
import Query
import Storage
import Testing
import Traceability

struct ExportBundleTests {
    private func world() throws -> QueryWorld {
        let world = try QueryWorld(book: RuleBook([.first: .second]))
        try world.record(EventText.harvest("A"), by: "farm")
        try world.record(EventText.transform([("A", 60)], into: [("D", 50)], at: 30), by: "farm")
        try world.record(EventText.transform([("A", 10)], into: [("X", 9)], at: 31), by: "farm")
        return world
    }

    private func bundle(
        _ world: QueryWorld, _ reader: Reader = .overseer,
        _ limits: ExportLimits = ExportLimits()
    ) async throws -> Bytes {
        let question = ExportQuestion(
            lot: EventText.lotKey("D"), country: "RU", goods: try #require(CommodityCode("081310")),
            moment: QueryWorld.start)
        let signer = ExportSigner(
            member: try #require(MemberID("farm")), key: QueryWorld.demo.key(.member, "farm"),
            time: QueryWorld.start)
        return try #require(
            try await world.index.exportBundle(
                question, table: .standard, signer: signer, for: reader, limits: limits))
    }

    @Test func `a bundle has the case, the events, the state and a proof each`() async throws {
        let world = try world()

        let archive = try StoredArchive(decoding: await bundle(world))

        let proofs = archive.files.filter { $0.name.hasPrefix(BundleFile.proofs) }
        #expect(
            archive.files.map(\.name).filter { !$0.hasPrefix(BundleFile.proofs) } == [
                BundleFile.page, BundleFile.json, BundleFile.events, BundleFile.manifest,
                BundleFile.state,
            ])
        #expect(proofs.count == 2)
        let signed = try SignedManifest(decoding: #require(archive[BundleFile.manifest]))
        #expect(signed.isSigned(by: QueryWorld.demo.key(.member, "farm").publicKey))
        #expect(signed.manifest.lot == EventText.lotKey("D") && signed.manifest.country == "RU")
        #expect(signed.manifest.height == world.ledger.head.height)
        let state = try ProofBundle(decoding: #require(archive[BundleFile.state]))
        #expect(state.states.allSatisfy { $0.holds(root: state.header.stateRoot) })
        #expect(state.states.count == 3)
        let text = String(decoding: try #require(archive[BundleFile.events]), as: UTF8.self)
        #expect(text.contains(EventText.lot("D")) && !text.contains(EventText.lot("X")))
    }

    @Test func `the same case packs to the same bytes`() async throws {
        let world = try world()

        #expect(try await bundle(world) == bundle(world))
    }

    @Test func `what a reader may not see is not in it`() async throws {
        let world = try world()

        let archive = try StoredArchive(decoding: await bundle(world, .anonymous))

        let text = String(decoding: try #require(archive[BundleFile.events]), as: UTF8.self)
        #expect(text.contains("\"https://daftar.tj/voc/readAs\":\"public\""))
        #expect(!text.contains("quantity\":"))
        for file in archive.files where file.name.hasPrefix(BundleFile.proofs) {
            #expect(try ProofBundle(decoding: file.bytes).transaction?.content == nil)
        }
    }

    @Test func `a bundle is bounded`() async throws {
        let world = try world()
        func refusal(_ limits: ExportLimits) async throws -> ExportRefusal? {
            do {
                _ = try await bundle(world, .overseer, limits)
                return nil
            } catch let error as ExportRefusal { return error }
        }

        #expect(
            try await refusal(ExportLimits(transactionsMax: 1))
                == .tooLarge(what: "transactions of its chain", max: 1))
        #expect(
            try await refusal(ExportLimits(bundleBytesMax: 100))
                == .tooLarge(what: "octets of its files", max: 100))
        #expect(try await refusal(ExportLimits(bundleBytesMax: 1 << 20)) == nil)
    }

    @Test func `nothing that members wrote is markup on the page`() async throws {
        let world = try QueryWorld(book: RuleBook([.first: .second]))
        let evil = "https://farm.example/%3Cscript%3E'&"
        try world.record(
            EventText.event(
                "ObjectEvent", id: nil, at: 0,
                """
                ,"action":"ADD","bizStep":"\(EventText.harvestStep)",\
                "quantityList":[{"epcClass":"\(EventText.lot("D"))","quantity":5,"uom":"KGM"}],\
                "readPoint":{"id":"\(EventText.place)"},\
                "bizTransactionList":[{"type":"inv","bizTransaction":"\(evil)"}]
                """), by: "farm")

        let archive = try StoredArchive(decoding: await bundle(world))

        let page = String(decoding: try #require(archive[BundleFile.page]), as: UTF8.self)
        #expect(!page.lowercased().contains("<script") && !page.contains("'&\""))
        #expect(page.contains("&#39;&amp;"))
        for language in ExportLanguage.allCases {
            #expect(page.contains("<section lang=\"\(language.rawValue)\">"))
        }
    }
}
