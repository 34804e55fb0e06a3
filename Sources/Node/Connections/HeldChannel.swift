import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import Synchronization

/// A server's connections, each of which ends properly even where nobody takes it up.
///
/// A connection that was accepted while its server closes is dropped on the way to whoever would serve
/// it. A writer of swift-nio that is dropped unfinished ends the process, and any stranger that connects
/// at that moment can bring it about; so what is dropped here is closed first.
struct HeldChannel<Base: ServerChildChannel>: ServerChildChannel
where Base.Value == NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart> {
    let base: Base

    struct Value: ServerChildChannelValue {
        fileprivate let connection: HeldConnection
        var channel: any Channel { connection.base.channel }
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        base.setup(channel: channel, logger: logger).map { Value(connection: HeldConnection($0)) }
    }

    func handle(value: Value, logger: Logger) async {
        value.connection.isTaken.store(true, ordering: .relaxed)
        await base.handle(value: value.connection.base, logger: logger)
    }
}

/// Closes a connection that nobody took when the last one who knew of it lets go.
final class HeldConnection: Sendable {
    let base: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
    /// Whoever took it finishes it.
    let isTaken = Atomic(false)

    init(_ base: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>) {
        self.base = base
    }

    deinit {
        guard !isTaken.load(ordering: .relaxed) else { return }
        let base = base
        Task { try? await base.executeThenClose { _, _ in } }
    }
}
