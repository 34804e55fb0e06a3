import LedgerCore
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// One connection to a peer, on which one exchange after the other is made.
///
/// The key that the peer proves must be the registry's; there is no other way to be trusted.
struct PeerConnection: Sendable {
    private let channel: any Channel
    private let host: String

    /// Largest answer that is read, in octets, where nothing else is said.
    static let answerBytesMax = 32 << 20
    private static let connectSeconds: Int64 = 5

    /// - Parameter answerBytesMax: asked at each answer, since a block of the chain may change it.
    /// - Throws: where nobody listens, or somebody else does.
    static func open(
        _ address: PeerAddress, key: Digest, tls: NIOSSLContext,
        answerBytesMax: @escaping @Sendable () -> Int = { PeerConnection.answerBytesMax }
    ) async throws -> PeerConnection {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let connecting = ClientBootstrap(group: loop)
            .connectTimeout(.seconds(connectSeconds))
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(
                        NIOSSLClientHandler(
                            context: tls, serverHostname: nil,
                            customVerificationCallback: PeerTLS.verification { $0 == key }))
                    try pipeline.addHTTPClientHandlers()
                    try pipeline.addHandler(PeerExchangeHandler(bytesMax: answerBytesMax))
                }
            }
            .connect(host: address.host, port: address.port)
        let promise = loop.makePromise(of: (any Channel).self)
        connecting.cascade(to: promise)
        let channel = try await withTaskCancellationHandler {
            try await promise.futureResult.get()
        } onCancel: {
            // The connection may come about all the same; nobody waits for it any more.
            promise.fail(CancellationError())
            connecting.whenSuccess { $0.close(promise: nil) }
        }
        return PeerConnection(channel: channel, host: "\(address.host):\(address.port)")
    }

    /// Sends one request and waits for its answer.
    ///
    /// - Throws: when the connection is lost or the time is over; it is of no more use then.
    func send(_ request: PeerRequest, timeoutMilliseconds: Int64) async throws -> PeerAnswer {
        let promise = channel.eventLoop.makePromise(of: PeerAnswer.self)
        let timeout = channel.eventLoop.scheduleTask(in: .milliseconds(timeoutMilliseconds)) {
            promise.fail(PeerFailure.timedOut)
        }
        channel.write(
            PeerExchange(head: request.head(host: host), body: request.body, answer: promise)
        ).cascadeFailure(to: promise)
        channel.flush()
        do {
            let answer = try await withTaskCancellationHandler {
                try await promise.futureResult.get()
            } onCancel: {
                // Closing TLS waits for the peer, which may be gone.
                promise.fail(CancellationError())
                close()
            }
            timeout.cancel()
            return answer
        } catch {
            timeout.cancel()
            close()
            throw error
        }
    }

    func close() {
        channel.close(promise: nil)
    }
}

/// A request to a peer.
struct PeerRequest: Sendable {
    var method = HTTPMethod.POST
    var path: String
    var headers: [(String, String)] = []
    var body = ByteBuffer()

    fileprivate func head(host: String) -> HTTPRequestHead {
        var fields = HTTPHeaders(headers)
        fields.add(name: "Host", value: host)
        if method == .POST {
            fields.add(name: "Content-Type", value: "application/cbor-seq")
            fields.add(name: "Content-Length", value: "\(body.readableBytes)")
        }
        return HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: fields)
    }
}

/// What a peer answered.
struct PeerAnswer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: ByteBuffer
}

/// Why an exchange with a peer came to nothing.
enum PeerFailure: Error, Hashable, Sendable {
    case timedOut
    case disconnected
    /// The answer is larger than any that was to be read.
    case answerTooLarge
    /// It answered with this status.
    case refused(status: Int)
    /// It answered with bytes that are no messages.
    case unreadable(String)
}

/// A request under way, and who waits for its answer.
private struct PeerExchange: Sendable {
    let head: HTTPRequestHead
    let body: ByteBuffer
    let answer: EventLoopPromise<PeerAnswer>
}

/// Pairs requests with answers, one at a time.
private final class PeerExchangeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = PeerExchange
    typealias OutboundOut = HTTPClientRequestPart

    private let bytesMax: @Sendable () -> Int
    private var waiting: EventLoopPromise<PeerAnswer>?
    private var head: HTTPResponseHead?
    private var body = ByteBuffer()

    init(bytesMax: @escaping @Sendable () -> Int) {
        self.bytesMax = bytesMax
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let exchange = unwrapOutboundIn(data)
        precondition(waiting == nil, "one exchange at a time")
        guard context.channel.isActive else {
            exchange.answer.fail(PeerFailure.disconnected)
            return
        }
        waiting = exchange.answer
        context.write(wrapOutboundOut(.head(exchange.head)), promise: nil)
        if exchange.body.readableBytes > 0 {
            context.write(wrapOutboundOut(.body(.byteBuffer(exchange.body))), promise: nil)
        }
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = ByteBuffer()
        case .body(var part):
            guard body.readableBytes + part.readableBytes <= bytesMax() else {
                fail(PeerFailure.answerTooLarge)
                return context.close(promise: nil)
            }
            body.writeBuffer(&part)
        case .end:
            guard let head else { return }
            let answer = PeerAnswer(
                status: Int(head.status.code), headers: head.headers, body: body)
            waiting?.succeed(answer)
            (waiting, self.head, body) = (nil, nil, ByteBuffer())
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(PeerFailure.disconnected)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error)
        context.close(promise: nil)
    }

    private func fail(_ error: any Error) {
        waiting?.fail(error)
        waiting = nil
    }
}
