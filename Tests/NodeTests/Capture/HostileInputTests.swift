import EPCIS
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Node

/// What must not hurt: each gets its 4xx with the place, and the node lives on.
struct HostileInputTests {
    private static func capture(
        _ body: String, expecting status: Int, _ code: String, pointer: String? = nil
    ) async throws {
        try await capture(Array(body.utf8), expecting: status, code, pointer: pointer)
    }

    private static func capture(
        _ body: [UInt8], expecting status: Int, _ code: String, pointer: String? = nil
    ) async throws {
        try await RunningNode.with { node in
            let response = try Answer(try await node.post("/epcis/v2/capture", body))

            #expect(response.status == status)
            #expect(response.code == code)
            if let pointer {
                let found = response.violations.first
                #expect(found?["pointer"]?.string == pointer)
                #expect(found?["line"] != nil)
                #expect(found?["column"] != nil)
            }
            let after = try await node.post(
                "/epcis/v2/capture", Documents.document(Documents.harvest("urn:uuid:after")))
            #expect(try await node.job(of: after)["success"] == .bool(true))
        }
    }

    @Test func `ten megabytes of brackets`() async throws {
        try await Self.capture(
            [UInt8](repeating: UInt8(ascii: "["), count: 10 << 20), expecting: 413,
            "request.body_too_large")
        try await Self.capture(
            [UInt8](repeating: UInt8(ascii: "["), count: 3 << 20), expecting: 400, "json.limit")
    }

    @Test func `a name twice in one object`() async throws {
        let document = Documents.document(Documents.harvest("urn:uuid:h1"))
            .replacing(#""bizStep":"#, with: #""action":"OBSERVE","bizStep":"#)

        try await Self.capture(
            document, expecting: 400, "json.duplicate_key")
    }

    @Test func `bytes that are not UTF-8`() async throws {
        var bytes = Array(Documents.document(Documents.harvest("urn:uuid:h1")).utf8)
        let place = try #require(bytes.firstIndex(of: UInt8(ascii: "h")))
        bytes[place] = 0xC0

        try await Self.capture(bytes, expecting: 400, "json.encoding")
    }

    @Test func `a wrong check digit`() async throws {
        try await Self.capture(
            Documents.document(
                Documents.harvest("urn:uuid:h1", lot: "/01/04880000000012/10/A1")),
            expecting: 400, "gs1.check_digit",
            pointer: "/epcisBody/eventList/0/quantityList/0/epcClass")
    }

    @Test(arguments: ["-1", "-0.001"])
    func `a negative quantity`(kilograms: String) async throws {
        try await Self.capture(
            Documents.document(Documents.harvest("urn:uuid:h1", kilograms: kilograms)),
            expecting: 400, "quantity.negative",
            pointer: "/epcisBody/eventList/0/quantityList/0/quantity")
    }

    @Test func `a quantity beyond what can be counted`() async throws {
        try await Self.capture(
            Documents.document(Documents.harvest("urn:uuid:h1", kilograms: "1e30")),
            expecting: 400, "quantity.too_large")
    }

    @Test func `an event from the future is refused by its block`() async throws {
        try await RunningNode.with { node in
            let response = try await node.post(
                "/epcis/v2/capture",
                Documents.document(
                    Documents.harvest("urn:uuid:h1", time: "2999-01-01T00:00:00+05:00")))

            let job = try await node.job(of: response)
            #expect(job["errors"]?.array?.first?["code"] == "event.from_future")
        }
    }

    @Test func `a lot under a prefix of others`() async throws {
        try await RunningNode.with { node in
            let lot = "/01/09521321000018/10/A1"
            let event = Documents.bare(Documents.harvest("urn:uuid:h1", lot: lot))
            let foreign = try Answer(try await node.post("/epcis/v2/events", event))
            let sandbox = try await node.post("/epcis/v2/events", event, by: DemoChain.sandbox)

            #expect(foreign.status == 422)
            #expect(foreign.code == "scope.foreign_prefix")
            #expect(foreign.violations.first?["facts"]?["lot"] != nil)
            #expect(sandbox.status == .created)
        }
    }

    @Test func `a bare event where a document belongs, and the other way round`() async throws {
        try await RunningNode.with { node in
            let event = Documents.harvest("urn:uuid:h1")
            let one = try await node.post("/epcis/v2/capture", Documents.bare(event))
            let two = try await node.post("/epcis/v2/events", Documents.document(event))

            #expect(try Answer(one).code == "request.malformed")
            #expect(try Answer(two).code == "request.malformed")
        }
    }

    @Test func `more events than one document may hold`() async throws {
        var limits = NodeLimits()
        limits.captureEventsMax = 1

        try await RunningNode.with(limits: limits) { node in
            let response = try Answer(
                try await node.post(
                    "/epcis/v2/capture",
                    Documents.document(
                        Documents.harvest("urn:uuid:h1"), Documents.harvest("urn:uuid:h2"))))

            #expect(response.status == 413)
            #expect(response.code == "content.too_many_events")
            #expect(response["limit"] == .integer(1))
        }
    }
}
