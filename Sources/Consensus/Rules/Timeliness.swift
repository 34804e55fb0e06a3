package import LedgerCore

/// Whether the time in a new block is believable to a validator that receives it now.
///
/// The allowance grows with the round: clocks that are wrong by more than the precision slow the
/// network down and cannot stop it.
///
/// Spec: Docs/Spec/Consensus.md §4, "Timely".
package struct Timeliness: Equatable, Sendable {
    /// How far apart honest clocks may be.
    package var precisionMilliseconds: Int64
    /// How long a proposal may travel in round 0.
    package var delayMilliseconds: Int64
    /// The allowance for travel stops growing here.
    package var delayMillisecondsMax: Int64

    package init(
        precisionMilliseconds: Int64 = 1_000, delayMilliseconds: Int64 = 5_000,
        delayMillisecondsMax: Int64 = 3_600_000
    ) {
        self.precisionMilliseconds = precisionMilliseconds
        self.delayMilliseconds = delayMilliseconds
        self.delayMillisecondsMax = delayMillisecondsMax
    }

    package func accepts(_ time: Timestamp, receivedAt now: Timestamp, in round: Round) -> Bool {
        let age = now.milliseconds(since: time)
        return age >= -precisionMilliseconds && age <= delay(round) + precisionMilliseconds
    }

    /// A quarter more each round, rounded down.
    package func delay(_ round: Round) -> Int64 {
        var delay = min(delayMilliseconds, delayMillisecondsMax)
        var left = round.rawValue
        while left > 0, delay < delayMillisecondsMax, delay >= 4 {
            delay = min(delay + delay / 4, delayMillisecondsMax)
            left -= 1
        }
        return delay
    }
}
