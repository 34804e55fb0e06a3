import Testing

@testable import Node

/// How large a block this node proposes.
struct ProposalSizeTests {
    @Test func `a block takes a quarter of the time that the others wait`() {
        var size = ProposalSize()
        #expect(size.bytesEnough(within: 1_500) == 2 << 20)

        // 10 MB a second.
        size.executed(bytes: 1_000_000, microseconds: 100_000)

        #expect(size.bytesEnough(within: 1_500) == 3_750_000)
        #expect(size.bytesEnough(within: 3_000) == 7_500_000)
    }

    @Test func `a slow block makes the next one smaller, and quick ones make it larger slowly`() {
        var size = ProposalSize()
        size.executed(bytes: 1_000_000, microseconds: 100_000)

        size.executed(bytes: 1_000_000, microseconds: 1_000_000)
        #expect(size.bytesPerSecond == 1_000_000)
        size.executed(bytes: 1_000_000, microseconds: 111_111)
        #expect(size.bytesPerSecond == 2_000_001)
        for _ in 0..<100 { size.executed(bytes: 1_000_000, microseconds: 100_000) }
        #expect((9_999_000...10_000_000).contains(size.bytesPerSecond ?? 0))
    }

    @Test func `a small block says nothing, unless it took long`() {
        var size = ProposalSize()

        size.executed(bytes: 1_000, microseconds: 20_000)
        #expect(size.bytesPerSecond == nil)
        size.executed(bytes: 1_000, microseconds: 100_000)
        #expect(size.bytesPerSecond == 10_000)
    }

    @Test func `however slow the machine, something goes in, and no number overflows`() {
        var slow = ProposalSize()
        slow.executed(bytes: 0, microseconds: .max)
        var quick = ProposalSize()
        quick.executed(bytes: .max, microseconds: 0)

        #expect(slow.bytesEnough(within: 1_500) == ProposalSize.bytesMin)
        #expect(quick.bytesEnough(within: .max) == .max)
        #expect(slow.bytesEnough(within: 0) == ProposalSize.bytesMin)
    }
}
