import LedgerCore
import Testing

@Suite struct StateTreeTests {
    /// Grows and shrinks the tree at random and holds it against the definition at every step.
    @Test(arguments: 0..<20)
    func `the tree on rows has the root of the definition`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var naive = NaiveStateTree()
        var store = StateTreeMemoryStore()
        var version: Height?
        let keys = (0..<60).map { StateKey(StateType(16), "\(seed) \($0)") }

        for height in 1...40 {
            var changes: [StateChange] = []
            let isShrinking = height.isMultiple(of: 3)
            for key in keys.sorted() where random.next(below: 8) == 0 {
                let isRemoval = random.next(below: 4) < (isShrinking ? 3 : 1)
                changes.append(
                    StateChange(key: key, value: isRemoval ? nil : random.bytes(4)))
            }
            let update = try StateTree(version: version, store: store)
                .updated(with: changes, version: Height(UInt64(height)))
            store.keep(update)
            for change in changes { naive.values[change.key] = change.value }
            version = Height(UInt64(height))

            #expect(update.root == naive.root)
            #expect(try StateTree(version: version, store: store).root() == naive.root)
        }
    }

    @Test func `the order of insertion does not matter`() throws {
        let changes = (0..<200).map {
            StateChange(key: StateKey(StateType(16), "\($0)"), value: [UInt8($0)])
        }
        var store = StateTreeMemoryStore()
        var version: Height?
        for (index, change) in changes.enumerated() {
            let height = Height(UInt64(index + 1))
            let tree = StateTree(version: version, store: store)
            store.keep(try tree.updated(with: [change], version: height))
            version = height
        }

        let atOnce = try StateTree(version: nil, store: StateTreeMemoryStore())
            .updated(with: changes.sorted { $0.key < $1.key }, version: .first)

        #expect(try StateTree(version: version, store: store).root() == atOnce.root)
    }

    @Test func `removing everything leaves the empty root`() throws {
        let keys = (0..<50).map { StateKey(StateType(16), "\($0)") }.sorted()
        var store = StateTreeMemoryStore()
        let full = try StateTree(version: nil, store: store)
            .updated(with: keys.map { StateChange(key: $0, value: [1]) }, version: .first)
        store.keep(full)

        let empty = try StateTree(version: .first, store: store)
            .updated(with: keys.map { StateChange(key: $0, value: nil) }, version: Height(2))

        #expect(empty.root == .zero)
        #expect(Set(empty.stale.map(\.key)) == Set(full.nodes.map(\.key)))
        #expect(empty.nodes.map(\.key.path) == [.root])
        #expect(
            Set(empty.removed) == Set(full.nodes.map(\.key.path).filter { $0 != .root }))
    }

    @Test func `a change that changes nothing writes the root alone`() throws {
        let keys = (0..<50).map { StateKey(StateType(16), "\($0)") }.sorted()
        var store = StateTreeMemoryStore()
        let full = try StateTree(version: nil, store: store)
            .updated(with: keys.map { StateChange(key: $0, value: [1]) }, version: .first)
        store.keep(full)
        let absent = StateKey(StateType(17), "absent")
        let changes =
            (keys.map { StateChange(key: $0, value: [1]) }
            + [StateChange(key: absent, value: nil)]).sorted { $0.key < $1.key }

        let same = try StateTree(version: .first, store: store)
            .updated(with: changes, version: Height(2))

        #expect(same.root == full.root)
        #expect(same.nodes.map(\.key) == [StateTreeNodeKey(path: .root, version: Height(2))])
        #expect(same.stale.map(\.key) == [StateTreeNodeKey(path: .root, version: .first)])
        #expect(same.stale.map(\.row) == full.nodes.suffix(1).map(\.row))
    }

    @Test func `stale rows may go, and exactly the rows of the newest version are left`() throws {
        var random = SeededRandom(seed: 5)
        var store = StateTreeMemoryStore()
        var version: Height?
        var present: Set<StateKey> = []
        for height in 1...30 {
            let changes = (0..<20).map { _ in StateKey(StateType(16), "\(random.next(below: 90))") }
            let sorted = Set(changes).sorted().map { key in
                StateChange(key: key, value: random.next(below: 3) == 0 ? nil : random.bytes(3))
            }
            let update = try StateTree(version: version, store: store)
                .updated(with: sorted, version: Height(UInt64(height)))
            store.keep(update)
            store.prune(update)
            version = Height(UInt64(height))
            for change in sorted {
                if change.value == nil {
                    present.remove(change.key)
                } else {
                    present.insert(change.key)
                }
            }
        }

        let tree = StateTree(version: version, store: store)
        for key in present.sorted() {
            guard case .leaf(key.digest, _) = try tree.proof(of: key.digest).end else {
                Issue.record("a key is lost")
                continue
            }
        }
        let fresh = try StateTree(version: nil, store: StateTreeMemoryStore()).updated(
            with: present.sorted().map { StateChange(key: $0, value: [0]) }, version: .first)
        #expect(store.count == fresh.nodes.count)
    }

    @Test func `a row that is missing or damaged is an error and not an absence`() throws {
        struct Torn: StateTreeNodeStore {
            let row: Bytes?
            func node(_ key: StateTreeNodeKey) throws(StateReadError) -> Bytes? { row }
        }
        let key = StateKey(StateType(16), "lot").digest

        for row in [nil, [], [0, 0, 0], [0xFF, 0, 0, 0], [0x80, 0, 0x80, 0] + key.bytes] as [Bytes?]
        {
            #expect(throws: StateReadError.self) {
                try StateTree(version: .first, store: Torn(row: row)).proof(of: key)
            }
        }
    }
}
