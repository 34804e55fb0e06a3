import Foundation
import GRDB
import LedgerCore
import Storage
import Testing

@testable import Query

struct QueryIndexTests {
    @Test func `an index of another schema is dropped`() throws {
        let world = try QueryWorld.season()
        let dump = try world.index.dump()
        try world.index.pool.write { try $0.execute(sql: "PRAGMA user_version = 77") }
        try world.index.close()

        let index = try QueryIndex(ledger: world.ledger)

        #expect(index.height == .genesis)
        try index.catchUp()
        #expect(try index.dump() == dump)
    }

    @Test func `a damaged index is dropped`() throws {
        let world = try QueryWorld.season()
        let dump = try world.index.dump()
        try world.index.close()
        try Data(repeating: 0x5A, count: 20_000)
            .write(to: URL(filePath: world.ledger.paths.query))

        let index = try QueryIndex(ledger: world.ledger)

        try index.catchUp()
        #expect(try index.dump() == dump)
    }

    @Test func `an index that is ahead of its ledger is dropped`() throws {
        let world = try QueryWorld.season()
        try world.index.pool.write { try $0.execute(sql: "UPDATE progress SET height = 99") }
        try world.index.close()

        #expect(try QueryIndex(ledger: world.ledger).height == .genesis)
    }

    @Test func `a name has one number, and texts that share a hash keep theirs`() throws {
        let world = try QueryWorld()
        var names = NameCache()

        try world.index.pool.write { database in
            let first = try names.id(of: "first", in: database)
            try database.execute(
                sql: "INSERT INTO names (hash, text) SELECT hash, 'other' FROM names WHERE id = ?",
                arguments: [first])
            var fresh = NameCache()
            #expect(try fresh.id(of: "first", in: database) == first)
            #expect(try names.id(of: "second", in: database) == first + 2)
            #expect(try Names.id(of: "other", in: database) == nil)
            #expect(try Names.text(of: first, in: database) == "first")
        }
    }

    @Test func `numbers given in a block that failed are not used again by mistake`() throws {
        let world = try QueryWorld.season()
        let before = try world.index.dump()
        let facts = BlockFacts(
            height: world.index.height.next, time: QueryWorld.start, captures: [],
            balances: [
                StateChange(
                    key: StateKey.account(
                        of: try #require(MemberID("nobody")), lot: "new lot", in: .piece),
                    value: [0xFF])
            ])

        #expect(throws: QueryError.self) { try world.index.apply(facts) }

        #expect(try world.index.dump() == before)
        try world.record(EventText.harvest("E"), by: "farm")
        let dump = try world.index.dump()
        try world.index.rebuild()
        #expect(try world.index.dump() == dump)
    }
}
