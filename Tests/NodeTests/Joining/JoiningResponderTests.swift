import EPCIS
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LedgerCore
import Logging
import Testing

@testable import Node

struct JoiningResponderTests {
    @Test func `a node that joins lives, is not ready, and says how far it is`() async throws {
        let progress = JoinProgress(logger: Logger(label: "test", log: NodeLog(level: .critical)))
        progress.reached(.fetching(height: Height(812), done: 3, of: 12))
        let app = Application(responder: JoiningResponder(progress: progress))

        try await app.test(.router) { client in
            let live = try Answer(try await client.execute(uri: "/health/live", method: .get))
            let ready = try Answer(try await client.execute(uri: "/health/ready", method: .get))
            let status = try await client.execute(uri: "/ledger/v1/status", method: .get)

            #expect(live.status == 200)
            #expect(ready.status == 503)
            #expect(ready["status"] == "joining")
            #expect(ready["progress"]?["chunks"] == .integer(3))
            #expect(ready["progress"]?["chunksOf"] == .integer(12))
            let answer = try Answer(status)
            #expect(answer.status == 503)
            #expect(answer.code == "node.joining")
            #expect(status.headers[.retryAfter] == "2")
            #expect(
                answer["detail"]
                    == "The node takes over the state of its peers: the state of block 812: 3 of 12 chunks are here."
            )
        }
    }
}
