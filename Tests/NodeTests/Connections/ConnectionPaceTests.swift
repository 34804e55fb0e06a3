import NIOCore
import Testing

@testable import Node

/// How long a connection is waited for.
struct ConnectionPaceTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private func pace() -> ConnectionPace {
        var limits = ConnectionLimits()
        limits.handshakeMilliseconds = 1_000
        limits.headMilliseconds = 2_000
        limits.bodyMilliseconds = 3_000
        limits.bytesPerSecondMin = 100
        return ConnectionPace(limits: limits)
    }

    /// In milliseconds since the start.
    private func deadline(_ pace: ConnectionPace) -> (Int64, ConnectionPace.Fault)? {
        pace.deadline.map { (($0.at - start).nanoseconds / 1_000_000, $0.fault) }
    }

    @Test func `a handshake has its time, and then the first request has its own`() throws {
        var pace = pace()

        pace.opened(withTLS: true, at: start)
        #expect(try #require(deadline(pace)) == (1_000, .handshake))
        pace.handshakeEnded(at: start + .milliseconds(500))
        #expect(try #require(deadline(pace)) == (2_500, .head))
        pace.headCame(at: start + .milliseconds(600))
        #expect(try #require(deadline(pace)) == (3_600, .body))
        pace.requestEnded()
        #expect(deadline(pace) == nil)
    }

    @Test func `a body has more time the more of it has come`() throws {
        var pace = pace()
        pace.opened(withTLS: false, at: start)
        pace.headCame(at: start)

        pace.bodyCame(octets: 50)
        pace.bodyCame(octets: 150)

        #expect(try #require(deadline(pace)) == (5_000, .body))
    }

    @Test func `an answer has to be taken, and another begins anew`() throws {
        var pace = pace()
        pace.opened(withTLS: false, at: start)
        pace.headCame(at: start)
        pace.requestEnded()

        pace.writes(octets: 0, at: start + .milliseconds(100))
        pace.writes(octets: 1_000, at: start + .milliseconds(200))
        #expect(try #require(deadline(pace)) == (13_100, .answer))
        pace.isWritten()
        #expect(deadline(pace) == nil)
        pace.writes(octets: 0, at: start + .milliseconds(900))
        #expect(try #require(deadline(pace)) == (3_900, .answer))
    }

    @Test func `requests that wait for their answers are counted`() {
        var pace = pace()
        pace.headCame(at: start)
        pace.headCame(at: start)

        pace.answerEnded()

        #expect(pace.requests == 1)
    }
}
