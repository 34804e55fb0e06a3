import Synchronization

/// Numbers for the transactions a gateway signs: microseconds of its clock, never twice and never
/// backwards while the process runs.
///
/// A member's transactions of several gateways and several runs are so in the order of their making,
/// and the moment of signing can be read back from the envelope.
final class MonotonicSequence: Sendable {
    private let last = Atomic<UInt64>(0)

    func next(atMilliseconds now: Int64 = UTCText.milliseconds()) -> UInt64 {
        let moment = UInt64(clamping: now).multipliedReportingOverflow(by: 1000)
        let wish = moment.overflow ? UInt64.max : moment.partialValue
        var seen = last.load(ordering: .relaxed)
        while true {
            let next = max(seen &+ 1, wish)
            let (exchanged, original) = last.compareExchange(
                expected: seen, desired: next, ordering: .relaxed)
            if exchanged { return next }
            seen = original
        }
    }
}
