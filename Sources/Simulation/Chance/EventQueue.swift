/// Events in the order of their time, and of their making where times are equal.
///
/// The heap holds small entries and the events stay where they were put, so that ordering moves few
/// bytes.
package struct EventQueue<Event> {
    private struct Entry {
        let time: Int64
        let number: UInt64
        let slot: Int

        func isBefore(_ other: Entry) -> Bool {
            time != other.time ? time < other.time : number < other.number
        }
    }

    private var heap: [Entry] = []
    private var slots: [Event?] = []
    private var free: [Int] = []
    private var made: UInt64 = 0

    package init() {}

    package var isEmpty: Bool { heap.isEmpty }
    package var count: Int { heap.count }

    package mutating func add(_ event: Event, at time: Int64) {
        let slot: Int
        if let freed = free.popLast() {
            slot = freed
            slots[slot] = event
        } else {
            slot = slots.count
            slots.append(event)
        }
        let entry = Entry(time: time, number: made, slot: slot)
        made += 1
        heap.append(entry)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entry.isBefore(heap[parent]) else { break }
            heap[child] = heap[parent]
            child = parent
        }
        heap[child] = entry
    }

    /// The next event, if it is due by then.
    package mutating func next(until limit: Int64) -> (time: Int64, event: Event)? {
        guard let first = heap.first, first.time <= limit, let last = heap.popLast(),
            let event = slots[first.slot]
        else { return nil }
        slots[first.slot] = nil
        free.append(first.slot)
        if !heap.isEmpty { sink(last) }
        return (first.time, event)
    }

    private mutating func sink(_ entry: Entry) {
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].isBefore(heap[child]) { child += 1 }
            guard heap[child].isBefore(entry) else { break }
            heap[parent] = heap[child]
            parent = child
        }
        heap[parent] = entry
    }
}
