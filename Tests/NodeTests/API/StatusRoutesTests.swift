import EPCIS
import HTTPTypes
import HummingbirdTesting
import LedgerCore
import Testing

@testable import Node

struct StatusRoutesTests {
    @Test func `a lone validator can decide, and says where it stands`() async throws {
        try await RunningNode.withSeason { node in
            let status = try Answer(try await node.get("/ledger/v1/status"))

            let agreement = status["agreement"]
            #expect(agreement?["height"] == .integer(2))
            #expect(agreement?["step"] == "waiting for work")
            #expect(agreement?["isValidator"] == .bool(true))
            #expect(agreement?["validatorsPresent"] == .integer(1))
            #expect(agreement?["canDecide"] == .bool(true))
            #expect(agreement?["watching"] == nil)
            #expect(agreement?["says"] == "Nothing waits for a block.")
        }
    }

    @Test func `before a quorum has signed one there is no checkpoint`() async throws {
        try await RunningNode.withSeason { node in
            let answer = try Answer(try await node.get("/checkpoint"))

            #expect(answer.status == 404)
            #expect(answer.code == "resource.no_checkpoint")
        }
    }
}
