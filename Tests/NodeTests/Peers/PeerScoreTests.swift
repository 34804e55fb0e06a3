import Testing

@testable import Node

struct PeerScoreTests {
    private let start = ContinuousClock.now

    @Test func `five faults at once are too many, and a minute later they are not`() {
        var score = PeerScore()

        for _ in 0..<4 { score.blame(at: start) }
        #expect(!score.isBanned(at: start))
        score.blame(at: start)

        #expect(score.isBanned(at: start))
        #expect(score.isBanned(at: start + .seconds(59)))
        #expect(!score.isBanned(at: start + .seconds(60)))
        #expect(score.points(at: start + .seconds(30)) == 70)
        #expect(score.points(at: start + .seconds(1_000)) == 0)
    }

    @Test func `a fault now and then is forgiven`() {
        var score = PeerScore()

        for minute in 0..<100 { score.blame(at: start + .seconds(minute * 60)) }

        #expect(score.points(at: start + .seconds(99 * 60)) == 20)
    }

    @Test func `nobody is banned for longer than a minute after the last fault`() {
        var score = PeerScore()

        for _ in 0..<1_000 { score.blame(at: start) }

        #expect(score.isBanned(at: start + .seconds(59)))
        #expect(!score.isBanned(at: start + .seconds(61)))
    }
}
