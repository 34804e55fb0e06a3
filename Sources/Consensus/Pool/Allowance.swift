package import LedgerCore

/// What a sender may still spend: a bucket that fills at a steady rate and holds a burst.
///
/// Counted in thousandths of a unit, so that a millisecond of a rate per second is a whole number. A
/// purchase larger than the bucket is allowed when the bucket is full, and leaves a debt.
package struct Allowance: Equatable, Sendable {
    package let perSecond: Int64
    package let burst: Int64
    private var thousandths: Int64
    private var updated: Timestamp

    /// A full bucket.
    package init(perSecond: Int64, burst: Int64, at now: Timestamp) {
        precondition(perSecond > 0 && burst > 0 && burst <= 1 << 50, "a rate from the parameters")
        self.perSecond = perSecond
        self.burst = burst
        thousandths = burst * 1000
        updated = now
    }

    /// Fills up to now. A clock that went back adds nothing.
    package mutating func refill(at now: Timestamp) {
        let elapsed = max(0, now.milliseconds(since: updated))
        updated = now
        let room = burst * 1000 - thousandths
        let (gain, overflow) = elapsed.multipliedReportingOverflow(by: perSecond)
        thousandths += overflow ? room : min(room, gain)
    }

    /// Milliseconds until `amount` may be spent; 0 if it may be now.
    package func wait(for amount: Int64) -> Int64 {
        let missing = min(amount, burst) * 1000 - thousandths
        return missing <= 0 ? 0 : (missing + perSecond - 1) / perSecond
    }

    /// Spends what `wait(for:)` said may be spent.
    package mutating func spend(_ amount: Int64) {
        precondition(wait(for: amount) == 0, "spent only what was allowed")
        thousandths -= amount * 1000
    }
}
