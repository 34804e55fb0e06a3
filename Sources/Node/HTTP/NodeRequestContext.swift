import Hummingbird
import NIOCore

/// What travels with one request from the socket to its handler.
struct NodeRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The client's IP address as text; `local` where there is no socket (tests, Unix sockets).
    let remoteAddress: String
    /// Whether the client is on this machine.
    let isLoopback: Bool
    /// Who asks, once the bearer token was found good.
    var principal: Principal?
    /// The route that took the request, for metrics; `nil` before routing and for strays.
    let route = RouteSlot()

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        let address = source.channel.remoteAddress?.ipAddress
        remoteAddress = address ?? "local"
        isLoopback = address.map { $0.hasPrefix("127.") || $0 == "::1" } ?? true
    }
}
