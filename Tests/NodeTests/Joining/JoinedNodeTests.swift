import EPCIS
import HTTPTypes
import HummingbirdTesting
import LedgerCore
import Storage
import Testing

@testable import Node

/// What a node says that began with a snapshot and has no peer to fill in the rest.
struct JoinedNodeTests {
    @Test func `what an older block may know is said not to be here, never not to exist`()
        async throws
    {
        let world = try await JoinWorld.make()
        _ = try await world.join([FakeSource("a", world.snapshot)]).run()

        try await RunningNode.start(world.home) { node in
            while node.node.engine.readiness == .starting {
                try await Task.sleep(for: .milliseconds(5))
            }
            let lot = PercentCoding.encode("/01/04880000000011/10/A1")
            for path in ["/v1/lots/\(lot)", "/epcis/v2/events/urn%3Auuid%3Ah1"] {
                let answer = try Answer(try await node.get(path))
                #expect(answer.status == 404)
                #expect(answer.code == "resource.not_on_node")
            }
            let status = try Answer(try await node.get("/ledger/v1/status"))
            let next = Int64(world.head.height.next.rawValue)
            #expect(status["history"]?["lowestBlock"] == .integer(next))
            #expect(status["history"]?["indexedFrom"] == .integer(next))
        }
    }

    @Test func `a node that has everything says so`() async throws {
        try await RunningNode.withSeason { node in
            let status = try Answer(try await node.get("/ledger/v1/status"))

            #expect(status["history"]?["lowestBlock"] == .integer(1))
            #expect(status["history"]?["indexedFrom"] == .integer(1))
            let unknown = try Answer(
                try await node.get("/v1/lots/%2F01%2F04880000000028%2F10%2FX"))
            #expect(unknown.code == "resource.no_such_lot")
        }
    }
}
