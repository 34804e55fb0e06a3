import LedgerCore
import Testing

@testable import Node

struct EnginePartsTests {
    private func moment(_ milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds)
    }

    @Test func `timers are due in the order of their moments, and a later wish moves one`() {
        var timers = TimerQueue<String>()
        timers.schedule("b", at: moment(20))
        timers.schedule("a", at: moment(10))
        timers.schedule("b", at: moment(5))

        #expect(timers.wait(from: moment(0)) == 5)
        #expect(timers.takeDue(at: moment(10)) == ["b", "a"])
        #expect(timers.wait(from: moment(10)) == nil)
    }

    @Test func `sequences are microseconds and never repeat`() {
        let sequence = MonotonicSequence()

        let numbers = [5, 5, 4, 6].map { sequence.next(atMilliseconds: $0) }

        #expect(numbers == [5000, 5001, 5002, 6000])
    }

    @Test func `everybody who waits for a transaction is told, once`() async {
        let waiters = CommitWaiters()
        let id = TransactionID(Digest(hashing: [1]))
        let one = waiters.expect(id)
        let two = waiters.expect(id)

        waiters.tell(.expired, of: id)
        waiters.tell(.expired, of: id)

        var fates: [TransactionFate] = []
        for await fate in one { fates.append(fate) }
        for await fate in two { fates.append(fate) }
        #expect(fates == [.expired, .expired])
        #expect(waiters.count == 0)
    }

    @Test func `whoever stops waiting is forgotten`() async {
        let waiters = CommitWaiters()
        let task = Task {
            for await _ in waiters.expect(TransactionID(Digest(hashing: [1]))) {}
        }
        task.cancel()
        await task.value

        #expect(waiters.count == 0)
    }
}
