import Foundation
import GRDB
import LedgerCore
import Testing

@testable import Storage

struct ScrubTests {
    private let world = SnapshotWorld()

    /// One round, with what it found.
    private func round(over store: LedgerStore) -> (steps: [Scrub.Step], faults: [ScrubFault]) {
        var scrub = Scrub(keysMax: 50)
        var steps: [Scrub.Step] = []
        var faults: [ScrubFault] = []
        for _ in 0..<1_000 {
            do throws(ScrubFault) {
                steps.append(try scrub.step(over: store))
                if steps.last == .roundEnded { break }
            } catch { faults.append(error) }
        }
        return (steps, faults)
    }

    @Test func `a sound ledger passes, block by block and value by value`() throws {
        let source = try world.source(blocks: 20)
        _ = try source.store.archiveContents(through: Height(3))
        let keys = try world.values(of: source.store).count

        let (steps, faults) = round(over: source.store)

        let blocks = (1...20).map { Scrub.Step.block(Height(UInt64($0))) }
        let seen = steps.reduce(0) { if case .state(let keys) = $1 { $0 + keys } else { $0 } }
        #expect(faults == [])
        #expect(Array(steps.prefix(20)) == blocks)
        #expect(seen == keys)
        #expect(steps.last == .roundEnded)
    }

    @Test func `a file of the archive that is away is told as such, and only that`() throws {
        let source = try world.source(blocks: 20)
        let file = try #require(try source.store.archiveContents(through: Height(3)))
        let path = source.store.paths.archive + "/" + file.name
        try FileManager.default.removeItem(atPath: path)

        let (_, faults) = round(over: source.store)

        let heights = faults.compactMap { fault -> Height? in
            if case .archive(let height, _) = fault { height } else { nil }
        }
        #expect(heights.first == .first)
        #expect(heights.count == faults.count)
    }

    @Test func `a walk begins where it is told to`() throws {
        let source = try world.source(blocks: 20)
        var scrub = Scrub(from: Height(7))

        #expect(try scrub.step(over: source.store) == .block(Height(7)))
        #expect(try scrub.step(over: source.store) == .block(Height(8)))
    }

    @Test func `a ledger that began with a snapshot is looked at from its base on`() throws {
        let source = try world.source(blocks: 5)
        let store = try world.install(try world.export(source))

        let (steps, faults) = round(over: store)

        #expect(faults == [])
        #expect(!steps.contains(.block(Height(5))))
    }

    @Test func `a bit that the disk forgot is found, whatever it is part of`() throws {
        let source = try world.source(blocks: 20)
        let changed = try #require(
            try world.values(of: source.store).keys.sorted().first)
        try source.store.pool.write { database in
            try database.execute(
                sql: "UPDATE contents SET bytes = x'00' WHERE number = 3")
            try database.execute(
                sql: "UPDATE state SET value = x'00' WHERE place = ?",
                arguments: [Data(StatePlace(changed).bytes)])
        }

        let (_, faults) = round(over: source.store)

        #expect(faults == [.block(Height(2), .content(position: 0)), .state(changed)])
    }
}
