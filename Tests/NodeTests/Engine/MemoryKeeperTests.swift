import Testing

@testable import Node

struct MemoryKeeperTests {
    @Test func `memory is given back once enough has gone through, and then counted anew`() {
        var keeper = MemoryKeeper()

        let trims = (1...9).filter { _ in keeper.committed(contentBytes: 2 << 20) }.count

        #expect(trims == 2)
    }

    @Test func `a rest is used once after documents, and not after a few small events`() {
        var keeper = MemoryKeeper()

        keeper.committed(contentBytes: 1 << 10)
        let waitsAfterEvent = keeper.millisecondsUntilRest != nil
        let trimsAfterEvent = keeper.rested()
        keeper.committed(contentBytes: 1 << 20)
        let wait = keeper.millisecondsUntilRest
        let trims = [keeper.rested(), keeper.rested()]

        #expect(!waitsAfterEvent && !trimsAfterEvent)
        #expect(wait == 1_000)
        #expect(trims == [true, false])
        #expect(keeper.millisecondsUntilRest == nil)
    }
}
