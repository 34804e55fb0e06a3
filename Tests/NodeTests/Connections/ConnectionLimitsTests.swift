import Testing

@testable import Node

struct ConnectionLimitsTests {
    @Test func `connections never take the files that the ledger needs`() {
        let few = ConnectionLimits.clients.within(files: 1_024)
        let many = ConnectionLimits.clients.within(files: 65_536)
        let least = ConnectionLimits.clients.within(files: 64)

        #expect(few.connectionsMax == 384)
        #expect(few.sourceConnectionsMax == 384)
        #expect(many == .clients)
        #expect(least.connectionsMax == 16)
    }

    @Test func `the links of thirty validators have place among the peers`() {
        let peers = ConnectionLimits.peers

        #expect(peers.connectionsMax >= 30 * peers.keyConnectionsMax + peers.sourceConnectionsMax)
    }

    @Test func `the process may open as many files as the system lets it`() {
        let limit = FileLimit.raise()

        #expect(limit >= 256)
        #expect(FileLimit.raise() == limit)
    }
}
