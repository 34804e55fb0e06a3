import Dispatch
import Synchronization

/// What other threads hand to the ledger's thread: bounded, first come, first served.
final class EngineQueue<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var isClosed = false
    }

    enum Admission: Hashable, Sendable {
        case taken
        /// Nothing was kept.
        case full
        /// The thread is stopping; nothing was kept.
        case closed
    }

    private let capacity: Int
    private let state = Mutex(State())
    /// Signalled when the queue stops being empty, and when it closes; more signals than elements do
    /// no harm.
    private let wake = DispatchSemaphore(value: 0)

    init(capacity: Int) {
        self.capacity = capacity
    }

    var count: Int { state.withLock { $0.elements.count } }

    func push(_ element: Element) -> Admission {
        let (admission, wakes) = state.withLock { state -> (Admission, Bool) in
            guard !state.isClosed else { return (.closed, false) }
            guard state.elements.count < capacity else { return (.full, false) }
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
                return (elements, state.isClosed)
            }
            if !elements.isEmpty { return elements }
            if isClosed { return nil }
            if wake.wait(timeout: deadline) == .timedOut { return [] }
        }
    }
}
