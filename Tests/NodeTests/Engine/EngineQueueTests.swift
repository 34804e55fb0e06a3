import Testing

@testable import Node

struct EngineQueueTests {
    @Test func `elements come out in the order they went in, all at once`() {
        let queue = EngineQueue<Int>(capacity: 3)

        #expect([1, 2, 3].map { queue.push($0) } == [.taken, .taken, .taken])
        #expect(queue.takeAll(waitingUpTo: 0) == [1, 2, 3])
        #expect(queue.takeAll(waitingUpTo: 0) == [])
    }

    @Test func `beyond its capacity nothing is kept`() {
        let queue = EngineQueue<Int>(capacity: 1)

        #expect(queue.push(1) == .taken)
        #expect(queue.push(2) == .full)
        #expect(queue.takeAll(waitingUpTo: 0) == [1])
        #expect(queue.push(3) == .taken)
    }

    @Test func `closed, it gives out what it holds and takes nothing`() {
        let queue = EngineQueue<Int>(capacity: 2)
        _ = queue.push(1)

        queue.close()

        #expect(queue.push(2) == .closed)
        #expect(queue.takeAll(waitingUpTo: nil) == [1])
        #expect(queue.takeAll(waitingUpTo: nil) == nil)
    }

    @Test func `a thread that waits is woken by an element`() async {
        let queue = EngineQueue<Int>(capacity: 2)

        async let taken: [Int]? = withCheckedContinuation { continuation in
            Task {
                await EngineThread.run(name: "test") {
                    continuation.resume(returning: queue.takeAll(waitingUpTo: nil))
                }
            }
        }
        _ = queue.push(7)

        #expect(await taken == [7])
    }
}
