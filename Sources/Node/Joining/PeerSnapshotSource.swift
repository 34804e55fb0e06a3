import Consensus
import LedgerCore
import NIOCore
import NIOHTTP1
import NIOSSL

/// A validator that is asked for a snapshot over a connection of its own.
actor PeerSnapshotSource: SnapshotSource {
    nonisolated let name: String
    private let address: PeerAddress
    private let key: Digest
    private let chain: ChainID
    private let tls: NIOSSLContext
    private var connection: PeerConnection?

    private static let answerMilliseconds: Int64 = 20_000
    /// A chunk of some megabytes over a slow line.
    private static let chunkMilliseconds: Int64 = 60_000
    private static let retrySecondsMax = 10

    /// Nil for a validator that nobody can dial.
    init?(_ entry: PeerDirectory.Entry, chain: ChainID, tls: NIOSSLContext) {
        guard let address = entry.address else { return nil }
        name = entry.name.text
        key = entry.peer.key
        self.address = address
        self.chain = chain
        self.tls = tls
    }

    /// Whether somebody with the right key listens.
    func isThere() async -> Bool {
        do {
            _ = try await opened()
            return true
        } catch { return false }
    }

    func manifest(above height: Height) async throws -> SnapshotAnswer {
        let answer = try await ask(
            "\(PeerPaths.snapshot)?above=\(height.rawValue)", Self.answerMilliseconds)
        switch answer.status {
        case 200: return .manifest(Bytes(answer.body.readableBytesView))
        case 503:
            let seconds = answer.headers.first(name: "Retry-After").flatMap { Int($0) } ?? 1
            return .making(afterSeconds: min(max(1, seconds), Self.retrySecondsMax))
        default:
            let reason = String(decoding: answer.body.readableBytesView.prefix(200), as: UTF8.self)
            return .none(reason: "\(answer.status): \(reason.filter { !$0.isNewline })")
        }
    }

    func chunk(_ index: Int, of digest: Digest) async throws -> Bytes? {
        let answer = try await ask(PeerPaths.chunk(index, of: digest), Self.chunkMilliseconds)
        switch answer.status {
        case 200: return Bytes(answer.body.readableBytesView)
        case 404: return nil
        default: throw PeerFailure.refused(status: answer.status)
        }
    }

    func close() {
        connection?.close()
        connection = nil
    }

    private func opened() async throws -> PeerConnection {
        if let connection { return connection }
        let opened = try await PeerConnection.open(address, key: key, tls: tls)
        connection = opened
        return opened
    }

    private func ask(_ path: String, _ milliseconds: Int64) async throws -> PeerAnswer {
        let connection = try await opened()
        do {
            return try await connection.send(
                PeerRequest(
                    method: .GET, path: path,
                    headers: [(PeerPaths.chainHeader, chain.description)]),
                timeoutMilliseconds: milliseconds)
        } catch {
            // It is of no more use; the next question opens another one.
            close()
            throw error
        }
    }
}
