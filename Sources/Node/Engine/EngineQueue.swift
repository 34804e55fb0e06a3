import Dispatch
import Synchronization

/// What other threads hand to the ledger's thread: bounded for each sender, first come, first served.
///
/// A sender that fills its share waits; it takes nothing from the share of another.
final class EngineQueue<Element: Sendable, Sender: Hashable & Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        /// What waits of each sender.
        var used: [Sender: Int] = [:]
        var isClosed = false
    }

    enum Admission: Hashable, Sendable {
        case taken
        /// Nothing was kept.
        case full
        /// The thread is stopping; nothing was kept.
        case closed
    }

    private let capacity: @Sendable (Sender) -> Int
    private let state = Mutex(State())
    /// Signalled when the queue stops being empty, and when it closes; more signals than elements do
    /// no harm.
    private let wake = DispatchSemaphore(value: 0)

    /// - Parameter capacity: How much of one sender may wait, in the unit of `push`'s cost.
    init(capacity: @escaping @Sendable (Sender) -> Int) {
        self.capacity = capacity
    }

    var count: Int { state.withLock { $0.elements.count } }

    /// - Parameter cost: Counted against the sender's capacity; one element always fits an empty share,
    ///   unless the sender has none.
    func push(_ element: Element, from sender: Sender, cost: Int = 1) -> Admission {
        let capacity = capacity(sender)
        let (admission, wakes) = state.withLock { state -> (Admission, Bool) in
            guard !state.isClosed else { return (.closed, false) }
            let used = state.used[sender, default: 0]
            guard used + cost <= capacity || used == 0 && capacity > 0 else {
                return (.full, false)
            }
            state.used[sender] = used + cost
            state.elements.append(element)
            return (.taken, state.elements.count == 1)
        }
        if wakes { wake.signal() }
        return admission
    }

    /// Nothing is taken any more; what waits is still given out.
    func close() {
        state.withLock { $0.isClosed = true }
        wake.signal()
    }

    /// Everything that waits, once something does.
    ///
    /// - Parameter milliseconds: How long to wait for the first element; `nil` for ever.
    /// - Returns: Empty when the time is over; `nil` when the queue is closed and empty.
    func takeAll(waitingUpTo milliseconds: Int64?) -> [Element]? {
        let deadline =
            milliseconds.map { DispatchTime.now() + .milliseconds(Int(clamping: $0)) }
            ?? .distantFuture
        while true {
            let (elements, isClosed) = state.withLock { state in
                let elements = state.elements
                state.elements.removeAll(keepingCapacity: true)
                state.used.removeAll(keepingCapacity: true)
                return (elements, state.isClosed)
            }
            if !elements.isEmpty { return elements }
            if isClosed { return nil }
            if wake.wait(timeout: deadline) == .timedOut { return [] }
        }
    }
}
