import EPCIS
import LedgerCore
import Query
import Testing
import Traceability

struct LotTests {
    private let kilogram: Int64 = 1_000_000

    private func world() throws -> QueryWorld {
        let world = try QueryWorld()
        try world.record(
            EventText.harvest("A", kilograms: 100, id: "urn:uuid:a", at: 0),
            EventText.ship("A", kilograms: 60, to: "processor", at: 10),
            EventText.ship("A", kilograms: 10, to: "exporter", at: 11), by: "farm")
        try world.record(
            EventText.receive("A", kilograms: 60, at: 20),
            EventText.transform([("A", 50)], into: [("D", 9)], at: 30), by: "processor")
        return world
    }

    @Test func `a balance says who holds what, and what is on the road`() throws {
        let world = try world()

        let balance = try #require(
            try world.index.read {
                try $0.balance(of: EventText.lotKey("A"))
            })

        #expect(
            balance.holdings.map { [$0.holder, "\($0.stock.amount / kilogram)"] } == [
                ["farm", "30"], ["processor", "10"],
            ])
        #expect(balance.consignments.map(\.from) == ["farm"])
        #expect(balance.consignments.map(\.stock.amount) == [10 * kilogram])
        #expect(balance.consignments.map(\.to.party) == ["exporter"])
        #expect(balance.total(in: .milligram).amount == 50 * kilogram)
        #expect(balance.hasUnaccounted == false)
        #expect(balance.height == Height(2))
    }

    @Test func `what a receiver missed is on the road until it is lost`() throws {
        let world = try QueryWorld(book: RuleBook([.first: .second]))
        let closes = ",\"disposition\":\"mismatch_quantity\""
        try world.record(
            EventText.harvest("A", kilograms: 460),
            EventText.ship("A", kilograms: 60, to: "processor"),
            EventText.ship("A", kilograms: 400, to: "exporter"), by: "farm")
        try world.record(
            EventText.receive("A", kilograms: 50, at: 20, extra: closes), by: "processor")
        try world.record(
            EventText.receive("A", kilograms: 399, at: 21, extra: closes), by: "exporter")

        let (balance, history) = try world.index.read {
            (
                try $0.balance(of: EventText.lotKey("A")),
                try $0.history(of: EventText.lotKey("A"))
            )
        }

        let week: Int64 = 7 * 86_400_000
        #expect(balance?.consignments.map(\.stock.amount) == [10 * kilogram])
        #expect(balance?.consignments.map(\.from) == ["farm"])
        #expect(
            balance?.consignments.map(\.disputedUntil)
                == [QueryWorld.start.advanced(byMilliseconds: 2_000 + week)])
        #expect(balance?.total(in: .milligram).amount == 459 * kilogram)
        #expect(
            history?.steps.suffix(2).map { $0.postings.map { "\($0.holder) \($0.cause)" } } == [
                ["processor received", "farm disputed"],
                ["exporter received", "farm consumed:lost_on_road"],
            ])
        #expect(history?.steps.dropLast().last?.postings.last?.counterparty == "processor")
    }

    @Test func `a balance says when what is addressed to a member is due`() async throws {
        let book = RuleBook([.first: .fourth])
        let world = try QueryWorld(book: book)
        try world.record(
            EventText.harvest("A", kilograms: 100),
            EventText.ship("A", kilograms: 60, to: "processor"), by: "farm")
        try world.record(
            EventText.receive(
                "A", kilograms: 50, at: 20, extra: ",\"disposition\":\"mismatch_quantity\""),
            by: "processor")
        try world.record(EventText.ship("A", kilograms: 7, to: "processor", at: 21), by: "farm")

        let acceptance = try #require(try await world.index.acceptance(by: book))
        let (with, without) = try await world.index.read {
            let lot = EventText.lotKey("A")
            return (
                try $0.balance(of: lot, for: .overseer, acceptance: acceptance),
                try $0.balance(of: lot, for: .overseer)
            )
        }

        let sent = QueryWorld.start.advanced(byMilliseconds: 3_000)
        #expect(
            with?.consignments.map(\.dueAt) == [sent.advanced(byMilliseconds: 864_000_000), nil])
        #expect(without?.consignments.map(\.dueAt) == [nil, nil])
        let third = try await world.index.acceptance(by: RuleBook([.first: .third]))
        #expect(third == nil)
    }

    @Test func `what a late record has covered is accounted for before it is touched`() throws {
        let world = try QueryWorld(book: RuleBook([.first: .third]))
        try world.record(
            EventText.receive("A", kilograms: 150, at: 20),
            EventText.ship("A", kilograms: 90, to: "exporter", at: 21),
            EventText.transform([("A", 50)], into: [("D", 9)], at: 30), by: "processor")
        let before = try #require(
            try world.index.read { try $0.balance(of: EventText.lotKey("A")) })
        try world.record(
            EventText.harvest("A", kilograms: 150),
            EventText.ship("A", kilograms: 80, to: "processor"), by: "farm")
        let between = try #require(
            try world.index.read { try $0.balance(of: EventText.lotKey("A")) })
        let unmade = try #require(
            try world.index.read { try $0.summary(of: EventText.lotKey("D")) })
        try world.record(
            EventText.ship("A", kilograms: 70, to: "processor", at: 40), by: "farm")
        let (after, made, label) = try world.index.read {
            (
                try $0.balance(of: EventText.lotKey("A")),
                try $0.summary(of: EventText.lotKey("D")),
                try $0.label(for: EventText.lotKey("D"))
            )
        }

        #expect(before.total(in: .milligram).unaccounted == 100 * kilogram)
        #expect(between.total(in: .milligram).unaccounted == 20 * kilogram)
        #expect(between.hasUnaccounted && unmade.isUnaccounted)
        #expect(after?.total(in: .milligram) == Stock(amount: 100 * kilogram, unaccounted: 0))
        #expect(after?.hasUnaccounted == false)
        #expect(made?.isUnaccounted == false && label?.isUnaccounted == false)
    }

    @Test func `a summary says how the lot began, and what was stated then`() throws {
        let world = try world()

        let summary = try #require(
            try world.index.read {
                try $0.summary(of: EventText.lotKey("A"))
            })

        #expect(summary.product == EventText.key("https://id.gs1.org/01/\(gtin)"))
        #expect(summary.creation?.event.eventID == "urn:uuid:a")
        #expect(summary.creation?.event.member == "farm")
        #expect(summary.creation?.bizStep == EventText.harvestStep)
        #expect(summary.creation?.place == EventText.key(EventText.place))
        #expect(summary.creation?.isTransformation == false)
        #expect(
            summary.attributes == [
                Attribute(name: "https://daftar.tj/voc/variety", value: "\"Mirsanjali\""),
                Attribute(name: summary.attributes.last?.name ?? "", value: "\"2026-07-12\""),
            ])
        #expect(summary.stepCount == 5)
        #expect(summary.lastTime.milliseconds(since: summary.firstTime) == 30_000)
        #expect(summary.isUnaccounted == false)
    }

    @Test func `a lot from nowhere is unaccounted`() throws {
        let world = try QueryWorld()
        try world.record(EventText.receive("ghost", kilograms: 5), by: "processor")

        let summary = try #require(
            try world.index.read {
                try $0.summary(of: EventText.lotKey("ghost"))
            })

        #expect(summary.creation == nil)
        #expect(summary.isUnaccounted && summary.balance.hasUnaccounted)
    }

    @Test func `a history tells the steps in the order of their time, with what they did`() throws {
        let world = try world()

        let history = try #require(
            try world.index.read {
                try $0.history(of: EventText.lotKey("A"))
            })
        let short = try #require(
            try world.index.read {
                try $0.history(of: EventText.lotKey("A"), stepsMax: 2)
            })

        #expect(
            history.steps.map { $0.postings.map { "\($0.holder) \($0.cause)" } } == [
                ["farm created"], ["farm shipped"], ["farm shipped"], ["processor received"],
                ["processor consumed:processed"],
            ])
        #expect(history.steps[1].postings[0].counterparty == "processor")
        #expect(history.steps[3].postings[0].counterparty == "farm")
        #expect(history.steps.map(\.bizStep).last == "creating_class_instance")
        #expect(history.steps.last?.roles == [.inputClass])
        #expect(history.isTruncated == false)
        #expect(short.steps == Array(history.steps.prefix(2)) && short.isTruncated)
    }

    @Test func `a lot inside a pallet has the pallet's journey in its history`() throws {
        let world = try QueryWorld()
        let pallet = EventText.pallet(3)
        try world.record(
            EventText.harvest("A"), EventText.pack("A", kilograms: 40, into: pallet, at: 5),
            EventText.event(
                "ObjectEvent", id: nil, at: 6,
                """
                ,"action":"OBSERVE","bizStep":"shipping","epcList":["\(pallet)"],\
                "destinationList":[{"type":"possessing_party",\
                "destination":"https://daftar.tj/member/exporter"}]
                """), by: "farm")

        let history = try #require(
            try world.index.read {
                try $0.history(of: EventText.lotKey("A"))
            })

        #expect(history.steps.map(\.roles) == [[.epcClass], [.epcClass], [.carried]])
        #expect(history.steps.last?.bizStep == "shipping")
    }

    @Test func `what nobody mentioned is unknown`() throws {
        let world = try world()

        try world.index.read { reader throws in
            #expect(try reader.isKnown(EventText.lotKey("A")))
            #expect(try reader.isKnown(EventText.lotKey("nothing")) == false)
            #expect(try reader.isKnown("farm") == false)
            #expect(try reader.summary(of: EventText.lotKey("nothing")) == nil)
            #expect(try reader.balance(of: "farm") == nil)
            #expect(try reader.history(of: "shipping") == nil)
        }
    }

    private var gtin: String {
        (try? ObjectKey(parsing: EventText.lot("A")))?.gtin ?? ""
    }
}
