import Glibc
import LedgerCore
import Testing

@testable import Storage

struct CommittedStateTests {
    private let home = TemporaryHome()

    @Test func `the state after a block is what was changed, to every reader`() throws {
        let chain = try TestChain.make(in: home)
        #expect(try chain.store.committedState.value(for: key(1)) == nil)

        try chain.extend([], changes: [set(1, "one"), set(2, "two")].sorted())
        try chain.extend([], changes: [set(1, "uno"), remove(2)].sorted())

        #expect(try chain.store.committedState.value(for: key(1)) == Array("uno".utf8))
        #expect(try chain.store.committedState.value(for: key(2)) == nil)
        let held = try chain.store.committedState.hold { state in
            try [1, 2, 3].map { try state.value(for: key($0)) }
        }
        #expect(held == [Array("uno".utf8), nil, nil])
        #expect(throws: CancellationError.self) {
            try chain.store.committedState.hold { _ in throw CancellationError() }
        }
        try chain.store.read { reader throws in
            #expect(try reader.values(of: type, limit: 9).map(\.value) == [Array("uno".utf8)])
            #expect(try reader.values(of: type, after: [1], limit: 9).isEmpty)
        }
    }

    /// One read brings the facts that lie with the one that is asked for; a lot may have more of them.
    @Test func `the facts of a lot are the same in whatever order they are asked for`() throws {
        let chain = try TestChain.make(in: home)
        let holders = try (0..<9).map { try #require(MemberID("holder-\($0)")) }
        let lots = ["a", "a1", "b"]
        let keys = lots.flatMap { lot -> [StateKey] in
            [.lot(lot), .origins(of: lot), .custody(of: lot)]
                + holders.prefix(lot == "a" ? 9 : 1).map {
                    .account(of: $0, lot: lot, in: .milligram)
                }
        }
        var expected: [StateKey: Bytes] = [:]
        var random = SeededRandom(seed: 7)
        for round in 0..<40 as Range<UInt8> {
            for key in keys where random.next(below: 3) == 0 {
                expected[key] = random.next(below: 4) == 0 ? nil : [round] + key.id
            }
            try chain.extend(
                [], changes: keys.map { StateChange(key: $0, value: expected[$0]) }.sorted())
            // Opened anew, a ledger remembers nothing.
            let copy = try home.copy()
            let store = try LedgerStore.open(home: copy.paths)
            let order = keys.indices.shuffled(using: &random)
            try store.committedState.hold { state in
                for index in order + order {
                    let value = try state.value(for: keys[index])
                    #expect(value == expected[keys[index]])
                }
            }
        }
    }

    @Test func `a root does not depend on which blocks brought the values`() throws {
        let chain = try TestChain.make(in: home)
        try chain.extend([], changes: (0..<40).map { set($0, "\($0)") }.sorted())
        try chain.extend([], changes: (0..<20).map { remove($0) }.sorted())
        let elsewhere = TemporaryHome()
        let other = try TestChain.make(in: elsewhere)

        try other.extend([], changes: (20..<40).map { set($0, "\($0)") }.sorted())

        #expect(chain.store.head.stateRoot == other.store.head.stateRoot)
    }

    @Test func `values and absences are proven under the roots of the last 256 blocks`() throws {
        let chain = try TestChain.make(in: home)
        try chain.extend([], changes: (0..<40).map { set($0, "old") }.sorted())
        let old = chain.store.head
        for number in 0..<255 {
            try chain.extend([], changes: [set(UInt8(number % 40), "new \(number)")])
        }

        try chain.store.read { reader throws in
            let now = try #require(try proof(reader, key(3), nil))
            let absent = try #require(try proof(reader, key(99), nil))
            let then = try #require(try proof(reader, key(3), old.height))
            let value = try #require(try? reader.value(for: key(3)))
            let root = chain.store.head.stateRoot
            #expect(now.shows(key(3).digest, holds: value, root: root))
            #expect(absent.showsAbsence(of: key(99).digest, root: root))
            #expect(then.shows(key(3).digest, holds: Array("old".utf8), root: old.stateRoot))
        }
        try chain.extend([], changes: [set(0, "one more")])
        try chain.extend([], changes: [set(1, "one more")])
        let gone = try chain.store.read { reader throws in
            try reader.stateProof(of: key(3), at: old.height)
        }
        #expect(gone == nil)
    }

    @Test func `where versions have too many rows fewer are left, and in each all is proven`()
        throws
    {
        let chain = try TestChain.make(in: home)
        var heads: [LedgerHead] = []
        for round in 0..<20 {
            let changes = (0..<3_000).map {
                // Some keys come, some go, and some nodes with them.
                StateChange(
                    key: wide($0),
                    value: ($0 + round) % 5 == 0 ? nil : [UInt8(round), UInt8($0 % 7)])
            }
            try chain.extend([], changes: changes.sorted())
            heads.append(chain.store.head)
        }

        try chain.store.transact { database throws(StorageError) in
            try FormerNodeRows.prune(in: database, keeping: 1_000)
        }
        let kept = heads.suffix(1 + FormerNodeRows.versionsMin)
        let gone = heads[heads.count - kept.count - 1]
        try chain.store.read { reader throws in
            for head in kept {
                let round = Int(head.height.rawValue) - 1
                for number in 0..<300 where number % 7 != 0 {
                    let proof = try #require(try proof(reader, wide(number), head.height))
                    let isThere = (number + round) % 5 != 0
                    #expect(
                        isThere
                            ? proof.shows(
                                wide(number).digest,
                                holds: [UInt8(round), UInt8(number % 7)], root: head.stateRoot)
                            : proof.showsAbsence(of: wide(number).digest, root: head.stateRoot))
                }
            }
            #expect(try proof(reader, wide(1), gone.height) == nil)
            #expect(try proof(reader, wide(1), heads[19].height.next) == nil)
        }
    }

    @Test func `the newest tree is in its table alone, and no node more`() throws {
        let chain = try TestChain.make(in: home)
        for value in 0..<3 as Range<UInt8> {
            let changes = (0..<3_000).map {
                StateChange(key: wide($0), value: $0 % 3 == Int(value) ? nil : [value])
            }
            try chain.extend([], changes: changes.sorted())
        }

        let elsewhere = TemporaryHome()
        let same = try chain.store.read { reader throws in
            try StateRows.rows(after: nil, limit: .max, in: reader.database).map {
                let (type, id) = try $0.place.key()
                return StateChange(key: StateKey(type, id), value: $0.value)
            }
        }
        try LedgerStore.create(
            home: elsewhere.paths, genesis: TestChain.genesis, state: same.sorted())
        let atOnce = try places(LedgerStore.open(home: elsewhere.paths))
        #expect(try places(chain.store) == atOnce)
    }

    @Test func `absence is known without a look, and what is committed since is there`() throws {
        let founding = (0..<60_000).map { number in
            StateChange(key: wide(number), value: withUnsafeBytes(of: number) { Bytes($0) })
        }
        try LedgerStore.create(
            home: home.paths, genesis: TestChain.genesis, state: founding.sorted())
        let chain = TestChain(store: try LedgerStore.open(home: home.paths))
        // Some of this is committed while the keys are learnt.
        for number in 0..<20 as Range<UInt8> {
            try chain.extend([], changes: [set(number, "new"), remove(number &+ 100)].sorted())
        }
        let state = chain.store.committedState
        while !state.knowsAbsence { usleep(1_000) }

        #expect(try state.value(for: key(7)) == Array("new".utf8))
        #expect(try state.value(for: key(120)) == nil)
        #expect(try state.value(for: wide(59_999)) != nil)
        #expect(try state.value(for: wide(60_000)) == nil)
        try chain.extend([], changes: [set(120, "late"), remove(7)].sorted())
        #expect(try state.value(for: key(120)) == Array("late".utf8))
        #expect(try state.value(for: key(7)) == nil)
    }

    @Test func `a ledger is closed while its keys are still being learnt`() throws {
        let founding = (0..<60_000).map { StateChange(key: wide($0), value: []) }.sorted()
        try LedgerStore.create(home: home.paths, genesis: TestChain.genesis, state: founding)

        for wait in 0..<20 as Range<UInt32> {
            let store = try LedgerStore.open(home: home.paths)
            usleep(500 * wait)
            try store.close()
        }
        let store = try LedgerStore.open(home: home.paths)
        #expect(try store.committedState.value(for: wide(59_999)) == [])
    }

    @Test func `a cache forgets, and answers right afterwards`() throws {
        var cache = ValueCache(bytesMax: 4_000)
        for number in 0..<200 { cache.remember([UInt8(number)], for: key(UInt8(number))) }

        #expect(cache.value(for: key(199)) == .known([199]))
        #expect(cache.value(for: key(0)) == .unknown)
        cache.remember(nil, for: key(199))
        #expect(cache.value(for: key(199)) == .known(nil))
    }

    @Test func `a state that is replayed aside has the same roots`() throws {
        let founding = [set(200, "genesis")]
        try LedgerStore.create(home: home.paths, genesis: TestChain.genesis, state: founding)
        let chain = TestChain(store: try LedgerStore.open(home: home.paths))
        let scratch = try ScratchState(state: founding, keepingTree: true)

        for number in 0..<10 as Range<UInt8> {
            let changes = [set(number, "a"), remove(number / 2), set(201, "\(number)")].sorted()
            let distinct = changes.filter { change in
                change.key != key(number / 2) || change.value == nil
            }
            try chain.extend([], changes: distinct)
            #expect(try scratch.apply(distinct) == chain.store.head.stateRoot)
        }
        #expect(try scratch.value(for: key(201)) == Array("9".utf8))
    }

    private let type = StateType(16)

    private func key(_ id: UInt8) -> StateKey { StateKey(type, [id]) }

    private func places(_ store: LedgerStore) throws -> [Int64] {
        try store.read { reader throws in
            try PreparedStatement(reader.database, "SELECT place FROM nodes ORDER BY place")
                .all { $0.integer(0) }
        }
    }

    private func wide(_ number: Int) -> StateKey {
        StateKey(StateType(17), withUnsafeBytes(of: number) { Bytes($0) })
    }

    private func set(_ id: UInt8, _ value: String) -> StateChange {
        StateChange(key: key(id), value: Array(value.utf8))
    }

    private func remove(_ id: UInt8) -> StateChange {
        StateChange(key: key(id), value: nil)
    }

    private func proof(
        _ reader: LedgerReader, _ key: StateKey, _ height: Height?
    ) throws(StorageError) -> StateProof? {
        try reader.stateProof(of: key, at: height)
    }
}

extension [StateChange] {
    fileprivate func sorted() -> [StateChange] { sorted { $0.key < $1.key } }
}
