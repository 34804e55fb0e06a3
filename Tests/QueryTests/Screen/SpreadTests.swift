import Testing

@testable import Query

struct SpreadTests {
    @Test func `one wrong value among many moves neither median nor deviation much`() {
        #expect(Spread(of: [25, 24, 26, 25, 9_000]) == Spread(of: [25, 24, 26, 25, 27]))
        #expect(Spread(of: [25, 24, 26, 25, 9_000]).map { [$0.median, $0.deviation] } == [25, 1])
        #expect(Spread(of: []) == nil)
    }

    @Test func `the largest numbers do not overflow`() {
        #expect(Spread.distance(.min, .max) == .max)
        #expect(Spread.scaled(.max, by: 7_400, over: 1_000) == .max)
        #expect(Spread(of: [.max, .max])?.reach(perMille: 5, leastPerMille: 1_000) == .max)
    }
}
