import EPCIS
import LedgerCore
import Logging
import NIOCore
import Testing

@testable import Node

struct JoiningResponderTests {
    @Test func `a node that joins lives, is not ready, and says how far it is`() throws {
        let progress = JoinProgress(logger: Logger(label: "test", log: NodeLog(level: .critical)))
        progress.reached(.fetching(height: Height(812), done: 3, of: 12))
        let responder = JoiningResponder(progress: progress)

        let live = responder.answer("/health/live")
        let ready = responder.answer("/health/ready")
        let refused = responder.answer("/ledger/v1/status")

        #expect(live.status == 200)
        #expect(ready.status == 503)
        let told = try JSONValue(parsing: Array(ready.body.readableBytesView))
        #expect(told["status"] == "joining")
        #expect(told["progress"]?["chunks"] == .integer(3))
        #expect(told["progress"]?["chunksOf"] == .integer(12))
        #expect(refused.status == 503)
        #expect(refused.headers.contains { $0 == ("Retry-After", "2") })
        let problem = try JSONValue(parsing: Array(refused.body.readableBytesView))
        #expect(problem["code"] == "node.joining")
        #expect(
            problem["detail"]
                == "The node takes over the state of its peers: the state of block 812: 3 of 12 chunks are here."
        )
    }
}
