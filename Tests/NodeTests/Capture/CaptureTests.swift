import EPCIS
import HTTPTypes
import HummingbirdTesting
import LedgerCore
import NIOCore
import Testing

@testable import Node

/// From the request to the block.
struct CaptureTests {
    @Test func `a harvest is captured, in a block, and told by its job`() async throws {
        try await RunningNode.with { node in
            let response = try await node.post(
                "/epcis/v2/capture", Documents.document(Documents.harvest("urn:uuid:h1")))

            #expect(response.status == .accepted, "\(String(buffer: response.body))")
            #expect(response.headers[.captureErrorBehaviour] == "rollback")
            let job = try await node.job(of: response)
            #expect(job["running"] == .bool(false))
            #expect(job["success"] == .bool(true))
            #expect(job["height"] == .integer(1))
            #expect(job["errors"] == .array([]))
            let status = try Answer(try await node.get("/ledger/v1/status"))
            #expect(status["height"] == .integer(1))
            let block = try Answer(try await node.get("/ledger/v1/blocks/1"))
            #expect(block["blockHash"] == status["blockHash"])
            #expect(block["stateRoot"] == status["stateRoot"])
            #expect(block["transactions"] == .array([try #require(job["captureID"])]))
        }
    }

    @Test func `what leaves may not exceed what arrived, and the job says by how much`()
        async throws
    {
        try await RunningNode.with { node in
            let harvest = try await node.post(
                "/epcis/v2/capture",
                Documents.document(Documents.harvest("urn:uuid:h1", kilograms: "100")))
            _ = try await node.job(of: harvest)

            let shipment = try await node.post(
                "/epcis/v2/capture",
                Documents.document(Documents.shipment("urn:uuid:s1", kilograms: "100.001")))

            #expect(shipment.status == .accepted)
            let job = try await node.job(of: shipment)
            #expect(job["success"] == .bool(false))
            let error = try #require(job["errors"]?.array?.first)
            #expect(error["code"] == "balance.overdrawn")
            #expect(error["type"] == "epcisException:ValidationException")
            #expect(error["event"] == .integer(0))
            #expect(error["facts"]?["available"]?.string?.contains("100") == true)
        }
    }

    @Test func `under proceed each event is judged alone`() async throws {
        try await RunningNode.with { node in
            let response = try await node.post(
                "/epcis/v2/capture",
                Documents.document(
                    Documents.harvest("urn:uuid:h1", kilograms: "100"),
                    Documents.shipment("urn:uuid:s1", kilograms: "200"),
                    Documents.shipment("urn:uuid:s2", kilograms: "50")),
                [.captureErrorBehaviour: "proceed"])

            let job = try await node.job(of: response)
            #expect(job["success"] == .bool(false))
            #expect(
                job["events"]?.array?.map { $0["outcome"]?.string } == ["done", "refused", "done"])
            #expect(job["errors"]?.array?.map { $0["event"] } == [.integer(1)])
        }
    }

    @Test func `one event is captured at once, and the same event again is a conflict`()
        async throws
    {
        try await RunningNode.with { node in
            let event = Documents.bare(Documents.harvest("urn:uuid:h1"))

            let first = try await node.post("/epcis/v2/events", event)
            let second = try await node.post("/epcis/v2/events", event)

            #expect(first.status == .created)
            #expect(first.headers[.location] == "/epcis/v2/events/urn%3Auuid%3Ah1")
            #expect(second.status == .conflict)
            #expect(try Answer(second).code == "event.duplicate")
        }
    }

    @Test func `the same idempotency key with the same content is the same capture`()
        async throws
    {
        try await RunningNode.with { node in
            let document = Documents.document(Documents.harvest("urn:uuid:h1"))
            let key: HTTPFields = [.idempotencyKey: "k1"]

            let first = try await node.post("/epcis/v2/capture", document, key)
            _ = try await node.job(of: first)
            let second = try await node.post("/epcis/v2/capture", document, key)
            let other = try await node.post(
                "/epcis/v2/capture", Documents.document(Documents.harvest("urn:uuid:h2")), key)

            #expect(first.headers[.location] == second.headers[.location])
            #expect(try Answer(second)["running"] == .bool(false))
            #expect(other.status == .conflict)
            #expect(try Answer(other).code == "request.idempotency_key")
            #expect(try Answer(try await node.get("/ledger/v1/status"))["height"] == .integer(1))
        }
    }

    @Test func `a dry run says what would happen and keeps nothing`() async throws {
        try await RunningNode.with { node in
            let good = try await node.post(
                "/epcis/v2/capture?dryRun=true",
                Documents.document(Documents.harvest("urn:uuid:h1")))
            let bad = try await node.post(
                "/epcis/v2/capture?dryRun=true",
                Documents.document(
                    Documents.harvest("urn:uuid:h1", lot: "/01/09521321000018/10/A1")))

            #expect(good.status == .ok)
            #expect(try Answer(good)["success"] == .bool(true))
            let refusal = try Answer(bad)["errors"]?.array?.first
            #expect(refusal?["code"] == "scope.foreign_prefix")
            #expect(try Answer(try await node.get("/ledger/v1/status"))["height"] == .integer(0))
        }
    }

    @Test func `a dry run looks ahead`() async throws {
        try await RunningNode.with { node in
            let then = Timestamp(milliseconds: UTCText.milliseconds()).advanced(byDays: 20)
            let document = Documents.document(
                Documents.harvest("urn:uuid:h1", time: then.text))
            func ahead(_ days: String) async throws -> Answer {
                try Answer(
                    try await node.post(
                        "/epcis/v2/capture?dryRun=true&inDays=\(days)", document))
            }

            let now = try await ahead("0")
            #expect(now["errors"]?.array?.first?["code"] == "event.from_future")
            #expect(try await ahead("20")["success"] == .bool(true))
            #expect(try await ahead("3651").code == "request.parameter")
            let alone = try Answer(
                try await node.post("/epcis/v2/capture?inDays=1", document))
            #expect(alone.code == "request.parameter")
            #expect(try Answer(try await node.get("/ledger/v1/status"))["height"] == .integer(0))
        }
    }

    @Test func `a capture that nobody knows is no capture`() async throws {
        try await RunningNode.with { node in
            let id = String(repeating: "0", count: 64)
            let unknown = try await node.get("/epcis/v2/capture/\(id)")
            let nonsense = try await node.get("/epcis/v2/capture/x")

            #expect(try Answer(unknown).code == "resource.no_such_capture")
            #expect(nonsense.status == .notFound)
        }
    }

    @Test func `a member's jobs are listed, newest first, a page at a time`() async throws {
        try await RunningNode.with { node in
            for number in 1...3 {
                let response = try await node.post(
                    "/epcis/v2/capture",
                    Documents.document(Documents.harvest("urn:uuid:h\(number)")))
                _ = try await node.job(of: response)
            }
            let foreign = try await node.post(
                "/epcis/v2/capture", Documents.document(Documents.harvest("urn:uuid:f")),
                by: DemoChain.sandbox)
            _ = try await node.job(of: foreign)

            var heights: [JSONValue?] = []
            var path: String? = "/epcis/v2/capture?perPage=2"
            while let asked = path {
                let page = try await node.get(asked, node.authorization(of: DemoChain.farm))
                heights += try Answer(page).value.array?.map { $0["height"] } ?? []
                path = page.headers[.link]?.split(separator: ">").first.map {
                    String($0.dropFirst())
                }
            }
            let wrong = try await node.get(
                "/epcis/v2/capture?nextPageToken=x", node.authorization(of: DemoChain.farm))

            #expect(heights == [.integer(3), .integer(2), .integer(1)])
            #expect(try Answer(wrong).code == "query.bad_page_token")
        }
    }

    @Test func `only users of a member capture`() async throws {
        try await RunningNode.with { node in
            let response = try await node.post(
                "/epcis/v2/capture", Documents.document(), by: "nobody")

            #expect(response.status == .unauthorized)
            #expect(try Answer(response).code == "auth.missing")
            #expect(try Answer(response)["type"] == "epcisException:SecurityException")
        }
    }

    @Test func `what was accepted is still there after a restart`() async throws {
        let directory = try TemporaryHome()
        try NodeFounding.found(directory.home, on: try DemoChain.genesis())

        let location = try await RunningNode.start(directory) { node in
            let response = try await node.post(
                "/epcis/v2/capture", Documents.document(Documents.harvest("urn:uuid:h1")))
            return response.headers[.location]
        }

        try await RunningNode.start(directory) { node in
            while true {
                let job = try Answer(try await node.get(try #require(location)))
                if job["running"] == .bool(true) { continue }
                #expect(job["success"] == .bool(true))
                #expect(job["height"] == .integer(1))
                break
            }
        }
    }

    @Test func `captures from many hands all count once`() async throws {
        try await RunningNode.with { node in
            let jobs = try await withThrowingTaskGroup(of: Answer.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        let response = try await node.post(
                            "/epcis/v2/capture",
                            Documents.document(
                                Documents.harvest("urn:uuid:h\(number)", kilograms: "1")))
                        return try await node.job(of: response)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }

            #expect(jobs.allSatisfy { $0["success"] == .bool(true) })
            #expect(Set(jobs.map { $0["captureID"]?.string }).count == 40)
        }
    }
}
