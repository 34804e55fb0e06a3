import LedgerCore
import Synchronization
import Testing

@testable import Storage

struct ReadAheadTests {
    private let home = TemporaryHome()
    private let lots = (0..<30).map { "lot-\($0)" }

    @Test func `what belongs to lots that were read ahead is in memory`() async throws {
        let chain = try TestChain.make(in: home)
        try chain.extend([], changes: changes(round: 1))
        // Opened anew, a ledger remembers nothing.
        let copy = try home.copy()
        let store = try LedgerStore.open(home: copy.paths)
        let state = store.committedState
        let named = lots[..<20].map { StateKey.lot($0) }
        #expect(state.unknown(among: named) == named)

        #expect(await store.readAhead(named, timeMax: .zero) == 0)
        #expect(state.unknown(among: named) == named)
        let first = await store.readAhead(named, countMax: 5, timeMax: .seconds(60))
        let others = await store.readAhead(named, timeMax: .seconds(60))

        #expect([first, others] == [5, 15])
        #expect(await store.readAhead(named) == 0)
        for lot in lots {
            let keys = facts(of: lot)
            let isRead = named.contains(.lot(lot))
            #expect(state.unknown(among: keys).count == (isRead ? 0 : keys.count))
            for key in keys { #expect(try state.value(for: key) == value(1, key)) }
        }
    }

    @Test func `of lots that are not there nothing is remembered`() async throws {
        let chain = try TestChain.make(in: home)

        await chain.store.readAhead([.lot("nowhere")])
        try chain.extend([], changes: [StateChange(key: .lot("nowhere"), value: [7])])

        #expect(try chain.store.committedState.value(for: .lot("nowhere")) == [7])
    }

    @Test func `what was read before a block is not remembered after it`() throws {
        let chain = try TestChain.make(in: home)
        let state = chain.store.committedState
        let key = StateKey.lot(lots[0])
        try chain.extend([], changes: changes(round: 1))
        let version = state.version
        let before = [(key, value(1, key))]
        #expect(state.remember(before, asOf: version))

        try chain.extend([], changes: changes(round: 2))

        #expect(!state.remember(before, asOf: version))
        #expect(try state.value(for: key) == value(2, key))
    }

    /// A fact that is remembered from the wrong side of a commit would be read here.
    @Test func `reading ahead while blocks are committed makes no value old`() async throws {
        try TestChain.make(in: home).extend([], changes: changes(round: 0))
        let copy = try home.copy()
        // Room for a third of the facts: there is always something to read.
        let store = try LedgerStore.open(home: copy.paths, stateCacheBytes: 16_384)
        let chain = TestChain(store: store)
        let named = lots.map { StateKey.lot($0) }
        let readCount = ReadCount()
        let readers = (0..<3).map { _ in
            Task.detached {
                while !Task.isCancelled {
                    let count = await store.readAhead(named)
                    readCount.value.withLock { $0 += count }
                    await Task.yield()
                }
            }
        }
        var random = SeededRandom(seed: 3)
        var expected = Dictionary(
            uniqueKeysWithValues: changes(round: 0).map { ($0.key, $0.value) })
        var round = 0
        while round < 150 || readCount.value.withLock({ $0 }) < 3_000 {
            round += 1
            try #require(round < 20_000)
            let some = changes(round: UInt8(round % 256)).filter { _ in random.next(below: 2) == 0 }
            for change in some { expected[change.key] = change.value }
            try chain.extend([], changes: some)
            // What was read before the block would be remembered by now.
            try await Task.sleep(for: .microseconds(300))
            for (key, value) in expected {
                #expect(try store.committedState.hold { try $0.value(for: key) } == value)
            }
        }
        for reader in readers { reader.cancel() }
        for reader in readers { await reader.value }
    }

    private func facts(of lot: String) -> [StateKey] {
        [.lot(lot), .origins(of: lot), .custody(of: lot)]
    }

    private func value(_ round: UInt8, _ key: StateKey) -> Bytes { [round] + key.id }

    private func changes(round: UInt8) -> [StateChange] {
        lots.flatMap { facts(of: $0) }
            .map { StateChange(key: $0, value: value(round, $0)) }
            .sorted { $0.key < $1.key }
    }
}

/// Of all that read ahead.
private final class ReadCount: Sendable {
    let value = Mutex(0)
}
