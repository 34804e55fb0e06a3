import LedgerCore
import Testing

@Suite struct StateOverlayTests {
    private let apricots = StateKey(StateType(16), "apricots")
    private let onions = StateKey(StateType(16), "onions")

    @Test func `an overlay reads what it wrote, and else what is below`() throws {
        var below = StateOverlay(on: EmptyState())
        below.set([1], for: apricots)
        var overlay = StateOverlay(on: below)

        overlay.set([2], for: onions)

        #expect(try overlay.value(for: apricots) == [1])
        #expect(try overlay.value(for: onions) == [2])
        #expect(try below.value(for: onions) == nil)
        #expect(overlay.changes == [StateChange(key: onions, value: [2])])
    }

    @Test func `a removed key is absent, and the removal is a change`() throws {
        var below = StateOverlay(on: EmptyState())
        below.set([1], for: apricots)
        var overlay = StateOverlay(on: below)

        overlay.set(nil, for: apricots)

        #expect(try overlay.value(for: apricots) == nil)
        #expect(overlay.changes == [StateChange(key: apricots, value: nil)])
    }

    @Test func `a rollback leaves nothing of what came after the savepoint`() throws {
        var overlay = StateOverlay(on: EmptyState())
        overlay.set([1], for: apricots)
        let outer = overlay.savepoint()
        overlay.set([2], for: apricots)
        overlay.set([3], for: onions)
        let inner = overlay.savepoint()
        overlay.set(nil, for: apricots)
        overlay.set([4], for: apricots)

        overlay.rollback(to: inner)
        #expect(try overlay.value(for: apricots) == [2])
        #expect(try overlay.value(for: onions) == [3])

        overlay.rollback(to: outer)
        #expect(overlay.changes == [StateChange(key: apricots, value: [1])])
    }

    @Test func `changes come in the order of the tree`() {
        var overlay = StateOverlay(on: EmptyState())
        for number in 0..<100 { overlay.set([1], for: StateKey(StateType(16), "\(number)")) }

        let digests = overlay.changes.map(\.key.digest)

        #expect(digests == digests.sorted())
        #expect(digests.count == 100)
    }
}
