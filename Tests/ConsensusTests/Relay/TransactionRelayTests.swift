import LedgerCore
import Testing

@testable import Consensus

struct TransactionRelayTests {
    private let near = PeerID(Digest(hashing: [1]))
    private let far = PeerID(Digest(hashing: [2]))

    private func transactions(_ count: Int, contentBytes: Int = 10) -> [SignedTransaction] {
        (0..<count).map { number in
            TestChain.transaction(
                content: Bytes(repeating: UInt8(truncatingIfNeeded: number), count: contentBytes),
                sequence: UInt64(number))
        }
    }

    @Test func `what a client brought goes whole to every connected peer, once`() {
        var relay = TransactionRelay()
        relay.connected(near)
        relay.connected(far)
        let brought = transactions(2)

        let pushed = relay.push(brought)

        #expect(pushed == [.init(message: .transactions(brought), peers: relay.peers)])
        #expect(relay.offer(brought.map(\.id)) == [])
    }

    @Test func `without peers nothing is sent, and a peer that comes later hears of the ids`() {
        var relay = TransactionRelay()
        let waiting = transactions(2)

        #expect(relay.push(waiting) == [])
        relay.connected(near)

        #expect(
            relay.offer(waiting.map(\.id), to: near)
                == [.init(message: .held(waiting.map(\.id)), peers: [near])])
    }

    @Test func `a peer is not offered what it has sent itself`() {
        var relay = TransactionRelay()
        relay.connected(near)
        relay.connected(far)
        let ids = transactions(3).map(\.id)

        relay.heard(ids.prefix(2), from: near)

        #expect(
            relay.offer(ids)
                == [
                    .init(message: .held([ids[2]]), peers: [near]),
                    .init(message: .held(ids), peers: [far]),
                ].sorted { $0.peers[0] < $1.peers[0] })
    }

    @Test func `a peer that asks is sent what is here, and then not offered it`() {
        var relay = TransactionRelay()
        relay.connected(near)
        let asked = transactions(1)

        let answer = relay.answer(asked, to: near)

        #expect(answer == [.init(message: .transactions(asked), peers: [near])])
        #expect(relay.offer(asked.map(\.id)) == [])
        #expect(relay.answer(asked, to: far) == [])
    }

    @Test func `messages stay below the limit, but for a transaction that is larger itself`() {
        var relay = TransactionRelay()
        relay.connected(near)
        let half = TransactionRelay.messageBytesMax / 2
        let large = transactions(3, contentBytes: half)

        let pushed = relay.push(large)

        #expect(pushed.map(\.message) == large.map { .transactions([$0]) })
    }

    @Test func `what waits no more is forgotten, and a peer that comes again knows nothing`() {
        var relay = TransactionRelay()
        relay.connected(near)
        let ids = transactions(2).map(\.id)
        relay.heard(ids, from: near)

        relay.forget([ids[0]])
        let afterForgetting = relay.offer(ids)
        relay.disconnected(near)
        relay.connected(near)

        #expect(afterForgetting == [.init(message: .held([ids[0]]), peers: [near])])
        #expect(relay.offer(ids) == [.init(message: .held(ids), peers: [near])])
    }
}
