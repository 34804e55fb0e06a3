import EPCIS
import HTTPTypes
import LedgerCore
import Testing
import Traceability

@testable import Node

/// What the node writes for a member that says who records for it. On a ledger it is in Tests/EndToEnd.
struct DelegationRoutesTests {
    private func body(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func `the event says what the ledger reads`() throws {
        let event = try DelegationEvent(
            confirming: body(#"{"delegate":"coop-1","kinds":["ship"],"places":["urn:x:1"]}"#))
        let document = try EPCISDocument(json: event.bytes)
        let meaning = try EventMeaning(of: document.events[0])

        #expect(
            meaning.delegation
                == .confirm(
                    try DemoChain.id("coop-1"),
                    DelegationTerms(kinds: [.ship], places: ["urn:x:1"])))
        #expect(document.events[0].eventID?.hasPrefix("urn:uuid:") == true)
    }

    @Test func `and so does a withdrawal; two at once are two`() throws {
        let coop = try DemoChain.id("coop-1")
        let events = try (0..<2).map { _ in
            try DelegationEvent(withdrawing: body(#"{"delegate":"coop-1"}"#))
        }
        let read = try events.map { try EPCISDocument(json: $0.bytes).events[0] }

        #expect(try EventMeaning(of: read[0]).delegation == .withdraw(coop))
        #expect(read[0].eventID != read[1].eventID)
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"delegate":"No One"}"#, #"{"delegate":"coop-1","kind":["ship"]}"#,
    ])
    func `a limit that is misspelt is not none`(text: String) async throws {
        try await RunningNode.with { node in
            let response = try await node.post(
                "/v1/delegations", text, [.contentType: "application/json"])
            #expect(try Answer(response).code == "request.malformed")
        }
    }

    @Test func `there is none on a new ledger`() async throws {
        try await RunningNode.with { node in
            let list = try Answer(try await node.get("/v1/delegations?member=farm"))
            let one = try Answer(try await node.get("/v1/delegations/farm/coop"))
            let bad = try Answer(try await node.get("/v1/delegations?member=No+One"))
            let token = try Answer(try await node.get("/v1/delegations?nextPageToken=00"))

            #expect(list["delegations"] == .array([]) && list["height"] == .integer(0))
            #expect(one.code == "resource.no_such_delegation" && one.status == 404)
            #expect(bad.code == "request.parameter")
            #expect(token.code == "query.bad_page_token")
        }
    }
}
