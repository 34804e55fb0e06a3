import Consensus
import LedgerCore
import Testing

@testable import Node

struct PeerDirectoryTests {
    @Test func `validators are peers by the digest of their TLS keys, in the order of names`()
        throws
    {
        let directory = PeerDirectory(try PeerWorld.validators(3).reversed())

        #expect(directory.entries.map(\.name.text) == ["node-0", "node-1", "node-2"])
        #expect(directory.entries.map(\.peer) == (0..<3).map(PeerWorld.peer))
        #expect(directory.entry(of: PeerWorld.peer(1))?.address?.port == 8581)
        #expect(directory.others(than: PeerWorld.peer(0)).map(\.name.text) == ["node-1", "node-2"])
        #expect(directory.entry(of: PeerWorld.peer(7)) == nil)
    }

    @Test func `one without a TLS key is no peer, one without an address is`() throws {
        var validators = try PeerWorld.validators(2)
        validators[0] = validators[0].moved(to: "")
        let first = validators[1]
        validators[1] = ValidatorRecord(
            name: first.name, consensusKey: first.consensusKey, logKey: first.logKey,
            cosignerKey: first.cosignerKey, address: first.address)

        let directory = PeerDirectory(validators)

        #expect(directory.entries.map(\.name.text) == ["node-0"])
        #expect(directory.entries.first?.address == nil)
    }
}
