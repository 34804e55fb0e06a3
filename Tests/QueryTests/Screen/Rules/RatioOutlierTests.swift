import Foundation
import LedgerCore
import Query
import Testing

struct RatioOutlierTests {
    @Test func `a ratio far from the works' own tells median, bound and lot`() throws {
        let world = try AlertCode.world()

        try AlertCode.ratioOwnHistory.commit(in: world)

        let alert = try #require(try world.alerts().first)
        #expect(alert.members == ["processor"])
        #expect(alert.lots == [EventText.lotKey("processor-D8")])
        let number = try #require(alert.numbers.first)
        #expect(number.observed == 400_000 && number.usual == 250_000)
        #expect(number.threshold == 324_000 && number.unit == .perMillion)
        #expect(alert.eventCount == 1)
    }

    @Test func `too little is as far as too much`() throws {
        let world = try AlertCode.world()

        try AlertCode.dry(in: world, by: "processor", Array(repeating: 25, count: 8) + [20])

        #expect(try world.alerts().first?.numbers.map(\.threshold) == [212_500])
    }

    @Test(arguments: [[25, 25, 25, 25, 25, 25, 25, 60], [25, 25, 25, 25, 25, 25, 25, 25, 28]])
    func `a short history and a small difference are silent`(results: [Int]) throws {
        let world = try AlertCode.world()

        try AlertCode.dry(in: world, by: "processor", results)

        #expect(try world.alerts() == [])
    }

    @Test func `a works is compared with others of the same goods, whatever its own history`()
        throws
    {
        let world = try AlertCode.world()

        try AlertCode.ratioPeers.commit(in: world)

        let alert = try #require(try world.alerts().first)
        #expect(alert.members == ["works-3"] && alert.eventCount == 3)
        #expect(alert.numbers.map(\.observed) == [600_000])
        #expect(alert.numbers.map(\.usual) == [250_000])
    }

    @Test func `too few others are no comparison`() throws {
        let world = try AlertCode.world()

        for works in 0..<4 {
            try AlertCode.dry(
                in: world, by: "works-\(works)", Array(repeating: works == 3 ? 60 : 25, count: 3))
        }

        #expect(try world.alerts() == [])
    }

    @Test func `what a customs code joins is compared though the products differ`() throws {
        let world = try AlertCode.world()
        let described = (1...5).map { "\"urn:epc:idpat:sgtin:4880001.01000\($0).*\"" }.map {
            """
            {"id":\($0),"attributes":[{"id":"https://daftar.tj/voc/hsCode","attribute":"081310"}]}
            """
        }
        let header = """
            {"epcisMasterData":{"vocabularyList":[{"type":"urn:epcglobal:epcis:vtype:EPCClass",\
            "vocabularyElementList":[\(described.joined(separator: ","))]}]}}
            """
        let outcomes = try world.commit([
            world.capture([EventText.harvest("first")], by: "farm", header: header)
        ])
        try #require(outcomes[0].judgement == .done)

        for works in 0..<5 {
            for number in 0..<3 {
                let lot = "\(works)\(number)"
                let event = EventText.transform(
                    [("F" + lot, 100)], into: [("D" + lot, works == 3 ? 60 : 25)])
                try world.record(
                    EventText.harvest("F" + lot),
                    event.replacingOccurrences(
                        of: EventText.lot("D" + lot),
                        with: "urn:epc:class:lgtin:4880001.01000\(works + 1).D" + lot),
                    by: "works-\(works)")
            }
        }

        #expect(try world.alerts().map(\.members) == [["works-3"]])
        #expect(try world.alerts().first?.goods.last == "081310")
    }
}
