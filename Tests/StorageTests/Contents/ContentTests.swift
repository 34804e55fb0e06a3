import LedgerCore
import Testing

@testable import Storage

struct ContentTests {
    private let home = TemporaryHome()

    @Test func `parts of a content are read without the rest`() throws {
        let chain = try TestChain.make(in: home)
        let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let transaction = try TestChain.transaction(1, content: content)
        try chain.extend([transaction])

        try chain.store.read { reader throws in
            let ranges = [0..<10, 299_990..<300_000, 65_530..<65_550, 5..<5]
            #expect(
                try reader.contentSlices(of: transaction.id, ranges)
                    == ranges.map { Array(content[$0]) })
            #expect(try reader.content(of: transaction.id) == content)
        }
        #expect(throws: StorageError.corrupt("bytes 0..<300001 of a content of 300000")) {
            _ = try chain.store.read { reader throws in
                try reader.contentSlices(of: transaction.id, [0..<300_001])
            }
        }
    }

    @Test func `a purged content is gone, its envelope and outcome stay`() throws {
        let chain = try TestChain.make(in: home)
        let transactions = try TestChain.transactions(0..<2)
        try chain.extend(transactions)

        try chain.store.purgeContents(of: [transactions[0].id])

        #expect(throws: StorageError.contentAbsent(transaction: transactions[0].id)) {
            _ = try chain.store.read { reader throws in
                try reader.content(of: transactions[0].id)
            }
        }
        #expect(
            chain.store.verify()
                == .sound(LedgerExtent(blocks: 1, transactions: 2, purgedContents: 1)))
        try chain.store.read { reader throws in
            #expect(try reader.transaction(transactions[0].id)?.outcome == Outcome(.done))
            #expect(try reader.content(of: transactions[1].id) == transactions[1].content)
        }
    }
}
