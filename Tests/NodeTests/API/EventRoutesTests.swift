import EPCIS
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Node

/// Questions for the events of a harvest of 500 kg, of which 200 kg went on.
struct EventRoutesTests {
    @Test func `events are asked for by what they are`() async throws {
        try await RunningNode.withSeason { node in
            let all = try Answer(try await node.get("/epcis/v2/events"))
            let shipped = try Answer(
                try await node.get("/epcis/v2/events?EQ_bizStep=shipping&eventType=ObjectEvent"))
            let none = try Answer(try await node.get("/epcis/v2/events?EQ_bizStep=receiving"))

            #expect(all["type"] == "EPCISQueryDocument")
            #expect(all.events.count == 2)
            #expect(shipped.events.map { $0["eventID"] } == ["urn:uuid:s1"])
            #expect(shipped.events.first?["recordTime"]?.string?.hasSuffix("Z") == true)
            #expect(none.events.isEmpty)
        }
    }

    @Test func `pages follow each other by the link`() async throws {
        try await RunningNode.withSeason { node in
            let first = try await node.get("/epcis/v2/events?perPage=1")
            let link = try #require(first.headers[.link])
            let next = try #require(link.split(separator: ">").first?.dropFirst())
            let second = try await node.get(String(next))

            #expect(link.hasSuffix(">; rel=\"next\""))
            let ids = try [first, second].flatMap { try Answer($0).events }
                .compactMap { $0["eventID"]?.string }
            #expect(Set(ids) == ["urn:uuid:h1", "urn:uuid:s1"])
            #expect(second.headers[.link] == nil)
        }
    }

    @Test(
        arguments: [
            ("EQ_nonsense=1", "query.unknown_parameter"), ("perPage=0", "query.bad_value"),
            ("perPage=1&perPage=2", "request.parameter"), ("EQ_eventID=%zz", "request.parameter"),
            ("nextPageToken=00", "query.bad_page_token"),
            ("GE_eventTime=yesterday", "query.bad_value"),
            ("eventCountLimit=1&maxEventCount=1&orderBy=eventTime", "query.two_limits"),
            ("eventCountLimit=1", "query.limit_without_order"),
            ("MATCH_epc=urn:epc:idpat:sgtin:4880000.*.*", "query.pattern_not_supported"),
            ("maxEventCount=1", "query.too_large"),
        ])
    func `a wrong question is an error, never ignored`(query: String, code: String) async throws {
        try await RunningNode.withSeason { node in
            let answer = try Answer(try await node.get("/epcis/v2/events?" + query))

            #expect(answer.code == code)
            #expect(answer.status == (code == "query.too_large" ? 413 : 400))
            #expect(answer["type"]?.string?.hasPrefix("epcisException:Query") == true)
        }
    }

    @Test func `an event is found by its id`() async throws {
        try await RunningNode.withSeason { node in
            let found = try Answer(try await node.get("/epcis/v2/events/urn%3Auuid%3Ah1"))
            let plain = try Answer(try await node.get("/epcis/v2/events/urn:uuid:h1"))
            let unknown = try Answer(try await node.get("/epcis/v2/events/urn:uuid:x"))

            #expect(found.events.map { $0["eventID"] } == ["urn:uuid:h1"])
            #expect(plain.events.count == 1)
            #expect(unknown.code == "resource.no_such_event")
        }
    }

    @Test func `an answer comes as JSON-LD when that is asked for`() async throws {
        try await RunningNode.withSeason { node in
            let answer = try await node.get(
                "/epcis/v2/events", [.accept: "application/ld+json"])

            #expect(answer.headers[.contentType] == "application/ld+json")
            #expect(answer.headers[.ledgerHeight] == "1")
        }
    }
}
