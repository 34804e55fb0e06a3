import Consensus
import LedgerCore
import NIOCore
import Synchronization
import Testing

@testable import Node

struct PeerHubTests {
    /// What the hub has told, as text.
    private final class Told: Sendable {
        private let lines = Mutex([String]())
        var all: [String] { lines.withLock { $0 } }

        func note(_ input: PeerInput) {
            switch input {
            case .connected(let peer): lines.withLock { $0.append("+" + name(peer)) }
            case .disconnected(let peer): lines.withLock { $0.append("-" + name(peer)) }
            default: lines.withLock { $0.append("?") }
            }
        }

        private func name(_ peer: PeerID) -> String {
            (0..<8).first { PeerWorld.peer($0) == peer }.map(String.init) ?? "?"
        }
    }

    private let told = Told()

    /// Node 0 of three.
    private func hub(observers: PeerHub.Observers = .nobody) throws -> PeerHub {
        let hub = PeerHub(own: PeerWorld.peer(0), observers: observers) { [told] in told.note($0) }
        hub.update(PeerDirectory(try PeerWorld.validators(3)))
        return hub
    }

    @Test func `a link that works connects a peer, once, and one that fails disconnects it`() throws
    {
        let hub = try hub()

        hub.linkUp(PeerWorld.peer(1))
        hub.linkUp(PeerWorld.peer(1))
        hub.linkDown(PeerWorld.peer(1), "refused")
        hub.linkDown(PeerWorld.peer(1), "refused")

        #expect(told.all == ["+1", "-1"])
        #expect(hub.views().first { $0.peer == PeerWorld.peer(1) }?.failure == "refused")
        #expect(hub.connected == [])
    }

    @Test func `a poll connects a peer too, and one way is enough`() throws {
        let hub = try hub()
        let peer = PeerWorld.peer(2)

        hub.pollBegan(peer)
        hub.linkUp(peer)
        hub.linkDown(peer, "gone")
        hub.pollEnded(peer)
        hub.sweep()

        // The next poll may be under way.
        #expect(told.all == ["+2"])
        #expect(hub.connected == [peer])
    }

    @Test func `what is sent reaches those who are connected, in the lane of its kind`() throws {
        let hub = try hub()
        hub.linkUp(PeerWorld.peer(1))

        hub.send(.poolAsked, to: [PeerWorld.peer(1), PeerWorld.peer(2)])
        hub.send(.transactions([]), to: [PeerWorld.peer(1)])

        let outbox = try #require(hub.outbox(of: PeerWorld.peer(1)))
        #expect(Bytes(outbox.take(.agreement).readableBytesView) == NodeMessage.poolAsked.encoded())
        #expect(
            Bytes(outbox.take(.contents).readableBytesView)
                == NodeMessage.transactions([]).encoded())
        #expect(hub.outbox(of: PeerWorld.peer(2))?.byteCount == 0)
    }

    @Test func `what waits for a peer is gone with its connection`() throws {
        let hub = try hub()
        hub.linkUp(PeerWorld.peer(1))
        hub.send(.poolAsked, to: [PeerWorld.peer(1)])

        hub.linkDown(PeerWorld.peer(1), "gone")

        #expect(hub.outbox(of: PeerWorld.peer(1))?.byteCount == 0)
    }

    @Test func `strangers are let in only as observers, and only so many at once`() throws {
        let closed = try hub()
        let open = try hub(observers: .anybody(max: 2))

        #expect(!closed.allows(PeerWorld.peer(5).key))
        #expect(closed.allows(PeerWorld.peer(1).key))
        #expect(!closed.allows(PeerWorld.peer(0).key), "a node is no peer of its own")
        for stranger in 4..<6 {
            #expect(open.allows(PeerWorld.peer(stranger).key))
            open.pollBegan(PeerWorld.peer(stranger))
        }
        #expect(!open.allows(PeerWorld.peer(6).key))
        #expect(open.connectedObservers == [PeerWorld.peer(4), PeerWorld.peer(5)].sorted())
    }

    @Test func `keys that come and go do not fill the node`() throws {
        let hub = try hub(observers: .anybody(max: 2))

        for number in 0..<5_000 {
            #expect(hub.allows(Digest(hashing: Array("stranger \(number)".utf8))))
        }

        #expect(hub.views().count < 300)
    }

    @Test func `a peer that misbehaves is not listened to for a while`() throws {
        let hub = try hub()
        let peer = PeerWorld.peer(1)

        for _ in 0..<4 { hub.blame(peer) }
        #expect(hub.allows(peer.key))
        hub.blame(peer)

        #expect(!hub.allows(peer.key))
        #expect(hub.allows(PeerWorld.peer(2).key))
        #expect(hub.views().first { $0.peer == peer }?.score == PeerScore.limit)
    }

    @Test func `a validator that leaves the registry is disconnected, and a new one is a peer`()
        throws
    {
        let hub = try hub()
        hub.linkUp(PeerWorld.peer(2))

        hub.update(PeerDirectory(try PeerWorld.validators(4).filter { $0.name.text != "node-2" }))

        #expect(told.all == ["+2", "-2"])
        #expect(!hub.allows(PeerWorld.peer(2).key))
        #expect(hub.allows(PeerWorld.peer(3).key))
    }

    @Test func `a peer has only so many requests under way`() throws {
        let hub = try hub()
        let peer = PeerWorld.peer(1)

        let begun = (0..<PeerHub.requestsMax + 1).map { _ in hub.requestBegan(peer) }
        hub.requestEnded(peer)

        #expect(begun == [Bool](repeating: true, count: PeerHub.requestsMax) + [false])
        #expect(hub.requestBegan(peer))
        #expect(!hub.requestBegan(peer))
        #expect(hub.requestBegan(PeerWorld.peer(2)))
        #expect(!hub.requestBegan(PeerWorld.peer(7)), "a stranger has none")
    }

    @Test func `a peer that speaks is heard from then on`() throws {
        let hub = try hub()
        let before = ContinuousClock.now

        #expect(!hub.hasHeard(PeerWorld.peer(1), since: before))
        hub.heard(nil, from: PeerWorld.peer(1))

        #expect(hub.hasHeard(PeerWorld.peer(1), since: before))
        #expect(!hub.hasHeard(PeerWorld.peer(1), since: .now))
        #expect(!hub.hasHeard(PeerWorld.peer(2), since: before))
    }

    @Test func `the latest height of those who are connected is known`() throws {
        let hub = try hub()
        hub.linkUp(PeerWorld.peer(1))
        hub.heard(Height(7), from: PeerWorld.peer(1))
        hub.heard(Height(5), from: PeerWorld.peer(1))
        hub.heard(Height(9), from: PeerWorld.peer(2))

        #expect(hub.heightSeen == Height(7))
    }
}
