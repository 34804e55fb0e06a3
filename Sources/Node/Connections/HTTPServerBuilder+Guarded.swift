import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import NIOCore

extension HTTPServerBuilder {
    /// HTTP/1.1 in a room of its own, whose connections are watched and held.
    ///
    /// - Parameters:
    ///   - tls: nil for a server without.
    ///   - report: told of each connection that is closed for being slow.
    static func guarded(
        _ room: ConnectionRoom, tls: TLSChannelConfiguration? = nil,
        report: @escaping @Sendable (ConnectionPace.Fault) -> Void
    ) -> HTTPServerBuilder {
        let withTLS = tls != nil
        return HTTPServerBuilder { responder in
            let http = HTTP1Channel(
                responder: responder,
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [
                        ConnectionWatch(room: room, withTLS: withTLS, report: report)
                    ],
                    idleTimeout: .milliseconds(room.limits.idleMilliseconds)))
            guard let tls else { return HeldChannel(base: http) }
            return HeldChannel(base: try TLSChannel(http, configuration: tls))
        }
    }
}
