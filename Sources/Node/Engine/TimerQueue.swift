import LedgerCore

/// Moments at which somebody asked to be woken, earliest first.
struct TimerQueue<Timer: Hashable & Sendable>: Sendable {
    private var entries: [(due: Timestamp, timer: Timer)] = []

    /// Asked again, a timer moves.
    mutating func schedule(_ timer: Timer, at due: Timestamp) {
        entries.removeAll { $0.timer == timer }
        let place = entries.firstIndex { due < $0.due } ?? entries.endIndex
        entries.insert((due, timer), at: place)
    }

    mutating func cancelAll() {
        entries = []
    }

    /// Milliseconds until the earliest one; 0 when it is due, `nil` when there is none.
    func wait(from now: Timestamp) -> Int64? {
        entries.first.map { max(0, $0.due.milliseconds(since: now)) }
    }

    mutating func takeDue(at now: Timestamp) -> [Timer] {
        let due = entries.prefix { $0.due <= now }.map(\.timer)
        entries.removeFirst(due.count)
        return due
    }
}
