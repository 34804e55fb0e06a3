import Foundation
import GRDB
import LedgerCore
import Testing

@testable import Query
@testable import Storage

struct ProjectionTests {
    /// A season in small: harvests, a shipment, a pallet, a transformation told in two events, a
    /// declaration, refused events and an empty block.
    private func season() throws -> QueryWorld {
        let world = try QueryWorld()
        try world.commit([
            world.capture(
                [
                    EventText.harvest("A", id: "urn:uuid:a"), EventText.harvest("B", at: 5),
                    EventText.harvest("C", id: "urn:uuid:c", at: 6),
                ], by: "farm")
        ])
        try world.commit([])
        try world.commit([
            world.capture(
                [EventText.ship("A", kilograms: 60, to: "processor", at: 10)], by: "farm"),
            world.capture(
                [
                    EventText.receive("A", kilograms: 60, at: 20),
                    EventText.ship("A", kilograms: 600, to: "exporter", at: 21),
                ], by: "processor"),
            world.capture(
                [EventText.harvest("C", id: "urn:uuid:c", at: 6, extra: EventText.declaration)],
                by: "farm"),
        ])
        try world.record(
            EventText.transform([("A", 50)], into: [], joinedBy: "urn:uuid:t", at: 30),
            EventText.transform([], into: [("D", 9)], joinedBy: "urn:uuid:t", at: 31),
            EventText.pack("D", kilograms: 5, into: EventText.pallet(1), at: 40),
            by: "processor")
        return world
    }

    @Test func `an index that is made anew has the same rows`() throws {
        let world = try season()
        let before = try world.index.dump()

        try world.index.rebuild()

        #expect(try world.index.dump() == before)
        #expect(before.contains { $0.hasPrefix("holdings") })
        #expect(before.contains { $0.hasPrefix("consignments") } == false)
        #expect(before.contains { $0.hasPrefix("postings") })
    }

    @Test func `an index that a crash kept behind catches up, without executing again`() throws {
        let world = try season()
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
        let world = try season()
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

    @Test func `an index of another schema is dropped`() throws {
        let world = try season()
        let dump = try world.index.dump()
        try world.index.pool.write { try $0.execute(sql: "PRAGMA user_version = 77") }
        try world.index.close()

        let index = try QueryIndex(ledger: world.ledger)

        #expect(index.height == .genesis)
        try index.catchUp()
        #expect(try index.dump() == dump)
    }

    @Test func `a block that does not follow is refused`() throws {
        let world = try season()

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

    @Test func `the whole ledger verifies when it is executed again`() throws {
        let world = try season()
        let replay = try ChainReplay(genesis: world.genesis.encoded(), keepingTree: true)

        #expect(
            world.ledger.verify(replay: replay)
                == .sound(LedgerExtent(blocks: 4, transactions: 5)))
    }
}

extension QueryIndex {
    /// Every row of every table, in order.
    func dump() throws -> [String] {
        try pool.read { database in
            try QuerySchema.order.sorted { $0.key < $1.key }.flatMap { table, order in
                try Row.fetchAll(
                    database, sql: "SELECT * FROM \"\(table)\" ORDER BY \(order)"
                ).map { row in "\(table) \(row.databaseValues.map(\.description))" }
            }
        }
    }
}
