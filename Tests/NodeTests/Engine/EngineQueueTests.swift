import Testing

@testable import Node

struct EngineQueueTests {
    @Test func `elements come out in the order they went in, all at once`() {
        let queue = EngineQueue<Int, Int> { _ in 3 }

        #expect([1, 2, 3].map { queue.push($0, from: 0) } == [.taken, .taken, .taken])
        #expect(queue.takeAll(waitingUpTo: 0) == [1, 2, 3])
        #expect(queue.takeAll(waitingUpTo: 0) == [])
    }

    @Test func `beyond its capacity nothing is kept`() {
        let queue = EngineQueue<Int, Int> { _ in 1 }

        #expect(queue.push(1, from: 0) == .taken)
        #expect(queue.push(2, from: 0) == .full)
        #expect(queue.takeAll(waitingUpTo: 0) == [1])
        #expect(queue.push(3, from: 0) == .taken)
    }

    @Test func `a sender that fills its share takes nothing from another`() {
        let queue = EngineQueue<Int, String> { $0 == "peer" ? 10 : 2 }

        #expect(queue.push(1, from: "peer", cost: 30) == .taken)
        #expect(queue.push(2, from: "peer", cost: 1) == .full)
        #expect(queue.push(3, from: "clients") == .taken)
        #expect(queue.takeAll(waitingUpTo: 0) == [1, 3])
        #expect(queue.push(4, from: "peer", cost: 1) == .taken)
    }

    @Test func `closed, it gives out what it holds and takes nothing`() {
        let queue = EngineQueue<Int, Int> { _ in 2 }
        _ = queue.push(1, from: 0)

        queue.close()

        #expect(queue.push(2, from: 0) == .closed)
        #expect(queue.takeAll(waitingUpTo: nil) == [1])
        #expect(queue.takeAll(waitingUpTo: nil) == nil)
    }

    @Test func `a thread that waits is woken by an element`() async {
        let queue = EngineQueue<Int, Int> { _ in 2 }

        async let taken: [Int]? = withCheckedContinuation { continuation in
            Task {
                await EngineThread.run(name: "test") {
                    continuation.resume(returning: queue.takeAll(waitingUpTo: nil))
                }
            }
        }
        _ = queue.push(7, from: 0)

        #expect(await taken == [7])
    }
}
