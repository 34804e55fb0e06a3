import LedgerCore
import NIOCore
import Testing

@testable import Node

struct PeerOutboxTests {
    private let outbox = PeerOutbox()

    @Test func `messages leave in their order, agreement before contents`() {
        outbox.add([1], .contents)
        outbox.add([2], .agreement)
        outbox.add([3], .agreement)

        let all = outbox.take(nil)

        #expect(Bytes(all.readableBytesView) == [2, 3, 1])
        #expect(outbox.byteCount == 0)
    }

    @Test func `a lane is taken without the other`() {
        outbox.add([1], .contents)
        outbox.add([2], .agreement)

        #expect(Bytes(outbox.take(.agreement).readableBytesView) == [2])
        #expect(Bytes(outbox.take(.agreement).readableBytesView) == [])
        #expect(Bytes(outbox.take(.contents).readableBytesView) == [1])
    }

    @Test func `a batch ends before it is too large, and one large message travels alone`() {
        let large = Bytes(repeating: 7, count: PeerOutbox.batchBytesMax + 1)
        outbox.add([1], .contents)
        outbox.add(large, .contents)
        outbox.add([2], .contents)

        #expect(outbox.take(.contents).readableBytes == 1)
        #expect(outbox.take(.contents).readableBytes == large.count)
        #expect(outbox.take(.contents).readableBytes == 1)
    }

    @Test func `what does not fit is dropped and counted, and the other lane has room`() {
        for _ in 0..<PeerOutbox.laneMessagesMax + 3 { outbox.add([1], .agreement) }
        outbox.add([2], .contents)

        #expect(outbox.droppedCount == 3)
        #expect(outbox.byteCount == PeerOutbox.laneMessagesMax + 1)
    }

    @Test func `the octets of a lane are bounded, but one message always fits`() {
        let huge = Bytes(repeating: 0, count: PeerOutbox.laneBytesMax + 1)

        outbox.add(huge, .contents)
        outbox.add([1], .contents)

        #expect(outbox.byteCount == huge.count)
        #expect(outbox.droppedCount == 1)
    }

    @Test func `who waits for a lane is woken by that lane`() async {
        let waiting = Task { await outbox.wait(for: .agreement, milliseconds: 60_000) }

        outbox.add([1], .contents)
        outbox.add([2], .agreement)
        await waiting.value

        #expect(outbox.byteCount == 2)
    }

    @Test func `nobody waits where something is there already`() async {
        outbox.add([1], .contents)

        await outbox.wait(for: nil, milliseconds: 60_000)
        await outbox.wait(for: .contents, milliseconds: 60_000)
    }

    @Test func `a wait ends with its time`() async {
        await outbox.wait(for: .agreement, milliseconds: 1)

        #expect(outbox.byteCount == 0)
    }

    @Test func `a wait ends with its task`() async {
        let waiting = Task { await outbox.wait(for: nil, milliseconds: 60_000) }

        waiting.cancel()

        await waiting.value
    }

    @Test func `nobody waits at one that was closed, neither now nor later`() async {
        let waiting = Task { await outbox.wait(for: nil, milliseconds: 60_000) }

        outbox.close()

        await waiting.value
        await outbox.wait(for: .agreement, milliseconds: 60_000)
    }

    @Test func `what waits for a peer that is gone is forgotten`() {
        outbox.add([1], .agreement)

        outbox.clear()

        #expect(outbox.byteCount == 0)
        #expect(outbox.take(nil).readableBytes == 0)
    }
}
