import LedgerCore
import Testing

@testable import Storage

struct PoolTests {
    private let home = TemporaryHome()

    @Test func `transactions wait in the order in which they came, each once`() throws {
        let chain = try TestChain.make(in: home)
        let transactions = try TestChain.transactions(0..<4)
        try chain.store.addToPool([transactions[2], transactions[0]])
        try chain.store.addToPool([transactions[1], transactions[2]])

        try chain.store.removeFromPool([transactions[0].id, transactions[3].id])

        let copy = try home.copy()
        let reopened = try LedgerStore.open(home: copy.paths)
        try reopened.read { reader throws in
            #expect(try reader.poolTransactions() == [transactions[2], transactions[1]])
            #expect(try reader.isInPool(transactions[1].id))
            #expect(try reader.poolTransaction(transactions[1].id) == transactions[1])
            #expect(try reader.isInPool(transactions[0].id) == false)
        }
    }
}
