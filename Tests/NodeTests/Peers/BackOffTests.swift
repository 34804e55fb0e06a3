import Testing

@testable import Node

struct BackOffTests {
    @Test func `waits double up to a limit, give or take a quarter`() {
        var backOff = BackOff()

        let waits = (0..<10).map { _ in backOff.next() }

        for (wait, middle) in zip(
            waits, [100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000] as [Int64])
        {
            #expect((middle * 3 / 4...middle * 5 / 4).contains(wait))
        }
    }

    @Test func `after an answer it begins anew`() {
        var backOff = BackOff()
        for _ in 0..<10 { _ = backOff.next() }

        backOff.reset()

        #expect(backOff.next() <= BackOff.firstMilliseconds * 5 / 4)
    }
}
