import Consensus
import LedgerCore
import NIOCore
import Testing

@testable import Node

/// Nodes that talk over real sockets, and what a node does with whoever is none.
struct PeerExchangeTests {
    @Test func `two validators decide together what either of them was given`() async throws {
        try await PeerNetwork.with(2) { network in
            try await network.submit(try network.transaction(1), at: 0)
            try await network.submit(try network.transaction(2), at: 1)

            let seen = try await network.agreement(atLeast: .first)

            #expect(seen[0].blockID == seen[1].blockID)
            #expect(seen[0].stateRoot == seen[1].stateRoot)
            #expect(network.nodes.map(\.engine.agreement.watching) == [nil, nil])
        }
    }

    @Test func `one transaction under two signatures does not part two nodes`() async throws {
        try await PeerNetwork.with(2) { network in
            for number in 1...5 {
                let (one, other) = (
                    try network.transaction(number), try network.transaction(number)
                )
                #expect(one.id == other.id)
                #expect(one.envelope != other.envelope)
                async let first: Void = network.submit(one, at: 0)
                async let second: Void = network.submit(other, at: 1)
                _ = try await (first, second)
            }

            let seen = try await network.agreement(atLeast: .first)

            #expect(seen[0].blockID == seen[1].blockID)
            #expect(seen[0].stateRoot == seen[1].stateRoot)
            #expect(seen[0].logRoot == seen[1].logRoot)
        }
    }

    @Test func `a node talks only to the keys it knows`() async throws {
        try await PeerNetwork.with(2, running: 1) { network in
            let stranger = try #require(TransportKey(seed: Bytes(repeating: 9, count: 32)))

            await #expect(throws: (any Error).self) {
                try await network.ask(0, as: stranger)
            }
            await #expect(throws: (any Error).self) {
                try await network.ask(
                    0, as: PeerWorld.transportKey(1), expecting: PeerWorld.peer(1).key)
            }

            let answer = try await network.ask(0, as: PeerWorld.transportKey(1))
            #expect(answer.status == 200)
        }
    }

    @Test func `what no node sends is refused, and the node lives on`() async throws {
        try await PeerNetwork.with(2, running: 1) { network in
            let key = PeerWorld.transportKey(1)
            let huge = Bytes(repeating: 0, count: 40 << 20)

            let otherChain = try await network.ask(
                0, as: key, chain: String(repeating: "0", count: 64))
            let otherPath = try await network.ask(0, as: key, path: "/peer/v2/exchange")
            // It may hang up before it has read everything.
            let oversized = try? await network.ask(0, as: key, huge)
            let garbage = try await network.ask(0, as: key, [0xFF, 0x00, 0x13])
            let cut = try await network.ask(
                0, as: key, Array(NodeMessage.held([]).encoded().dropLast()))

            #expect(otherChain.status == 409)
            #expect(otherPath.status == 404)
            #expect(oversized.map(\.status) ?? 413 == 413)
            #expect(garbage.status == 400)
            #expect(cut.status == 400)
            let good = try await network.ask(0, as: key, NodeMessage.poolAsked.encoded())
            #expect(good.status == 200)
            #expect(network.nodes[0].engine.readiness == .ready(height: 0))
        }
    }

    @Test func `a peer that goes on sending garbage is not listened to`() async throws {
        try await PeerNetwork.with(2, running: 1) { network in
            let key = PeerWorld.transportKey(1)
            for _ in 0..<8 { _ = try? await network.ask(0, as: key, [0xFF]) }

            let answer = try? await network.ask(0, as: key)

            #expect(answer.map(\.status) ?? 403 == 403)
            #expect(network.nodes[0].engine.readiness == .ready(height: 0))
        }
    }
}
