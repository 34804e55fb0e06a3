import LedgerCore

/// How much one request, one client and the queue may take.
///
/// Spec: Docs/Operations.md §4.
package struct NodeLimits: Sendable {
    /// Octets of a captured document (`GS1-EPCIS-Capture-File-Size-Limit`).
    package var captureBytesMax = 8 << 20
    /// Events of a captured document (`GS1-EPCIS-Capture-Limit`).
    package var captureEventsMax = 5_000
    /// Octets of path and query.
    package var targetBytesMax = 8_192
    /// Until a request without an answer gets 503.
    package var requestMilliseconds = 30_000
    /// How long `POST /epcis/v2/events` waits for its block before it answers 202.
    package var commitWaitMilliseconds = 10_000
    /// Of the port for users.
    package var clientConnections = ConnectionLimits.clients
    /// Of the port for other nodes.
    package var peerConnections = ConnectionLimits.peers
    /// Captures that wait for the ledger's thread; beyond, 503.
    package var queueCapturesMax = 4_096
    /// Octets of one peer's messages that wait for the ledger's thread; beyond, 503 to that peer.
    package var queuePeerBytesMax = 48 << 20
    /// Events that one page holds at most.
    package var pageEventsMax = 1_000
    /// Of one address, without a token.
    package var anonymousRate = RequestRate(perSecond: 20_000, burst: 40_000)
    /// Of one token.
    package var tokenRate = RequestRate(perSecond: 5_000, burst: 10_000)
    /// Attempts with a wrong token, of one address.
    package var refusedTokenRate = RequestRate(perSecond: 5, burst: 50)

    package init() {}

    /// These limits where the chain allows as much, otherwise the chain's, whose parameters may change
    /// with each block.
    func within(_ chain: ChainParameters) -> NodeLimits {
        var limits = self
        limits.captureBytesMax = min(captureBytesMax, Int(clamping: chain.contentBytesMax))
        limits.captureEventsMax = min(captureEventsMax, Int(clamping: chain.captureEventsMax))
        return limits
    }
}

/// So many at once, and so many a second for long.
package struct RequestRate: Hashable, Sendable {
    package var perSecond: Int
    package var burst: Int

    package init(perSecond: Int, burst: Int) {
        self.perSecond = perSecond
        self.burst = burst
    }
}
