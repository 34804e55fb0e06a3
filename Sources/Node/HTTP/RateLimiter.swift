import HTTPTypes
import Synchronization

/// Token buckets, one a client, forgotten when they are full again.
///
/// A client is a token where one was sent, otherwise an address. Clients on this machine are
/// counted like any other.
final class RateLimiter: Sendable {
    private let limits: NodeLimits
    private let state = Mutex(State())
    private let start = ContinuousClock.now
    /// Above this many clients, those whose bucket is full are dropped, once a second at most.
    private static let clientsMax = 20_000

    private struct State {
        var buckets: [Client: Bucket] = [:]
        var sweptAt: Int64 = 0
    }

    private enum Client: Hashable {
        case address(String)
        case token(String)
        case refusedToken(String)
    }

    init(limits: NodeLimits) {
        self.limits = limits
    }

    /// - Throws: `request.rate` with `Retry-After`.
    func admit(_ principal: Principal?, _ context: NodeRequestContext) throws {
        if let principal {
            try take(.token(principal.tokenID), limits.tokenRate)
        } else {
            try take(.address(context.remoteAddress), limits.anonymousRate)
        }
    }

    /// Guessing tokens is slowed down more than anything else.
    func admitRefusedToken(_ context: NodeRequestContext) throws {
        try take(.refusedToken(context.remoteAddress), limits.refusedTokenRate)
    }

    private func take(_ client: Client, _ rate: RequestRate) throws {
        let now = (ContinuousClock.now - start).microseconds
        let wait = state.withLock { state -> Int64 in
            if state.buckets.count >= Self.clientsMax, now - state.sweptAt >= 1_000_000 {
                state.sweptAt = now
                state.buckets = state.buckets.filter { !$0.value.isFull(at: now) }
            }
            return state.buckets[client, default: Bucket(rate: rate, at: now)].take(at: now)
        }
        guard wait > 0 else { return }
        let seconds = wait / 1_000_000 + 1
        throw Problem(
            "request.rate",
            "This client has used up its \(rate.burst) requests at once and "
                + "\(rate.perSecond) a second; try again in \(seconds) s."
        ).with(.retryAfter, String(seconds))
    }
}

/// Fills at `rate`, holds `burst`; counted in microseconds of filling, so in integers.
struct Bucket: Hashable, Sendable {
    /// Microseconds that one request costs.
    private let cost: Int64
    private let capacity: Int64
    private var level: Int64
    private var updated: Int64

    init(rate: RequestRate, at now: Int64) {
        cost = max(1, 1_000_000 / Int64(max(1, rate.perSecond)))
        capacity = cost * Int64(max(1, rate.burst))
        level = capacity
        updated = now
    }

    /// - Returns: 0 when the request is admitted, otherwise the microseconds to wait.
    mutating func take(at now: Int64) -> Int64 {
        level = min(capacity, level + max(0, now - updated))
        updated = now
        guard level >= cost else { return cost - level }
        level -= cost
        return 0
    }

    func isFull(at now: Int64) -> Bool {
        level + max(0, now - updated) >= capacity
    }
}
