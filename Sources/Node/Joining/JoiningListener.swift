import NIOCore
import NIOHTTP1
import NIOPosix

/// Listens where the node will serve, while it joins.
///
/// A server of a few lines whose connections live on their event loops alone: it is closed in the middle
/// of a running process, at which a server with a task a connection may drop one half made.
enum JoiningListener {
    /// - Throws: where the port is taken.
    static func open(
        host: String, port: Int, _ responder: JoiningResponder
    ) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
                    try pipeline.addHandler(JoiningHandler(responder: responder))
                }
            }
            .bind(host: host, port: port).get()
    }
}

/// One request, one answer, and the end of the connection.
private final class JoiningHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let responder: JoiningResponder
    private var head: HTTPRequestHead?

    init(responder: JoiningResponder) {
        self.responder = responder
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head else { return context.close(promise: nil) }
            let path = String(head.uri.prefix { $0 != "?" })
            let answer = responder.answer(path)
            var headers = HTTPHeaders(answer.headers)
            headers.add(name: "Content-Length", value: "\(answer.body.readableBytes)")
            headers.add(name: "Connection", value: "close")
            let response = HTTPResponseHead(
                version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
            context.write(wrapOutboundOut(.head(response)), promise: nil)
            if head.method != .HEAD {
                context.write(wrapOutboundOut(.body(.byteBuffer(answer.body))), promise: nil)
            }
            let channel = context.channel
            context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
                channel.close(promise: nil)
            }
        }
    }
}
