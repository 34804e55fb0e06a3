import LedgerCore
import NIOCore
import NIOHTTPTypes
import NIOSSL
import NIOTLS

/// Gives a connection its place in the room, and closes it when the other side is too slow.
///
/// Sits behind the HTTP decoder: what it sees are parts of requests and answers.
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let room: ConnectionRoom
    private let withTLS: Bool
    private let report: @Sendable (ConnectionPace.Fault) -> Void
    private var pace: ConnectionPace
    private var ticket: ConnectionRoom.Ticket?
    private var alarm: (at: NIODeadline, task: Scheduled<Void>)?
    private var unwritten = 0

    /// - Parameter report: told of each connection that is closed for being slow.
    init(
        room: ConnectionRoom, withTLS: Bool,
        report: @escaping @Sendable (ConnectionPace.Fault) -> Void
    ) {
        self.room = room
        self.withTLS = withTLS
        self.report = report
        pace = ConnectionPace(limits: room.limits)
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        ticket = room.enter(from: ConnectionSource(channel.remoteAddress)) {
            channel.close(promise: nil)
        }
        if ticket == nil {
            context.close(promise: nil)
        } else {
            pace.opened(withTLS: withTLS, at: .now())
            watch(context)
        }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    private func end() {
        if let ticket { room.leave(ticket) }
        ticket = nil
        alarm?.task.cancel()
        alarm = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if withTLS, case .handshakeCompleted? = event as? TLSUserEvent {
            pace.handshakeEnded(at: .now())
            let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate()
            let key = certificate.flatMap { PeerTLS.digest(of: $0) }
            if let ticket, let key, room.hasProved(ticket, key) {
                watch(context)
            } else {
                context.close(promise: nil)
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            pace.headCame(at: .now())
            if let ticket { room.isAsking(ticket, true) }
            watch(context)
        case .body(let octets): pace.bodyCame(octets: octets.readableBytes)
        case .end: pace.requestEnded()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = unwrapOutboundIn(data)
        if case .body(let octets) = part {
            pace.writes(octets: octets.readableBytes, at: .now())
        } else {
            pace.writes(octets: 0, at: .now())
        }
        if case .end = part {
            pace.answerEnded()
            if let ticket, pace.requests == 0 { room.isAsking(ticket, false) }
        }
        let written = promise ?? context.eventLoop.makePromise()
        unwritten += 1
        written.futureResult.assumeIsolated().whenComplete { _ in
            self.unwritten -= 1
            if self.unwritten == 0 { self.pace.isWritten() }
        }
        watch(context)
        context.write(data, promise: written)
    }

    /// Sees to it that there is an alarm no later than the deadline. An alarm that comes too early looks
    /// again, so that a busy connection sets one every few seconds and not with each request.
    private func watch(_ context: ChannelHandlerContext) {
        guard ticket != nil, let deadline = pace.deadline?.at else { return }
        if let alarm {
            if alarm.at <= deadline { return }
            alarm.task.cancel()
        }
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.alarm = nil
            guard let due = self.pace.deadline else { return }
            if due.at <= .now() {
                self.report(due.fault)
                context.close(promise: nil)
            } else {
                self.watch(context)
            }
        }
        alarm = (deadline, task)
    }
}
