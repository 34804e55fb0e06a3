import Testing

@testable import Node

struct MemoryKeeperTests {
    @Test func `memory is given back once enough has gone through, and then counted anew`() {
        var keeper = MemoryKeeper()

        let trims = (1...9).filter { _ in keeper.committed(contentBytes: 2 << 20) }.count

        #expect(trims == 2)
    }
}
