import Consensus
import LedgerCore
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Testing

@testable import Node

/// What strangers do to the port for peers, and that it does nothing to the network.
struct PeerPortTests {
    private static func limits(_ change: (inout ConnectionLimits) -> Void) -> NodeLimits {
        var limits = NodeLimits()
        // Long enough for a busy machine's handshakes, short enough to wait for.
        limits.peerConnections.handshakeMilliseconds = 3_000
        limits.peerConnections.headMilliseconds = 3_000
        limits.peerConnections.bodyMilliseconds = 1_000
        limits.peerConnections.bytesPerSecondMin = 1 << 20
        change(&limits.peerConnections)
        return limits
    }

    /// The beginning of a TLS record that announces 512 octets of a handshake.
    private static let halfAHandshake: [UInt8] = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00]

    /// A node may need a moment until it listens.
    private static func connect(_ port: Int) async throws -> RawSocket {
        for _ in 0..<200 {
            if let socket = try? RawSocket(port: port) { return socket }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try RawSocket(port: port)
    }

    @Test(arguments: [[], PeerPortTests.halfAHandshake, Array("GET / HTTP/1.1\r\n\r\n".utf8)])
    func `who does not prove a key in time is hung up on`(_ bytes: [UInt8]) async throws {
        try await PeerNetwork.with(2, running: 1, limits: Self.limits { _ in }) { network in
            let stranger = try await Self.connect(network.firstPort)
            stranger.say(bytes)

            #expect(await stranger.hears(untilClosedWithin: 20_000) != nil)
            try await network.nodes[0].peerRoom.isLeft()
        }
    }

    @Test func `honest nodes agree while strangers hold all the places there are`() async throws {
        let limits = Self.limits {
            $0.handshakeMilliseconds = 60_000
            $0.connectionsMax = 24
            $0.sourceConnectionsMax = 8
        }
        try await PeerNetwork.with(2, limits: limits) { network in
            var strangers: [RawSocket] = []
            for index in 0..<2 {
                for number in 0..<40 {
                    let stranger = try await Self.connect(network.firstPort + index)
                    if number.isMultiple(of: 2) { stranger.say(Self.halfAHandshake) }
                    strangers.append(stranger)
                }
            }
            try await network.submit(try network.transaction(1), at: 0)
            try await network.submit(try network.transaction(2), at: 1)

            let seen = try await network.agreement(atLeast: .first)

            #expect(seen[0].stateRoot == seen[1].stateRoot)
            for node in network.nodes {
                #expect(node.peerRoom.count <= 24)
                #expect(node.peerRoom.crowdedCount >= 32)
            }
            withExtendedLifetime(strangers) {}
        }
    }

    @Test func `a peer that sends too slowly is hung up on`() async throws {
        try await PeerNetwork.with(2, running: 1, limits: Self.limits { _ in }) { network in
            _ = try await network.ask(0, as: PeerWorld.transportKey(1))
            for said in [
                "", "POST /peer/v1/exchange HTTP/1.1\r\nHost: a\r\n",
                "POST /peer/v1/exchange HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nfew",
            ] {
                let channel = try await Self.proved(network, said)

                try await channel.closeFuture.get()
            }

            try await network.nodes[0].peerRoom.isLeft()
            let answer = try await network.ask(0, as: PeerWorld.transportKey(1))
            #expect(answer.status == 200)
        }
    }

    @Test func `a peer has so many connections, and one more closes its first`() async throws {
        let limits = Self.limits {
            $0.headMilliseconds = 60_000
            $0.keyConnectionsMax = 3
        }
        try await PeerNetwork.with(2, running: 1, limits: limits) { network in
            _ = try await network.ask(0, as: PeerWorld.transportKey(1))
            var channels: [any Channel] = []
            for _ in 0..<3 { channels.append(try await Self.proved(network, "")) }
            try await network.nodes[0].peerRoom.holds(3)

            channels.append(try await Self.proved(network, ""))

            try await channels[0].closeFuture.get()
            #expect(network.nodes[0].peerRoom.count == 3)
            for channel in channels.dropFirst() { try await channel.close() }
        }
    }

    /// A connection of node 1 to node 0 on which it says something else than requests.
    private static func proved(_ network: PeerNetwork, _ text: String) async throws -> any Channel {
        let tls = try NIOSSLContext(
            configuration: try PeerTLS(PeerWorld.transportKey(1)).client())
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler(
                            context: tls, serverHostname: nil,
                            customVerificationCallback: PeerTLS.verification { _ in true }))
                }
            }
            .connect(host: "127.0.0.1", port: network.firstPort).get()
        try await channel.writeAndFlush(ByteBuffer(string: text.isEmpty ? "P" : text))
        return channel
    }
}

extension ConnectionRoom {
    /// Until nobody is in it.
    func isLeft() async throws { try await holds(0) }

    /// Until so many are in it.
    func holds(_ expected: Int) async throws {
        for _ in 0..<500 where count != expected {
            try await Task.sleep(for: .milliseconds(20))
        }
        guard count == expected else { throw Crowd(count: count) }
    }

    private struct Crowd: Error {
        let count: Int
    }
}
