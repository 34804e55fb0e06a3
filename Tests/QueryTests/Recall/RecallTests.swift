import LedgerCore
import Query
import Storage
import Testing

struct RecallTests {
    private let kilogram: Int64 = 1_000_000

    private func recall(
        _ world: QueryWorld, _ lot: String, limits: RecallLimits = RecallLimits()
    ) async throws -> Recall {
        let key = EventText.key(lot.hasPrefix("urn:") ? lot : EventText.lot(lot))
        return try #require(try await world.index.recall(from: .lot(key), limits: limits))
    }

    private func keys(_ names: String...) -> [String] { names.map(EventText.lotKey) }

    private func intake(_ lot: AffectedLot) -> [Int64] {
        lot.intakes.flatMap { [Int64($0.affected) / kilogram, Int64($0.total) / kilogram] }
    }

    /// A and B into M, M and C into P; M also into Q; D into nothing.
    private func world() throws -> QueryWorld {
        let world = try QueryWorld()
        try world.record(
            ["A", "B", "C", "D"].map { EventText.harvest($0) }, by: "farm")
        try world.record(
            EventText.transform(
                [("A", 30), ("B", 10)], into: [("M", 36)], id: "urn:uuid:m", at: 1),
            EventText.transform(
                [("M", 20), ("C", 60)], into: [("P", 70)], id: "urn:uuid:p", at: 2),
            EventText.transform([("M", 4)], into: [("Q", 3)], at: 3), by: "farm")
        return world
    }

    @Test func `a lot that took any of an affected lot is affected, and how much went in is told`()
        async throws
    {
        let recall = try await recall(world(), "A")

        #expect(recall.lots.map(\.key) == keys("A", "M", "P", "Q"))
        #expect(recall.lots.map(\.depth) == [0, 1, 2, 2])
        #expect(recall.lots.map(intake) == [[], [30, 40], [20, 80], [4, 4]])
        #expect(recall.lots.map { $0.reached?.from } == [nil] + keys("A", "M", "M"))
        #expect(
            recall.lots[1].reached?.events.map(\.eventID) == ["urn:uuid:m"]
                && recall.lots[2].reached?.events.map(\.eventID) == ["urn:uuid:p"])
        #expect(recall.isComplete && recall.totals.lots == 4 && recall.height == Height(2))
    }

    @Test func `who has affected goods now, and what is gone, is told by lot and in sum`()
        async throws
    {
        let world = try world()
        try world.record(
            EventText.ship("A", kilograms: 25, to: "processor", at: 4),
            EventText.ship("A", kilograms: 5, to: "exporter", at: 5),
            EventText.delete("P", kilograms: 8, step: "destroying", at: 6), by: "farm")
        try world.record(
            EventText.receive("A", kilograms: 25, at: 7),
            EventText.delete("A", kilograms: 2, step: "retail_selling", at: 8), by: "processor")

        let recall = try await recall(world, "A")

        let start = try #require(recall.lots.first)
        #expect(
            start.holdings.map { "\($0.holder) \($0.stock.amount / kilogram)" } == [
                "farm 40", "processor 23",
            ])
        #expect(start.consignments.map(\.stock.amount) == [5 * kilogram])
        #expect(
            start.gone.map { "\($0.holder) \($0.cause) \($0.amount / kilogram)" } == [
                "farm consumed:processed 30", "processor consumed:sold 2",
            ])
        let amounts = try #require(recall.totals.amounts)
        #expect(amounts.holders == 2)
        let onHand = Int128(40 + 23 + 12 + 62 + 3) * Int128(kilogram)
        #expect(amounts.onHand.map(\.amount) == [onHand])
        #expect(amounts.onTheRoad.map(\.amount) == [Int128(5 * kilogram)])
        #expect(
            amounts.gone.map { "\($0.cause) \($0.amount / Int128(kilogram))" } == [
                "consumed:destroyed 8", "consumed:processed 54", "consumed:sold 2",
            ])
    }

    @Test func `what was near and took nothing is named with the reason`() async throws {
        let world = try world()
        try world.record(
            EventText.transform(
                [("D", 5)], into: [("E", 2), ("F", 2)], id: "urn:uuid:d", at: 9), by: "farm")

        let start = try await recall(world, "A")
        let output = try await recall(world, "E")

        let near = try #require(start.unaffected?.lots)
        #expect(near.map(\.key) == keys("B", "C", "D"))
        #expect(near.map(\.reason) == [.wentInBeside, .wentInBeside, .samePlaceAndDay])
        #expect(near.prefix(2).map(\.beside) == keys("A", "M"))
        #expect(near.prefix(2).map(\.eventID) == ["urn:uuid:m", "urn:uuid:p"])
        #expect(
            output.unaffected?.lots.prefix(2).map { "\($0.reason) \($0.key)" } == [
                "madeBeside \(EventText.lotKey("F"))", "wentIntoStart \(EventText.lotKey("D"))",
            ])
    }

    @Test func `a lot of two makings has the inputs of both in its total`() async throws {
        let world = try world()
        try world.record(
            EventText.transform([("B", 50), ("D", 10)], into: [("M", 55)], at: 9), by: "farm")

        let recall = try await recall(world, "A")

        #expect(recall.lots[1].key == EventText.lotKey("M"))
        #expect(intake(recall.lots[1]) == [30, 100])
    }

    @Test func `one transformation told by several events counts once`() async throws {
        let world = try QueryWorld()
        try world.record(EventText.harvest("A"), EventText.harvest("B"), by: "farm")
        let id = "urn:uuid:t"
        try world.record(
            EventText.transform(
                [("A", 10)], into: [("M", 4)], joinedBy: id, id: "urn:uuid:1", at: 1),
            EventText.transform([("B", 30)], into: [], joinedBy: id, id: "urn:uuid:2", at: 2),
            EventText.transform(
                [], into: [("M", 20), ("N", 9)], joinedBy: id, id: "urn:uuid:3", at: 3),
            by: "farm")

        let recall = try await recall(world, "A")

        #expect(recall.lots.map(\.key) == keys("A", "M", "N"))
        #expect(recall.lots.map(intake) == [[], [10, 40], [10, 40]])
        #expect(recall.lots[2].reached?.events.map(\.eventID) == ["urn:uuid:1", "urn:uuid:3"])
    }

    @Test func `what turns in a circle is followed once`() async throws {
        let world = try QueryWorld()
        try world.record(
            EventText.transform([("A", 5)], into: [("B", 4)], at: 1),
            EventText.transform([("B", 2)], into: [("C", 2)], at: 2),
            EventText.transform([("C", 1)], into: [("B", 1)], at: 3), by: "farm")

        let recall = try await recall(world, "B")

        #expect(recall.lots.map(\.key) == keys("B", "C"))
        #expect(recall.lots.map(intake) == [[1, 6], [2, 2]])
        #expect(recall.lots[0].reached == nil && recall.lots[0].depth == 0)
    }

    @Test func `a pallet is called back for what is on it, and calls back nothing beside it`()
        async throws
    {
        let world = try QueryWorld()
        let (pallet, load) = (EventText.pallet(7), EventText.pallet(8))
        try world.record(EventText.harvest("A"), EventText.harvest("B"), by: "farm")
        try world.record(
            EventText.pack("A", kilograms: 5, into: pallet, at: 1),
            EventText.pack("B", kilograms: 15, into: pallet, at: 2),
            EventText.pack(unit: pallet, into: load, at: 3), by: "farm")

        let lot = try await recall(world, "A")
        let whole = try await recall(world, load)

        #expect(
            lot.lots.map(\.key) == [EventText.lotKey("A")] + [pallet, load].map(EventText.key))
        #expect(lot.lots[1].reached?.kind == .aggregation)
        #expect(intake(lot.lots[1]) == [5, 20])
        #expect(
            Set(whole.lots.map(\.key))
                == Set(keys("A", "B") + [pallet, load].map(EventText.key)))
        #expect(whole.lots.allSatisfy { $0.depth == 0 })
    }

    @Test func `goods whose product nobody recorded are an open end, and lost amounts are counted`()
        async throws
    {
        let world = try QueryWorld()
        try world.record(EventText.harvest("A"), by: "farm")
        try world.record(
            EventText.transform(
                [("A", 5)], into: [], joinedBy: "urn:uuid:t", id: "urn:uuid:open", at: 1),
            EventText.event(
                "TransformationEvent", id: nil, at: 2,
                """
                ,"inputQuantityList":[{"epcClass":"\(EventText.lot("A"))"}],\
                "outputQuantityList":[{"epcClass":"\(EventText.lot("X"))"}]
                """), by: "farm")

        let recall = try await recall(world, "A")

        #expect(recall.openEnds.count == 1)
        #expect(recall.openEnds.listed.map(\.eventID) == ["urn:uuid:open"])
        #expect(recall.openEnds.listed.map(\.lot) == keys("A"))
        #expect(recall.lots.map(\.key) == keys("A", "X"))
        #expect(recall.lots[1].unmeasuredInputs == 1 && recall.lots[1].intakes.isEmpty)
    }

    @Test func `a recall begins with what an event is about`() async throws {
        let world = try world()
        try world.record(
            EventText.observe("M", step: "inspecting", id: "urn:uuid:lab", at: 9), by: "farm")

        let result = try await world.index.recall(from: .event("urn:uuid:lab"))
        let making = try await world.index.recall(from: .event("urn:uuid:m"))

        #expect(result?.lots.map(\.key) == keys("M", "P", "Q"))
        #expect(making?.lots.map(\.key) == keys("M", "P", "Q"))
        #expect(try await world.index.recall(from: .event("urn:uuid:none")) == nil)
        #expect(try await world.index.recall(from: .lot("/01/1")) == nil)
    }

    @Test func `what is cut short says so, and calls nothing unaffected`() async throws {
        let world = try world()

        let shallow = try await recall(world, "A", limits: RecallLimits(depthMax: 1))
        let few = try await recall(world, "A", limits: RecallLimits(lotsMax: 2))
        let fewLinks = try await recall(world, "A", limits: RecallLimits(linksMax: 1))
        let unlisted = try await recall(
            world, "A", limits: RecallLimits(listed: 0..<0, unaffectedMax: 1))

        #expect(shallow.truncation == .depth(1) && shallow.totals.lots == 2)
        #expect(few.truncation == .nodes(2) && few.totals.lots == 2)
        #expect(fewLinks.truncation == .links(1))
        for cut in [shallow, few, fewLinks] {
            #expect(cut.unaffected == nil && !cut.isComplete)
        }
        #expect(unlisted.lots.isEmpty && unlisted.totals.lots == 4)
        #expect(unlisted.unaffected?.lots.count == 1 && unlisted.unaffected?.isTruncated == true)
        #expect(unlisted.isComplete)
    }

    @Test func `a recall is listed in parts, which say how each lot was reached`() async throws {
        let world = try world()

        let part = try await recall(world, "A", limits: RecallLimits(listed: 2..<9))

        #expect(part.listed == 2..<4 && part.lots.map(\.key) == keys("P", "Q"))
        #expect(part.lots.map { $0.reached?.from } == keys("M", "M"))
        #expect(part.totals.lots == 4)
    }

    @Test func `a consumption that was declared wrong is not gone`() async throws {
        let world = try world()
        let sale = { extra in
            EventText.delete(
                "A", kilograms: 7, step: "retail_selling", id: "urn:uuid:sale", at: 9,
                extra: extra)
        }
        try world.record(sale(""), by: "farm")
        try world.record(
            EventText.delete("A", kilograms: 1, step: "retail_selling", at: 10), by: "farm")
        let before = try await recall(world, "A").lots[0].gone.map(\.amount)
        try world.record(sale(EventText.declaration), by: "farm")
        let after = try await recall(world, "A").lots[0].gone

        #expect(before == [30, 8].map { $0 * kilogram })
        #expect(
            after.map { "\($0.cause) \($0.amount / kilogram)" } == [
                "consumed:processed 30", "consumed:sold 1",
            ])
    }
}
