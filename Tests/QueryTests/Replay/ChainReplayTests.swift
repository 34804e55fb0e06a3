import LedgerCore
import Query
import Storage
import Testing

struct ChainReplayTests {
    @Test func `the whole ledger verifies when it is executed again`() throws {
        let world = try QueryWorld.season()
        let replay = try ChainReplay(genesis: world.genesis.encoded(), keepingTree: true)

        #expect(
            world.ledger.verify(replay: replay)
                == .sound(LedgerExtent(blocks: 4, transactions: 5)))
    }

    @Test func `a genesis that is none is not replayed`() {
        #expect(throws: QueryError.self) {
            _ = try ChainReplay(genesis: [1, 2, 3], keepingTree: false)
        }
    }
}
