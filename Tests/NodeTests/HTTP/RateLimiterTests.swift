import Testing

@testable import Node

struct RateLimiterTests {
    @Test func `a bucket gives its burst at once and then its rate`() {
        var bucket = Bucket(rate: RequestRate(perSecond: 10, burst: 3), at: 0)

        #expect((0..<3).map { _ in bucket.take(at: 0) } == [0, 0, 0])
        #expect(bucket.take(at: 0) == 100_000)
        #expect(bucket.take(at: 100_000) == 0)
        #expect(bucket.take(at: 100_001) == 99_999)
    }

    @Test func `a bucket never holds more than its burst`() {
        var bucket = Bucket(rate: RequestRate(perSecond: 10, burst: 2), at: 0)

        #expect(bucket.isFull(at: 0))
        #expect((0..<2).map { _ in bucket.take(at: 3_600_000_000) } == [0, 0])
        #expect(bucket.take(at: 3_600_000_000) > 0)
        #expect(!bucket.isFull(at: 3_600_000_000))
    }

    @Test func `a clock that goes back gives nothing for free`() {
        var bucket = Bucket(rate: RequestRate(perSecond: 1, burst: 1), at: 1_000_000)

        #expect(bucket.take(at: 1_000_000) == 0)
        #expect(bucket.take(at: 0) == 1_000_000)
    }
}
