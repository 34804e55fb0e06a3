import Testing

@testable import Simulation

struct EventQueueTests {
    @Test func `events come in the order of their time, and of their making`() {
        var random = SeededRandom(seed: 1)
        var queue = EventQueue<(time: Int64, number: Int)>()
        for number in 0..<500 {
            let time = random.milliseconds(upTo: 40)
            queue.add((time, number), at: time)
        }

        var taken: [(time: Int64, number: Int)] = []
        while let next = queue.next(until: 40) { taken.append(next.event) }

        #expect(taken.count == 500)
        #expect(
            zip(taken, taken.dropFirst()).allSatisfy {
                ($0.time, $0.number) < ($1.time, $1.number)
            })
    }

    @Test func `an event that is not due stays`() {
        var queue = EventQueue<Int>()
        queue.add(7, at: 10)

        #expect(queue.next(until: 9) == nil)
        #expect(queue.next(until: 10)?.event == 7)
        #expect(queue.isEmpty)
    }
}
