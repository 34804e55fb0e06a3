import EPCIS
import HTTPTypes
import HummingbirdTesting
import LedgerCore
import Query
import Synchronization
import Testing

@testable import Node

/// A lot of 500 kg that lay for two years, of which 200 kg were shipped, twice.
struct AlertRoutesTests {
    private final class Clock: Sendable {
        let now = Mutex<Int64>(0)
    }

    private static func withAlerts(
        _ body: @Sendable @escaping (RunningNode) async throws -> Void
    ) async throws {
        try await RunningNode.with { node in
            for lot in ["A1", "A2"] {
                let key = "/01/04880000000011/10/" + lot
                let response = try await node.post(
                    "/epcis/v2/capture",
                    Documents.document(
                        Documents.harvest(
                            "urn:uuid:h-\(lot)", lot: key, time: "2024-07-03T09:00:00+05:00"),
                        Documents.shipment("urn:uuid:s-\(lot)", lot: key)))
                try #require(try await node.job(of: response)["success"] == .bool(true))
            }
            try await body(node)
        }
    }

    private static func alerts(
        _ node: RunningNode, _ query: String = "", by member: String
    ) async throws -> Answer {
        try Answer(try await node.get("/v1/alerts" + query, node.authorization(of: member)))
    }

    @Test func `an inspector sees every alert, with numbers and events`() async throws {
        try await Self.withAlerts { node in
            let answer = try await Self.alerts(node, by: DemoChain.inspector)

            let first = answer["alerts"]?.array?.first
            #expect(answer["count"] == .integer(2) && answer["since"] == .integer(1))
            #expect(first?["code"] == "screen.dormant_lot" && first?["severity"] == "low")
            #expect(first?["members"] == .array([.string(DemoChain.farm)]))
            #expect(first?["lots"] == .array(["/01/04880000000011/10/A2"]))
            #expect(first?["numbers"]?.array?.first?["observed"] == .integer(730))
            #expect(first?["numbers"]?.array?.first?["threshold"] == .integer(365))
            #expect(first?["events"] == .array(["urn:uuid:h-A2", "urn:uuid:s-A2"]))
        }
    }

    @Test(arguments: [(DemoChain.farm, 2), (DemoChain.processor, 0)])
    func `a member sees the alerts about itself`(member: String, count: Int) async throws {
        try await Self.withAlerts { node in
            let answer = try await Self.alerts(node, by: member)
            let own = try await Self.alerts(node, "?member=\(member)", by: member)

            #expect(answer["alerts"]?.array?.count == count)
            #expect(own["count"] == .integer(count))
        }
    }

    @Test func `pages follow each other`() async throws {
        try await Self.withAlerts { node in
            let headers = node.authorization(of: DemoChain.inspector)
            let first = try await node.get("/v1/alerts?perPage=1", headers)
            let link = try #require(first.headers[.link])
            let next = try #require(link.split(separator: ">").first?.dropFirst())
            let second = try Answer(try await node.get(String(next), headers))

            #expect(
                second["alerts"]?.array?.first?["lots"] == .array(["/01/04880000000011/10/A1"]))
            #expect(second["count"] == .integer(2))
        }
    }

    @Test(arguments: [
        ("?code=screen.dormant_lot|screen.night_bulk", 2), ("?code=screen.night_bulk", 0),
        ("?severity=medium", 0), ("?lot=urn:epc:class:lgtin:4880000.000001.A1", 1),
        ("?place=https://id.gs1.org/414/4880000000011", 2), ("?since=2025-01-01T00:00:00Z", 2),
        ("?since=2999-01-01T00:00:00Z", 0),
    ])
    func `each filter keeps what it says`(query: String, count: Int) async throws {
        try await Self.withAlerts { node in
            let answer = try await Self.alerts(node, query, by: DemoChain.inspector)

            #expect(answer["count"] == .integer(count))
        }
    }

    @Test(arguments: [
        ("?code=screen.nothing", "request.parameter"), ("?severity=dire", "request.parameter"),
        ("?lot=nothing", "request.parameter"), ("?place=nothing", "request.parameter"),
        ("?since=yesterday", "request.parameter"), ("?perPage=0", "request.parameter"),
        ("?colour=red", "request.parameter"), ("?nextPageToken=00", "query.bad_page_token"),
    ])
    func `a wrong question is told what is wrong`(query: String, code: String) async throws {
        try await RunningNode.with { node in
            let answer = try await Self.alerts(node, query, by: DemoChain.inspector)

            #expect(answer.code == code)
        }
    }

    @Test func `nobody without a token, and no member about another, is told anything`()
        async throws
    {
        try await Self.withAlerts { node in
            let nobody = try Answer(try await node.get("/v1/alerts"))
            let other = try await Self.alerts(
                node, "?member=\(DemoChain.farm)", by: DemoChain.processor)

            #expect(nobody.status == 401 && nobody.code == "auth.missing")
            #expect(other.status == 403 && other.code == "auth.foreign_alerts")
            #expect(nobody["alerts"] == nil && other["alerts"] == nil)
        }
    }

    @Test func `a screening is shared until the ledger has grown and half a minute has passed`()
        async throws
    {
        try await Self.withAlerts { node in
            let clock = Clock()
            let keeper = ScreenKeeper(index: node.node.index) { clock.now.withLock { $0 } }
            let first = try await keeper.screen()
            let response = try await node.post(
                "/epcis/v2/capture", Documents.document(Documents.harvest("urn:uuid:x")))
            _ = try await node.job(of: response)

            let fresh = try await keeper.screen()
            clock.now.withLock { $0 += ScreenKeeper.restMilliseconds }
            let later = try await keeper.screen()

            #expect(fresh == first)
            #expect(later.height > first.height)
        }
    }
}
