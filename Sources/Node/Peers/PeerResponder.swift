import Consensus
import HTTPTypes
import Hummingbird
import LedgerCore
import NIOCore
import NIOSSL
import Storage

/// The paths between nodes. They are no promise to anybody but nodes of one version.
///
/// Spec: Docs/Spec/Consensus.md §11.
enum PeerPaths {
    static let exchange = "/peer/v1/exchange"
    /// `?from=<height>`: as many decided blocks from there on as go into one answer, compressed.
    static let blocks = "/peer/v1/blocks"
    /// `?through=<height>&octets=<most>`: the blocks that end there, for a node that fills in what lies
    /// before its snapshot.
    static let through = "through"
    /// `?above=<height>`: the manifest of a snapshot of a block above that height.
    static let snapshot = "/peer/v1/snapshot"
    /// A chunk of a snapshot, which the digest of its manifest names.
    static func chunk(_ index: Int, of digest: Digest) -> String {
        "\(snapshot)/\(digest.hex)/\(index)"
    }
    /// Names the chain, so that nodes of two chains notice it.
    static let chainHeader = "Daftar-Chain"
}

/// What travels with one request of a peer.
struct PeerRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

/// Answers peers. Who asks is known by the key that TLS has proved.
struct PeerResponder: HTTPResponder {
    typealias Context = PeerRequestContext

    let chain: ChainID
    let hub: PeerHub
    let intake: PeerIntake
    let snapshots: SnapshotShelf

    /// Octets of one request: the largest block of now, and what else is said with it.
    private var bytesMax: Int { intake.engine.snapshot.parameters.peerBytesMax }

    func respond(to request: Request, context: PeerRequestContext) async -> Response {
        do {
            return try await answer(request, context)
        } catch let fault as PeerIntake.Fault {
            switch fault {
            case .malformed(let error): return refusal(.badRequest, "\(error)")
            case .busy: return refusal(.serviceUnavailable, "too much of this peer waits")
            case .stopping: return refusal(.serviceUnavailable, "the node is stopping")
            }
        } catch let problem as Problem {
            return refusal(
                problem.kind.status == 413 ? .contentTooLarge : .badRequest, "\(problem)")
        } catch {
            return refusal(.internalServerError, "\(error)")
        }
    }

    private func answer(_ request: Request, _ context: PeerRequestContext) async throws -> Response
    {
        let certificate = try await context.channel.nioSSL_peerCertificate().get()
        guard let key = PeerTLS.digest(of: certificate), hub.allows(key) else {
            return refusal(.forbidden, "this key is no peer's")
        }
        let name = HTTPField.Name(PeerPaths.chainHeader)
        guard let name, request.headers[name] == chain.description else {
            return refusal(.conflict, "this node is of chain \(chain)")
        }
        // Each may hold a large body in memory, and a key may open as many connections as it likes.
        guard hub.requestBegan(PeerID(key)) else {
            return refusal(.tooManyRequests, "too many requests of this peer at once")
        }
        defer { hub.requestEnded(PeerID(key)) }
        switch (request.method, request.uri.path) {
        case (.post, PeerPaths.exchange): return try await exchange(request, with: PeerID(key))
        case (.get, PeerPaths.blocks): return try await blocks(request)
        case (.get, PeerPaths.snapshot): return manifest(request)
        case (.get, let path) where path.hasPrefix(PeerPaths.snapshot + "/"):
            return try await chunk(path)
        default: return refusal(.notFound, "nothing answers under \(request.uri.path)")
        }
    }

    private func blocks(_ request: Request) async throws -> Response {
        if let last = height(PeerPaths.through, of: request) {
            return try await blocks(through: last, octets: number("octets", of: request))
        }
        guard let from = height("from", of: request) else {
            return refusal(.badRequest, "from, or through, is a height from 1")
        }
        let range = try await intake.engine.store.read { reader in
            try reader.blockRange(from: from)
        }
        guard let range else { return refusal(.notFound, "block \(from) is not here") }
        return octets(range.bytes)
    }

    private func blocks(through last: Height, octets most: UInt64?) async throws -> Response {
        let most = min(Int(clamping: most ?? .max), BlockRange.plainBytesUsual)
        let range = try await intake.engine.store.read { reader in
            try reader.blockRange(through: last, plainBytesMax: most)
        }
        guard let range else { return refusal(.notFound, "block \(last) is not here") }
        return octets(range.bytes)
    }

    private func manifest(_ request: Request) -> Response {
        guard let above = number("above", of: request) else {
            return refusal(.badRequest, "above is a height")
        }
        switch snapshots.manifest(above: Height(above)) {
        case .ready(let manifest): return octets(manifest)
        case .making:
            var answer = refusal(.serviceUnavailable, "a snapshot is being made")
            answer.headers[.retryAfter] = "1"
            return answer
        case .notAhead: return refusal(.notFound, "no block above \(above) is here")
        case .noRoom: return refusal(.init(code: 507), "there is no room for a snapshot")
        case .failed(let reason):
            return refusal(.internalServerError, "no snapshot was made: \(reason)")
        }
    }

    private func chunk(_ path: String) async throws -> Response {
        let parts = path.dropFirst(PeerPaths.snapshot.count + 1).split(
            separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let digest = Digest(hex: String(parts[0])),
            let index = Int(parts[1]), index >= 0
        else { return refusal(.badRequest, "a chunk is the digest of a manifest, and a number") }
        let bytes = try await EngineThread.value(name: "chunk") { [snapshots] in
            try snapshots.chunk(index, of: digest)
        }
        guard let bytes else { return refusal(.notFound, "that chunk is not here") }
        return octets(bytes)
    }

    private func number(_ name: String, of request: Request) -> UInt64? {
        request.uri.queryParameters[Substring(name)].flatMap { UInt64($0) }
    }

    /// Nil for what is no height of a block.
    private func height(_ name: String, of request: Request) -> Height? {
        number(name, of: request).flatMap { $0 > 0 ? Height($0) : nil }
    }

    private func octets(_ bytes: Bytes) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = "application/octet-stream"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Takes what the peer sent, and gives what waits for it: at once, or within the time it will wait.
    private func exchange(_ request: Request, with peer: PeerID) async throws -> Response {
        let isPoll = request.uri.queryParameters["wait"].map { String($0) }.flatMap { Int64($0) }
        try await intake.take(request.bytes(upTo: bytesMax), from: peer)
        guard let outbox = hub.outbox(of: peer) else { return Response(messages: ByteBuffer()) }
        if let wait = isPoll {
            hub.pollBegan(peer)
            defer { hub.pollEnded(peer) }
            await outbox.wait(
                for: nil, milliseconds: min(max(0, wait), PeerLink.pollMilliseconds))
            return Response(messages: outbox.take(nil))
        }
        // Where our own link works, it brings them.
        return Response(
            messages: hub.isLinked(peer) ? ByteBuffer() : outbox.take(.agreement))
    }

    private func refusal(_ status: HTTPResponse.Status, _ reason: String) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = "text/plain; charset=utf-8"
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: reason + "\n")))
    }
}

extension ChainParameters {
    /// What two nodes say to each other at once at most, in octets.
    var peerBytesMax: Int { Int(clamping: blockBytesMax) + (2 << 20) }
}

extension Response {
    fileprivate init(messages: ByteBuffer) {
        var headers = HTTPFields()
        headers[.contentType] = "application/cbor-seq"
        self.init(status: .ok, headers: headers, body: ResponseBody(byteBuffer: messages))
    }
}
