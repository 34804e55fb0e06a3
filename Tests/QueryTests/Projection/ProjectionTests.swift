import Foundation
import LedgerCore
import Testing

@testable import Query
@testable import Storage

struct ProjectionTests {
    @Test func `an index that is made anew has the same rows`() throws {
        let world = try QueryWorld.season()
        let before = try world.index.dump()

        try world.index.rebuild()

        #expect(try world.index.dump() == before)
        #expect(before.contains { $0.hasPrefix("holdings") })
        #expect(before.contains { $0.hasPrefix("consignments") } == false)
        #expect(before.contains { $0.hasPrefix("postings") })
    }

    @Test func `an index that a crash kept behind catches up, without executing again`() throws {
        let world = try QueryWorld.season()
        for number in 0..<5 {
            try world.commit(
                [
                    world.capture(
                        [EventText.harvest("late\(number)", at: 100 + number)], by: "farm")
                ], projecting: false)
        }
        #expect(world.index.height == Height(4))

        let reopened = try QueryIndex(ledger: world.ledger)
        var heights: [Height] = []
        try reopened.catchUp { done, _ in heights.append(done) }

        #expect(heights == (5...9).map { Height($0) })
        let dump = try reopened.dump()
        try reopened.rebuild()
        #expect(try reopened.dump() == dump)
    }

    @Test func `an index that is too far behind is made anew`() throws {
        let world = try QueryWorld.season()
        let path = world.ledger.paths.query
        for number in 0..<LedgerStore.effectsKept + 1 {
            try world.commit(
                [
                    world.capture(
                        [EventText.harvest("late\(number)", at: 100 + number)], by: "farm")
                ], projecting: false)
        }

        try world.index.catchUp()

        #expect(world.index.height == world.ledger.head.height)
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test func `a block that does not follow is refused`() throws {
        let world = try QueryWorld.season()

        #expect(throws: QueryError.gap(index: Height(4), block: Height(9))) {
            try world.index.apply(
                BlockFacts(
                    height: Height(9), time: QueryWorld.start, captures: [], balances: []))
        }
    }

    @Test func `a purged content keeps the index from being made anew, and says so`() throws {
        let world = try QueryWorld()
        let transaction = try world.capture([EventText.harvest("A")], by: "farm")
        try world.commit([transaction])
        try world.ledger.purgeContents(of: [transaction.id])

        let error = #expect(throws: QueryError.self) { try world.index.rebuild() }
        guard case .notReplayable(height: .first, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
