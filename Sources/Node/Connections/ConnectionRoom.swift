import LedgerCore
import Synchronization

/// The connections of one port.
///
/// A connection *waits* while nothing is being asked on it. Where the room is full, the one that has
/// waited longest makes place for a new one: whoever asks at once gets in, however many others idle. On
/// a port with TLS the connections of some keys are kept: they never count as waiting.
final class ConnectionRoom: Sendable {
    typealias Ticket = UInt64

    let limits: ConnectionLimits
    private let keeps: @Sendable (Digest) -> Bool
    private let state = Mutex(State())

    private struct State {
        var lastTicket: Ticket = 0
        var lastTurn: UInt64 = 0
        var connections: [Ticket: Connection] = [:]
        /// How many of a source have proved no key; never 0.
        var sources: [ConnectionSource: Int] = [:]
        var crowded: UInt64 = 0
    }

    private struct Connection {
        let source: ConnectionSource
        var key: Digest?
        var isKept = false
        /// The lower, the longer it waits; nil while it does not.
        var waitingSince: UInt64?
        let close: @Sendable () -> Void
    }

    /// - Parameter keeps: whether connections that prove this key are never pushed out by others.
    init(limits: ConnectionLimits, keeps: @escaping @Sendable (Digest) -> Bool = { _ in false }) {
        self.limits = limits
        self.keeps = keeps
    }

    /// Connections that are open now.
    var count: Int { state.withLock { $0.connections.count } }
    /// Connections since the start that were refused or had to make place.
    var crowdedCount: UInt64 { state.withLock { $0.crowded } }

    /// A connection was opened; it waits.
    ///
    /// - Parameter close: closes it, when it has to make place.
    /// - Returns: nil when there is no place.
    func enter(from source: ConnectionSource, close: @escaping @Sendable () -> Void) -> Ticket? {
        let (ticket, pushedOut) = state.withLock { state -> (Ticket?, (@Sendable () -> Void)?) in
            var pushedOut: (@Sendable () -> Void)?
            if state.sources[source] ?? 0 >= limits.sourceConnectionsMax {
                pushedOut = Self.pushOut(&state) { $0.source == source && $0.key == nil }
                guard pushedOut != nil else { return (nil, nil) }
            } else if state.connections.count >= limits.connectionsMax {
                pushedOut = Self.pushOut(&state) { _ in true }
                guard pushedOut != nil else { return (nil, nil) }
            }
            state.lastTicket += 1
            state.lastTurn += 1
            state.connections[state.lastTicket] = Connection(
                source: source, waitingSince: state.lastTurn, close: close)
            state.sources[source, default: 0] += 1
            return (state.lastTicket, pushedOut)
        }
        pushedOut?()
        return ticket
    }

    /// A request came, or all of them are answered.
    func isAsking(_ ticket: Ticket, _ isAsking: Bool) {
        state.withLock { state in
            guard state.connections[ticket]?.isKept == false else { return }
            state.lastTurn += 1
            state.connections[ticket]?.waitingSince = isAsking ? nil : state.lastTurn
        }
    }

    /// The other side has proved a key. Where it has too many connections, its first is closed: that may
    /// be one it has lost without our noticing.
    ///
    /// - Returns: false when the connection had to make place meanwhile.
    func hasProved(_ ticket: Ticket, _ key: Digest) -> Bool {
        let isKept = keeps(key)
        let (isIn, pushedOut) = state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
            guard var connection = state.connections[ticket] else { return (false, nil) }
            // order-free: they are counted, and the first is searched for.
            let others = state.connections.filter { $0.value.key == key }
            var pushedOut: (@Sendable () -> Void)?
            if others.count >= limits.keyConnectionsMax, let first = others.keys.min() {
                state.crowded += 1
                pushedOut = Self.remove(first, &state)
            }
            if connection.key == nil { Self.release(connection.source, &state) }
            connection.key = key
            connection.isKept = isKept
            if isKept { connection.waitingSince = nil }
            state.connections[ticket] = connection
            return (true, pushedOut)
        }
        pushedOut?()
        return isIn
    }

    func leave(_ ticket: Ticket) {
        state.withLock { _ = Self.remove(ticket, &$0) }
    }

    /// Takes out the connection that has waited longest, of those meant.
    ///
    /// - Returns: what closes it; nil when none of them waits.
    private static func pushOut(
        _ state: inout State, _ isMeant: (Connection) -> Bool
    ) -> (@Sendable () -> Void)? {
        state.crowded += 1
        var longest: (ticket: Ticket, since: UInt64)?
        // order-free: no two have the same turn.
        for (ticket, connection) in state.connections where isMeant(connection) {
            guard let since = connection.waitingSince, since < longest?.since ?? .max else {
                continue
            }
            longest = (ticket, since)
        }
        return longest.flatMap { remove($0.ticket, &state) }
    }

    private static func remove(_ ticket: Ticket, _ state: inout State) -> (@Sendable () -> Void)? {
        guard let connection = state.connections.removeValue(forKey: ticket) else { return nil }
        if connection.key == nil { release(connection.source, &state) }
        return connection.close
    }

    private static func release(_ source: ConnectionSource, _ state: inout State) {
        let left = (state.sources[source] ?? 1) - 1
        state.sources[source] = left > 0 ? left : nil
    }
}
