import LedgerCore
import Testing

@testable import Node

/// Which contents need not be at hand any more.
struct NodeRetentionTests {
    /// Block h is of day h.
    private func time(of height: Height) -> Timestamp {
        Timestamp(milliseconds: Int64(height.rawValue) * NodeRetention.dayMilliseconds)
    }

    private func last(_ retention: NodeRetention, head: UInt64 = 100, day: UInt64 = 100) -> UInt64?
    {
        retention.last(
            of: Height(11)...Height(84), head: Height(head), now: time(of: Height(day)), time: time
        )?.rawValue
    }

    @Test func `all contents stay where nothing is said`() {
        #expect(last(NodeRetention()) == nil)
        #expect(!NodeRetention().isOn)
    }

    @Test func `contents of the last days stay`() {
        #expect(last(NodeRetention(days: 40)) == 60)
        #expect(last(NodeRetention(days: 1)) == 84)
        #expect(last(NodeRetention(days: 89)) == 11)
        #expect(last(NodeRetention(days: 90)) == nil)
    }

    @Test func `contents of the last blocks stay`() {
        #expect(last(NodeRetention(blocks: 50)) == 50)
        #expect(last(NodeRetention(blocks: 1)) == 84)
        #expect(last(NodeRetention(blocks: 90)) == nil)
        #expect(last(NodeRetention(blocks: 101)) == nil)
    }

    @Test func `where both are said, what either keeps stays`() {
        #expect(last(NodeRetention(days: 40, blocks: 50)) == 50)
        #expect(last(NodeRetention(days: 60, blocks: 50)) == 40)
    }
}
