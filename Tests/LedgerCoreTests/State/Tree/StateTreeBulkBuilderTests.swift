import LedgerCore
import Testing

struct StateTreeBulkBuilderTests {
    @Test(arguments: [0, 1, 2, 3, 17, 100, 2_000])
    func `all leaves at once give the rows of an update with all of them`(count: Int) throws {
        var random = SeededRandom(seed: UInt64(count))
        let changes = Set((0..<count).map { _ in random.bytes(1 + random.next(below: 20)) })
            .map { StateChange(key: StateKey(.member, $0), value: random.bytes(8)) }
            .sorted { $0.key < $1.key }

        let built = build(changes, version: Height(7))

        let updated = try StateTree(version: nil, store: StateTreeMemoryStore())
            .updated(with: changes, version: Height(7))
        #expect(built.root == updated.root)
        #expect(
            built.rows == Dictionary(uniqueKeysWithValues: updated.nodes.map { ($0.key, $0.row) }))
    }

    @Test func `the root is that of a tree that grew and shrank block by block`() throws {
        var random = SeededRandom(seed: 5)
        var store = StateTreeMemoryStore()
        var state: [StateKey: Bytes] = [:]
        var version: Height?
        var root = Digest.zero
        for block in 0..<40 {
            var changes: [StateKey: Bytes?] = [:]
            for _ in 0..<50 {
                let key = StateKey(.member, "\(random.next(below: 400))")
                let value = random.next(below: 4) == 0 ? nil : random.bytes(4)
                changes.updateValue(value, forKey: key)
            }
            let sorted = changes.map { StateChange(key: $0.key, value: $0.value) }
                .sorted { $0.key < $1.key }
            let update = try StateTree(version: version, store: store)
                .updated(with: sorted, version: Height(UInt64(block)))
            store.keep(update)
            for change in sorted { state[change.key] = change.value }
            (version, root) = (Height(UInt64(block)), update.root)
        }
        let all = state.map { StateChange(key: $0.key, value: $0.value) }
            .sorted { $0.key < $1.key }

        let built = build(all, version: Height(40))

        #expect(built.root == root)
    }

    private func build(
        _ changes: [StateChange], version: Height
    ) -> (root: Digest, rows: [StateTreeNodeKey: Bytes]) {
        var rows: [StateTreeNodeKey: Bytes] = [:]
        var builder = StateTreeBulkBuilder(version: version)
        for change in changes {
            builder.add(
                key: change.key.digest, valueHash: Digest(hashing: change.value ?? [])
            ) { rows[$0] = $1 }
        }
        let root = builder.finish { rows[$0] = $1 }
        return (root, rows)
    }
}
