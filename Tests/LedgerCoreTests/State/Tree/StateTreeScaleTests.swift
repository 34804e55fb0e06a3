import Foundation
import LedgerCore
import Testing

/// The tree at size. Small in every run; `DAFTAR_BENCH_KEYS=1000000 swift test -c release --filter
/// StateTreeScaleTests` measures it large.
@Suite struct StateTreeScaleTests {
    private static let batch = 2_000
    private let keyCount: Int

    init() {
        let asked = ProcessInfo.processInfo.environment["DAFTAR_BENCH_KEYS"].flatMap(Int.init)
        keyCount = max(asked ?? 10_000, StateTreeScaleTests.batch)
    }

    @Test func `a block touches the ways to its keys and no more`() throws {
        var store = StateTreeMemoryStore()
        var height = Height.genesis
        func update(_ changes: [StateChange]) throws -> StateTreeUpdate {
            let tree = StateTree(version: height == .genesis ? nil : height, store: store)
            height = height.next
            let update = try tree.updated(
                with: changes.sorted { $0.key < $1.key }, version: height)
            store.keep(update)
            store.prune(update)
            return update
        }
        for start in stride(from: 0, to: keyCount, by: StateTreeScaleTests.batch) {
            let end = min(start + StateTreeScaleTests.batch, keyCount)
            _ = try update((start..<end).map { StateChange(key: key($0), value: [1]) })
        }
        let rowCount = store.count
        let changed = Set((0..<StateTreeScaleTests.batch).map { $0 * 7919 % keyCount })
        let changes = changed.map { StateChange(key: key($0), value: [2]) }

        let clock = ContinuousClock()
        let start = clock.now
        let result = try update(changes)
        let elapsed = clock.now - start

        #expect(store.count == rowCount)
        #expect(result.nodes.count == result.stale.count)
        // A path is as long as it takes to tell the keys apart: log16, and a little for bad luck.
        let pathLength = 3 + Int(Foundation.log2(Double(keyCount)) / 4)
        #expect(result.nodes.count <= changes.count * pathLength)
        print(
            "state tree: \(keyCount) keys, \(rowCount) rows, a block of \(changes.count) in"
                + " \(elapsed), root \(result.root.hex.prefix(8))")
    }

    private func key(_ number: Int) -> StateKey {
        StateKey(StateType(16), "\(number)")
    }
}
