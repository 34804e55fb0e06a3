import Foundation
import LedgerCore
import Storage
import Testing
import Traceability

@testable import Query

/// What answers say of where goods came from: Docs/Spec/MassBalance.md §10.2.
struct OriginShareTests {
    /// A harvest, an import from UZ and opening stock, of which the blend of 100 kg was made: 50, 30, 20.
    private func world() throws -> QueryWorld {
        let world = try QueryWorld(book: RuleBook([.first: .fourth]))
        let importing = EventText.harvest(
            "foreign",
            extra: """
                ,"agri:importDeclaration":{"number":"D-1","amount":100,"uom":"KGM",\
                "countryOfOrigin":"UZ","borderPost":"Fotehobod","dutyStatus":"paid"}
                """
        ).replacing(EventText.harvestStep, with: "https://daftar.tj/voc/BizStep-importing")
        let opening = EventText.harvest("old", extra: ",\"agri:openingDocument\":\"act 12\"")
            .replacing(EventText.harvestStep, with: "https://daftar.tj/voc/BizStep-opening_stock")
        try world.record(EventText.harvest("local"), importing, opening, by: "farm")
        try world.record(
            EventText.transform(
                [("local", 50), ("foreign", 30), ("old", 20)], into: [("blend", 100)], at: 10),
            by: "farm")
        return world
    }

    private func spoken(_ shares: [OriginShare]) -> [String] {
        shares.map { share in
            [share.origin.word, share.origin.country?.text, "\(share.thousandths)"]
                .compactMap(\.self).joined(separator: " ")
        }
    }

    @Test func `shares of a lot are for everybody, and amounts are not`() throws {
        let world = try world()

        let balance = try world.index.read {
            try $0.balance(of: EventText.lotKey("blend"), for: .anonymous)
        }

        #expect(spoken(balance?.origins ?? []) == ["grown 500", "imported UZ 300", "declared 200"])
        #expect(balance?.isWhole == false && balance?.holdings == [])
    }

    @Test func `they say the same when the last of it is sold`() throws {
        let world = try world()
        try world.record(
            EventText.delete("blend", kilograms: 100, step: "retail_selling", at: 20), by: "farm")

        let balance = try world.index.read { try $0.balance(of: EventText.lotKey("blend")) }

        #expect(balance?.total(in: .milligram).amount == 0)
        #expect(spoken(balance?.origins ?? []) == ["grown 500", "imported UZ 300", "declared 200"])
    }

    @Test func `a trace has them at each thing`() throws {
        let world = try world()

        let trace = try #require(
            try world.index.read {
                try $0.trace(of: EventText.lotKey("blend"), .upstream, for: .anonymous)
            })

        let shares = Dictionary(
            uniqueKeysWithValues: trace.nodes.map { ($0.key, spoken($0.shares)) })
        #expect(
            shares == [
                EventText.lotKey("blend"): ["grown 500", "imported UZ 300", "declared 200"],
                EventText.lotKey("local"): ["grown 1000"],
                EventText.lotKey("foreign"): ["imported UZ 1000"],
                EventText.lotKey("old"): ["declared 1000"],
            ])
    }

    @Test func `a label calls no import and no opening stock a harvest`() throws {
        let world = try world()

        let label = try #require(
            try world.index.read { try $0.label(for: EventText.lotKey("blend")) })

        #expect(spoken(label.shares) == ["grown 500", "imported UZ 300", "declared 200"])
        let harvests = label.origins.filter(\.isHarvest).map(\.lot)
        #expect(label.origins.count == 3)
        #expect(harvests == [EventText.lotKey("local")])
    }

    @Test func `an export case does not take opening stock for a harvest`() async throws {
        let world = try world()
        let question = { (lot: String) in
            ExportQuestion(
                lot: EventText.lotKey(lot), country: "RU", goods: CommodityCode("080910"),
                amount: nil, moment: QueryWorld.start)
        }

        let blend = try #require(
            try await world.index.exportCase(question("blend"), table: .standard))
        let local = try #require(
            try await world.index.exportCase(question("local"), table: .standard))

        let origin = blend.checks.first { $0.code == .origin }
        #expect(
            origin?.fault == ExportPhrases.declared(EventText.lotKey("old"), others: 0))
        #expect(local.checks.first { $0.code == .origin }?.passes == true)
    }

    @Test func `a creation that was an error leaves no shares`() throws {
        let world = try QueryWorld(book: RuleBook([.first: .fourth]))
        let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
        try world.record(EventText.harvest("local", id: id), by: "farm")
        try world.record(
            EventText.harvest("local", id: id, extra: EventText.declaration), by: "farm")

        let balance = try world.index.read { try $0.balance(of: EventText.lotKey("local")) }

        #expect(balance?.origins == [])
    }

    @Test func `under older rules nothing is said of origins`() throws {
        let world = try QueryWorld()
        try world.record(EventText.harvest("local"), by: "farm")

        let label = try #require(
            try world.index.read { try $0.label(for: EventText.lotKey("local")) })

        #expect(label.shares == [] && label.origins.map(\.isHarvest) == [true])
    }

    @Test func `a node that catches up has the same`() throws {
        let source = try world()
        let before = try source.index.dump()
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: source.home.query + suffix)
        }

        let remade = try QueryIndex(ledger: source.ledger)
        try remade.catchUp()

        #expect(try remade.dump() == before)
        #expect(before.contains { $0.hasPrefix("origins") })
    }
}
