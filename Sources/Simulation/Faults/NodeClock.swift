import LedgerCore

/// A clock that is wrong: by some milliseconds, by some thousandths, and suddenly.
package struct NodeClock: Sendable {
    /// Off by this much at the first moment.
    private(set) var offsetMilliseconds: Int64
    /// Runs fast by so many millionths; slow where negative.
    private(set) var driftPerMillion: Int64

    init(offsetMilliseconds: Int64, driftPerMillion: Int64) {
        self.offsetMilliseconds = offsetMilliseconds
        self.driftPerMillion = driftPerMillion
    }

    /// What the clock shows, in milliseconds since the first moment.
    func reading(at now: Int64) -> Int64 {
        now + offsetMilliseconds + now * driftPerMillion / 1_000_000
    }

    /// How long a wait lasts that is measured by this clock. A jump does not change it.
    func duration(of milliseconds: Int64) -> Int64 {
        milliseconds - milliseconds * driftPerMillion / 1_000_000
    }

    mutating func jump(by milliseconds: Int64) {
        offsetMilliseconds += milliseconds
    }

    /// Somebody sets it right, but for some milliseconds.
    mutating func set(right error: Int64) {
        offsetMilliseconds = error
        driftPerMillion = 0
    }
}
