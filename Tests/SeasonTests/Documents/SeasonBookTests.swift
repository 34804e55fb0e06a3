import EPCIS
import Testing

@testable import Season

@Suite struct SeasonBookTests {
    private let farm = SeasonMembers().apricotFarms[0]
    private let gin = SeasonMembers().gin

    private func harvest(of member: SeasonMember) throws -> EventDraft {
        let day = try #require(CivilDay(year: 2025, month: 6, day: 20))
        let item = TradeItem.bulk(.freshApricot, of: member.company, number: 1)
        var event = EventDraft(
            what: .object(
                action: .add, things: [],
                amounts: [.grams(812_500, of: .lot(item, lot: "250620-01"))]),
            time: LocalMoment(day, hour: 11), bizStep: AgriVocabulary.harvesting,
            disposition: "active", readPoint: member.part("B1"), location: member.site)
        event.ilmd = [("cbvmda:harvestStartDate", .string(day.text))]
        return event
    }

    @Test func `a harvest in Digital Links`() throws {
        let event = EventWriter(spelling: farm.spelling).json(
            try harvest(of: farm), id: "urn:uuid:1")

        let expected =
            #"{"type":"ObjectEvent","eventID":"urn:uuid:1","#
            + #""eventTime":"2025-06-20T11:00:00+05:00","eventTimeZoneOffset":"+05:00","#
            + #""action":"ADD","quantityList":[{"epcClass":"#
            + #""https://id.gs1.org/01/04880010010017/10/250620-01","quantity":812.5,"#
            + #""uom":"KGM"}],"bizStep":"https://daftar.tj/voc/BizStep-harvesting","#
            + #""disposition":"active","#
            + #""readPoint":{"id":"https://id.gs1.org/414/4880010010017/254/B1"},"#
            + #""bizLocation":{"id":"https://id.gs1.org/414/4880010010017"},"#
            + #""ilmd":{"cbvmda:harvestStartDate":"2025-06-20"}}"#
        #expect(String(decoding: JSONWriter.write(event), as: UTF8.self) == expected)
    }

    @Test func `the same in URNs`() throws {
        let event = EventWriter(spelling: gin.spelling).json(
            try harvest(of: gin), id: "urn:uuid:1")

        let list = try #require(event["quantityList"]?.array)
        #expect(
            list.first?["epcClass"]?.string == "urn:epc:class:lgtin:488002208.0001.250620-01")
        #expect(event["readPoint"]?["id"]?.string == "urn:epc:id:sgln:488002208.001.B1")
        #expect(event["bizLocation"]?["id"]?.string == "urn:epc:id:sgln:488002208.001.0")
    }

    @Test func `a day of a member is one document, and the first one names its things`() throws {
        var book = SeasonBook()
        var event = try harvest(of: farm)
        book.describe(.bulk(.freshApricot, of: farm.company, number: 1), of: farm)
        book.record(event, by: farm, in: .harvest)
        event.time = event.time.later(minutes: 60)
        book.record(event, by: farm, in: .harvest)
        event.time = event.time.later(days: 1)
        book.record(event, by: farm, in: .harvest)

        let documents = book.documents(draw: SeededGenerator(seed: 1))

        #expect(documents.map(\.eventCount) == [2, 1])
        let first = try JSONValue(parsing: documents[0].bytes)
        let second = try JSONValue(parsing: documents[1].bytes)
        let list = first["epcisHeader"]?["epcisMasterData"]?["vocabularyList"]?.array ?? []
        #expect(
            list.compactMap { $0["type"]?.string } == [
                "urn:epcglobal:epcis:vtype:EPCClass", "urn:epcglobal:epcis:vtype:Location",
                "urn:epcglobal:epcis:vtype:Party",
            ])
        #expect(second["epcisHeader"] == nil)
    }

    @Test func `every document of the season is read by the strict reader`() throws {
        for document in DemoSeason().documents {
            let read = try EPCISDocument(json: document.bytes)
            #expect(read.events.count == document.eventCount)
        }
    }
}
