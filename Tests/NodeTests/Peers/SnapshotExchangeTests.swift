import LedgerCore
import NIOCore
import NIOHTTP1
import Storage
import Testing

@testable import Node

/// What a node answers peers that ask for its state, or for blocks from before theirs.
struct SnapshotExchangeTests {
    private static let key = PeerWorld.transportKey(1)

    private static func get(_ network: PeerNetwork, _ path: String) async throws -> PeerAnswer {
        try await network.ask(0, as: key, method: .GET, path: path)
    }

    @Test func `a peer gets a manifest and the chunks that it names`() async throws {
        try await PeerNetwork.with(2) { network in
            try await network.submit(try network.transaction(1), at: 0)
            _ = try await network.agreement(atLeast: .first)

            var answer = try await Self.get(network, "\(PeerPaths.snapshot)?above=0")
            #expect(answer.status == 503)
            #expect(answer.headers.first(name: "Retry-After") == "1")
            while answer.status == 503 {
                try await Task.sleep(for: .milliseconds(20))
                answer = try await Self.get(network, "\(PeerPaths.snapshot)?above=0")
            }

            #expect(answer.status == 200)
            let manifest = try SnapshotManifest(decoding: Bytes(answer.body.readableBytesView))
            for (index, chunk) in manifest.chunks.enumerated() {
                let path = PeerPaths.chunk(index, of: manifest.digest)
                let body = try await Self.get(network, path).body
                #expect(Digest(hashing: Bytes(body.readableBytesView)) == chunk.digest)
            }
            let beyond = PeerPaths.chunk(manifest.chunks.count, of: manifest.digest)
            let none = try await Self.get(network, beyond)
            #expect(none.status == 404)
        }
    }

    @Test func `what no node asks is refused`() async throws {
        try await PeerNetwork.with(2, running: 1) { network in
            let paths = [
                PeerPaths.snapshot: 400, PeerPaths.snapshot + "?above=-1": 400,
                PeerPaths.snapshot + "?above=0": 404,
                PeerPaths.snapshot + "/00/0": 400,
                PeerPaths.snapshot + "/../../ledger.sqlite": 400,
                PeerPaths.chunk(0, of: Digest(hashing: [])): 404,
                PeerPaths.blocks + "?through=0": 400, PeerPaths.blocks + "?through=7": 404,
            ]
            for (path, status) in paths.sorted(by: { $0.key < $1.key }) {
                let answer = try await Self.get(network, path)
                #expect(answer.status == status, "\(path)")
            }
        }
    }

    @Test func `blocks are given backwards, as many as are asked for`() async throws {
        try await PeerNetwork.with(2) { network in
            for number in 1...3 {
                try await network.submit(try network.transaction(number), at: 0)
                _ = try await network.agreement(atLeast: Height(UInt64(number)))
            }
            let head = network.nodes[0].engine.snapshot
            let limits = BlockRange.Limits(head.parameters)
            let path = "\(PeerPaths.blocks)?through=\(head.height.rawValue)"

            let all = try await Self.get(network, path)
            let one = try await Self.get(network, path + "&octets=1")

            let whole = try BlockRange(
                decoding: Bytes(all.body.readableBytesView), within: limits)
            let last = try BlockRange(
                decoding: Bytes(one.body.readableBytesView), within: limits)
            #expect(whole.first == .first)
            #expect(whole.last == head.height)
            #expect(last.first == head.height)
        }
    }
}
