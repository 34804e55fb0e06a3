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
        } catch is NIOTooManyBytesError {
            return refusal(.contentTooLarge, "more than \(bytesMax) octets")
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
        default: return refusal(.notFound, "nothing answers under \(request.uri.path)")
        }
    }

    private func blocks(_ request: Request) async throws -> Response {
        let text = request.uri.queryParameters["from"].map { String($0) }
        guard let from = text.flatMap({ UInt64($0) }), from > 0 else {
            return refusal(.badRequest, "from is a height from 1")
        }
        let range = try await intake.engine.store.read { reader in
            try reader.blockRange(from: Height(from))
        }
        guard let range else { return refusal(.notFound, "block \(from) is not here") }
        var headers = HTTPFields()
        headers[.contentType] = "application/octet-stream"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: range.bytes)))
    }

    /// Takes what the peer sent, and gives what waits for it: at once, or within the time it will wait.
    private func exchange(_ request: Request, with peer: PeerID) async throws -> Response {
        var body = try await request.body.collect(upTo: bytesMax)
        let isPoll = request.uri.queryParameters["wait"].map { String($0) }.flatMap { Int64($0) }
        try await intake.take(body, from: peer)
        body.clear()
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
