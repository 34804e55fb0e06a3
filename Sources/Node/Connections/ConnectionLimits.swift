/// How many connections a port holds, and how slow the other side may be.
///
/// Spec: Docs/Operations.md §4.
package struct ConnectionLimits: Hashable, Sendable {
    /// Connections at once.
    package var connectionsMax = 4_096
    /// Of them, those of one source: an IPv4 address, or the first 64 bits of an IPv6 address. Those
    /// that have proved a key are counted by key.
    package var sourceConnectionsMax = 2_048
    /// Connections that prove one key; one more closes the first.
    package var keyConnectionsMax = 16
    /// Until TLS is established.
    package var handshakeMilliseconds: Int64 = 5_000
    /// Until the header fields of the first request are here.
    package var headMilliseconds: Int64 = 10_000
    /// What every body may take, in either direction.
    package var bodyMilliseconds: Int64 = 20_000
    /// Beyond that a body must come, or be taken, at this rate on average.
    package var bytesPerSecondMin: Int64 = 1_024
    /// Until a connection on which nothing moves is closed.
    package var idleMilliseconds: Int64 = 60_000

    /// For clients, some of them at the end of a slow line.
    package static let clients = ConnectionLimits()

    /// For nodes.
    package static let peers: ConnectionLimits = {
        var limits = ConnectionLimits()
        limits.connectionsMax = 1_024
        limits.sourceConnectionsMax = 256
        limits.bytesPerSecondMin = 16_384
        return limits
    }()

    /// How long a body of so many octets may take.
    func bodyMilliseconds(for octets: Int) -> Int64 {
        bodyMilliseconds + Int64(clamping: octets) * 1_000 / max(1, bytesPerSecondMin)
    }

    /// These limits, where a process may have so many files open; some of them are for the ledger.
    func within(files: Int) -> ConnectionLimits {
        var limits = self
        limits.connectionsMax = max(16, min(connectionsMax, (files - FileLimit.reserved) / 2))
        limits.sourceConnectionsMax = min(sourceConnectionsMax, limits.connectionsMax)
        return limits
    }
}
