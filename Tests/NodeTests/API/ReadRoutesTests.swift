import EPCIS
import HTTPTypes
import HummingbirdTesting
import LedgerCore
import Testing

@testable import Node

/// What strangers, parties and inspectors get of a harvest of 500 kg of which 200 kg went on, and who is told.
struct ReadRoutesTests {
    private static let harvest = "/epcis/v2/events/urn%3Auuid%3Ah1"
    private static let lot = "/v1/lots/" + PercentCoding.encode(Documents.lot)

    @Test func `an event is shown by standing, and says so`() async throws {
        try await RunningNode.withSeason { node in
            let path = "/epcis/v2/events/urn%3Auuid%3As1"
            let stranger = try Answer(try await node.get(path)).events.first
            let party = try Answer(try await node.get(path, by: DemoChain.processor)).events.first
            let other = try Answer(try await node.get(path, by: DemoChain.sandbox)).events.first

            #expect(stranger == other)
            #expect(stranger?["eventTime"] == "2026-07-02T19:00:00.000Z")
            #expect(stranger?["destinationList"] == nil && stranger?["readPoint"] == nil)
            #expect(stranger?["quantityList"]?.array?.first?["quantity"] == nil)
            #expect(stranger?["https://daftar.tj/voc/readAs"] == "public")
            #expect(party?["eventTime"] == "2026-07-03T15:00:00+05:00")
            #expect(party?["quantityList"]?.array?.first?["quantity"] == .integer(200))
            #expect(party?["https://daftar.tj/voc/readAs"] == nil)
        }
    }

    @Test func `a stranger's lot has no amount, place or hour`() async throws {
        try await RunningNode.withSeason { node in
            let response = try await node.get(Self.lot)
            let lot = try Answer(response)

            #expect(response.headers[.vary] == "Authorization")
            #expect(lot["balance"]?["isWhole"] == .bool(false))
            #expect(lot["balance"]?["totals"] == nil)
            #expect(lot["createdWhere"] == nil)
            #expect(lot["createdAt"] == "2026-07-02T19:00:00.000Z")
            #expect(lot["events"]?.array?.allSatisfy { $0["postings"] == .array([]) } == true)
            #expect(lot["events"]?.array?.allSatisfy { $0["readAs"] == "public" } == true)
            #expect(lot["accounting"] == "counted")
        }
    }

    @Test func `contents are for their sender and those who supervise`() async throws {
        try await RunningNode.withSeason { node in
            let block = try Answer(try await node.get("/ledger/v1/blocks/1"))
            let id = try #require(block["transactions"]?.array?.first?.string)
            let cbor: HTTPFields = [.accept: "application/cbor"]

            for path in ["/ledger/v1/transactions/\(id)", "/ledger/v1/blocks/1"] {
                let stranger = try Answer(try await node.get(path, cbor))
                let party = try Answer(try await node.get(path, by: DemoChain.processor, cbor))
                let inspector = try await node.get(path, by: DemoChain.inspector, cbor)

                #expect(stranger.code == "auth.content_withheld" && stranger.status == 403)
                #expect(party.code == "auth.content_withheld")
                #expect(inspector.status == .ok)
                #expect(inspector.headers[.cacheControl] == "private, no-store")
            }
        }
    }

    @Test func `why something was refused is for the sender and those who supervise`()
        async throws
    {
        try await RunningNode.withSeason { node in
            let response = try await node.post(
                "/epcis/v2/capture",
                Documents.document(Documents.shipment("urn:uuid:s2", kilograms: "777")))
            let told = try await node.job(of: response)
            let location = try #require(response.headers[.location])
            let id = String(try #require(location.split(separator: "/").last))
            let stranger = try Answer(try await node.get(location))
            let receipt = try Answer(try await node.get("/ledger/v1/receipts/\(id)"))
            let own = try await node.get("/ledger/v1/receipts/\(id)", by: DemoChain.farm)

            let error = stranger["errors"]?.array?.first
            #expect(told["errors"]?.array?.first?["facts"] != nil)
            #expect(stranger["success"] == .bool(false))
            #expect(error?["code"] == "balance.overdrawn")
            #expect(error?["facts"] == nil && error?["detail"] == nil)
            #expect(receipt.code == "auth.content_withheld")
            #expect(own.status == .ok)
        }
    }

    @Test func `a reading is told to whose data it was and to nobody else`() async throws {
        try await RunningNode.withSeason { node in
            _ = try await node.get(Self.harvest)
            _ = try await node.get(Self.harvest, by: DemoChain.sandbox)
            _ = try await node.get(Self.harvest, by: DemoChain.farm)
            _ = try await node.get(Self.harvest, by: DemoChain.inspector)
            _ = try await node.get(Self.lot + "/trace", by: DemoChain.inspector)

            let farm = try Answer(try await node.get("/v1/reads", by: DemoChain.farm))
            let page = try await node.get("/v1/reads?perPage=1", by: DemoChain.farm)
            let sandbox = try Answer(try await node.get("/v1/reads", by: DemoChain.sandbox))
            let stranger = try Answer(try await node.get("/v1/reads"))
            let wrong = try Answer(
                try await node.get("/v1/reads?nextPageToken=x", by: DemoChain.farm))

            let read = farm["reads"]?.array?.last
            #expect(farm["reads"]?.array?.allSatisfy { $0["member"] == "inspector-1" } == true)
            #expect(read?["subject"] == "urn:uuid:h1" && read?["owner"] == "farm-1")
            #expect(read?["interface"] == "GET /epcis/v2/events/{eventID}")
            #expect(sandbox["reads"] == .array([]))
            #expect(stranger.code == "auth.missing")
            #expect(wrong.code == "query.bad_page_token")
            #expect(page.headers[.link] == nil)
        }
    }
}
