import LedgerCore
import Query
import Testing

struct LabelTests {
    private func label(_ world: QueryWorld, _ lot: String) throws -> LabelView {
        try #require(try world.index.read { try $0.label(for: EventText.lotKey(lot)) })
    }

    private let masterData = """
        {"epcisMasterData":{"vocabularyList":[\
        {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[\
        {"id":"\(EventText.place)","attributes":[\
        {"id":"agri:district","attribute":{"en":"Isfara","tg":"Исфара"}}]}]},\
        {"type":"urn:epcglobal:epcis:vtype:EPCClass","vocabularyElementList":[\
        {"id":"urn:epc:idpat:sgtin:4880001.012345.*","attributes":[\
        {"id":"cbvmda:descriptionShort","attribute":"Dried apricots"}]}]}]}}
        """

    /// Two farms' lots go into one that is packed.
    private func world() throws -> QueryWorld {
        let world = try QueryWorld()
        try world.commit([
            try world.capture(
                [
                    EventText.harvest("F1", at: 1), EventText.harvest("F2", at: 2),
                    EventText.harvest("other", at: 3),
                ], by: "farm", header: masterData)
        ])
        try world.record(
            EventText.transform([("F1", 50), ("F2", 50)], into: [("dried", 30)], at: 10),
            EventText.observe("dried", step: "inspecting", at: 20), by: "farm")
        return world
    }

    @Test func `a label tells where it grew, when, and through whose hands it went`() throws {
        let view = try label(world(), "dried")

        #expect(view.origins.map(\.lot) == ["F1", "F2"].map(EventText.lotKey))
        #expect(view.origins.map(\.member) == ["farm", "farm"])
        let place = try #require(view.origins.first?.place)
        #expect(
            place.masterData == [
                Attribute(
                    name: "https://daftar.tj/voc/district",
                    value: #"{"en":"Isfara","tg":"Исфара"}"#)
            ])
        #expect(
            view.origins[0].attributes.map(\.value) == ["\"Mirsanjali\"", "\"2026-07-12\""])
        #expect(view.steps.map(\.lot) == ["F1", "F2", "dried", "dried"].map(EventText.lotKey))
        #expect(view.steps.map(\.depth) == [1, 1, 0, 0])
        #expect(view.product?.masterData.map(\.value) == ["\"Dried apricots\""])
        #expect(view.isUnaccounted == false && view.hasMoreOrigins == false)
        #expect(view.recall == nil)
        #expect(view.height == Height(2))
    }

    @Test func `a label of goods with a gap in their past says so`() throws {
        let world = try world()
        try world.record(
            EventText.transform([("F1", 10), ("ghost", 10)], into: [("mixed", 15)], at: 30),
            by: "farm")

        let view = try label(world, "mixed")

        #expect(view.origins.map(\.lot) == [EventText.lotKey("F1")])
        #expect(view.isUnaccounted && view.hasMoreOrigins)
    }

    @Test func `a label of many origins and steps is cut, and says so`() throws {
        let world = try world()
        let limits = LabelLimits(originsMax: 1, stepsMax: 2)

        let view = try #require(
            try world.index.read {
                try $0.label(for: EventText.lotKey("dried"), limits: limits)
            })

        #expect(view.origins.count == 1 && view.hasMoreOrigins)
        #expect(view.steps.count == 2 && view.hasMoreSteps)
    }

    @Test func `a label nobody issued goods for is unknown`() throws {
        let world = try world()

        #expect(try world.index.read { try $0.label(for: EventText.lotKey("none")) } == nil)
    }
}
