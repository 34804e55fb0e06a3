import LedgerCore
import Testing
import Traceability

/// The state forgets ids that can no longer be played.
struct SpentTransactionsTests {
    private func harvest(_ world: inout World, _ name: String, hours: Int64) throws
        -> PreparedTransaction
    {
        var bent = World.Bent()
        bent.expiry = world.time.advanced(byMilliseconds: hours * World.hour)
        let content = EventText.document([EventText.harvest(EventText.lot(name), 1)])
        return try PreparedTransaction(world.sign(content, by: "farm", bent))
    }

    @Test func `ids are gone once the hour of their expiry is over`() throws {
        var world = try World()
        try world.commit([harvest(&world, "A", hours: 1), harvest(&world, "B", hours: 5)])
        #expect(world.state.count(of: .transaction) == 2)

        world.time = world.time.advanced(byMilliseconds: 3 * World.hour)
        try world.commit([])
        #expect(world.state.count(of: .transaction) == 1)

        world.time = world.time.advanced(byMilliseconds: 3 * World.hour)
        try world.commit([])
        #expect(world.state.count(of: .transaction) == 0)
        #expect(world.state.count(of: .expiryHour) == 0)
    }

    @Test func `a block removes a bounded number of them`() throws {
        var world = try World()
        let transactions = try (0..<100).map { try harvest(&world, "A\($0)", hours: 1) }
        try world.commit(transactions)
        world.time = world.time.advanced(byMilliseconds: 3 * World.hour)

        // 64 steps, one of them over the hour in which nothing expired.
        try world.commit([])
        #expect(world.state.count(of: .transaction) == 37)
        try world.commit([])

        #expect(world.state.count(of: .transaction) == 0)
    }

    @Test func `a year of silence is caught up block by block`() throws {
        var world = try World()
        try world.commit([harvest(&world, "A", hours: 1)])
        world.time = world.time.advanced(byMilliseconds: 365 * 24 * World.hour)

        let late = try harvest(&world, "B", hours: 1)
        try world.commit([late])

        #expect(try world.commit([late]).outcomes[0].judgement != .done)
    }
}
