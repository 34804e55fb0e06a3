import GRDB
import LedgerCore
import Storage
import Testing

@testable import Query

struct PassTests {
    @Test func `every standing movement comes once, with its lot, by event time`() throws {
        let world = try QueryWorld.season()

        let lots = try world.index.read { reader in
            var lots: [(String, [Movement])] = []
            try LotPass(database: reader.database).forEach { lot, movements throws(StorageError) in
                lots.append((try reader.text(lot), movements))
            }
            return lots
        }

        let a = try #require(lots.first { $0.0 == EventText.lotKey("A") }?.1)
        #expect(a.map(\.cause) == [.created, .shipped, .received, .other])
        #expect(a.map(\.time) == a.map(\.time).sorted())
        // What was declared an error is not among them.
        #expect(!lots.contains { $0.0 == EventText.lotKey("C") })
    }

    @Test func `the events of one transformation id are one conversion`() throws {
        let world = try QueryWorld.season()

        let (all, one) = try world.index.read { reader in
            let pass = ConversionPass(database: reader.database)
            var all: [Conversion] = []
            try pass.forEach { all.append($0) }
            return (all, try all.first.flatMap { try pass.conversion($0.joint) })
        }

        #expect(all.count == 1)
        #expect(all.first?.events.count == 2)
        #expect(all.first?.inputs.map(\.amount) == [50_000_000])
        #expect(one?.outputs.map(\.amount) == [9_000_000])
    }
}
