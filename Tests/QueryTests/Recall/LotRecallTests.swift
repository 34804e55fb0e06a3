import EPCIS
import LedgerCore
import Query
import Testing

struct LotRecallTests {
    private func recall(_ world: QueryWorld, _ lot: String) throws -> LotRecall? {
        let state = try world.index.read { try $0.recall(of: EventText.lotKey(lot)) }
        let label = try world.index.read { try $0.label(for: EventText.lotKey(lot)) }
        #expect(label?.recall == state)
        return state
    }

    private func event(
        _ lot: String, _ disposition: String, id: String? = nil, at seconds: Int, extra: String = ""
    ) -> String {
        EventText.event(
            "ObjectEvent", id: id, at: seconds,
            """
            ,"action":"OBSERVE","bizStep":"holding",\(disposition),\
            "quantityList":[{"epcClass":"\(EventText.lot(lot))"}]\(extra)
            """)
    }

    private let recalled = "\"disposition\":\"recalled\""
    private let lifted = "\"persistentDisposition\":{\"unset\":[\"recalled\"]}"

    /// A into M into P; Q beside them.
    private func world() throws -> QueryWorld {
        let world = try QueryWorld()
        try world.record(EventText.harvest("A"), EventText.harvest("Q"), by: "farm")
        try world.record(
            EventText.transform([("A", 10)], into: [("M", 9)], at: 1),
            EventText.transform([("M", 5)], into: [("P", 4)], at: 2), by: "farm")
        return world
    }

    @Test func `a recall flags the lot, and says of what is made of it where it comes from`()
        throws
    {
        let world = try world()
        #expect(try recall(world, "M") == nil)

        try world.record(
            event(
                "M", recalled, id: "urn:uuid:r", at: 9,
                extra: ",\"agri:recallReason\":\"aflatoxin\""), by: "exporter")

        let own = try #require(try recall(world, "M"))
        #expect(own.lot == EventText.lotKey("M") && own.depth == 0)
        #expect(own.eventID == "urn:uuid:r" && own.member == "exporter")
        #expect(own.reason == "aflatoxin")
        #expect(try recall(world, "P")?.lot == EventText.lotKey("M"))
        #expect(try recall(world, "P")?.depth == 1)
        #expect(try recall(world, "A") == nil && recall(world, "Q") == nil)
    }

    @Test func `a recall stands through later events, until its member lifts it`() throws {
        let world = try world()
        try world.record(event("M", recalled, at: 9), by: "exporter")
        try world.record(event("M", "\"disposition\":\"conformant\"", at: 10), by: "exporter")
        try world.record(event("M", lifted, at: 11), by: "farm")
        #expect(try recall(world, "M") != nil)

        try world.record(event("M", lifted, at: 12), by: "exporter")
        #expect(try recall(world, "M") == nil)

        try world.record(
            event("M", "\"persistentDisposition\":{\"set\":[\"recalled\"]}", at: 13),
            by: "exporter")
        #expect(try recall(world, "M")?.member == "exporter")
    }

    @Test func `a recall that was declared wrong is none`() throws {
        let world = try world()
        try world.record(event("A", recalled, id: "urn:uuid:r", at: 9), by: "farm")
        #expect(try recall(world, "P")?.lot == EventText.lotKey("A"))

        try world.record(
            event("A", recalled, id: "urn:uuid:r", at: 9, extra: EventText.declaration),
            by: "farm")

        #expect(try recall(world, "A") == nil && recall(world, "P") == nil)
    }

    @Test func `the document of a recall is taken, and flags every lot of it`() async throws {
        let world = try world()
        let (unit, time) = (EventText.pallet(3), EventTime(milliseconds: 1_789_900_000_000))
        try world.record(EventText.pack("P", kilograms: 1, into: unit, at: 3), by: "farm")
        let found = try await world.index.recall(from: .lot(EventText.lotKey("M")))

        let document = try #require(found).document(at: try #require(time))
        let outcomes = try world.commit([world.sign(document, by: "exporter")])

        #expect(outcomes[0].events == [.done, .done, .done])
        #expect(try recall(world, "M")?.depth == 0 && recall(world, "P")?.depth == 0)
        let pallet = try await world.index.read { try $0.recall(of: EventText.key(unit)) }
        #expect(pallet?.depth == 0)
        #expect(try recall(world, "A") == nil)
    }
}
