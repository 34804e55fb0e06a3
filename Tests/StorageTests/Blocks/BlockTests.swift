import LedgerCore
import Testing

@testable import Storage

struct BlockTests {
    private let home = TemporaryHome()

    @Test func `a block takes its transactions out of the pool`() throws {
        let chain = try TestChain.make(in: home)
        let transactions = try TestChain.transactions(0..<3)
        try chain.store.addToPool(transactions)

        try chain.extend(Array(transactions[0..<2]))

        let (waiting, committed) = try chain.store.read { reader throws in
            (
                try reader.poolTransactions(),
                try reader.committed(among: transactions.map(\.id))
            )
        }
        #expect(waiting == [transactions[2]])
        #expect(committed == [transactions[0].id, transactions[1].id])
    }

    @Test func `a block that changes the validators is remembered with those of its state`() throws
    {
        let chain = try TestChain.make(in: home)
        let name = try #require(MemberID("node-9"))
        let leaf = try #require(
            ValidatorsLeaf(
                number: 1, from: Height(2),
                validators: [DemoKeys(seed: "blocks").validator(name, address: "")]))

        let block = try chain.extend(
            [], changes: [StateChange(key: .validators, value: leaf.encoded())], next: leaf.set)

        let change = ValidatorSetChange(
            header: block.header, certificate: block.decided.certificate, next: leaf.set)
        #expect(try chain.store.read { try $0.validatorChanges(through: Height(9)) } == [change])
        #expect(try chain.store.read { try $0.validatorChange(at: .first) } == change)
    }

    @Test func `a transaction is found with its place and outcome`() throws {
        let chain = try TestChain.make(in: home)
        try chain.extend(try TestChain.transactions(0..<3))
        let transactions = try TestChain.transactions(3..<6)
        try chain.extend(transactions)

        try chain.store.read { reader throws in
            let found = try reader.transaction(transactions[1].id)
            #expect(
                found
                    == CommittedTransaction(
                        envelope: transactions[1].envelope, outcome: Outcome(.done),
                        place: TransactionPlace(height: Height(2), position: 1, leaf: 5)))
            #expect(
                try reader.transactionID(at: Height(2), position: 2) == transactions[2].id)
            #expect(try reader.transactionID(at: Height(2), position: 3) == nil)
        }
    }

    @Test func `a block is found by its id, and not by another`() throws {
        let chain = try TestChain.make(in: home)
        let block = try chain.extend(try TestChain.transactions(0..<2))

        try chain.store.read { reader throws in
            #expect(try reader.height(of: block.header.id) == .first)
            #expect(try reader.height(of: BlockID(.zero)) == nil)
            #expect(try reader.certificate(at: .first) == block.decided.certificate)
            #expect(try reader.header(at: Height(2)) == nil)
            #expect(try reader.block(at: Height(2)) == nil)
        }
    }

    @Test func `what a block did is kept for its projection, and then forgotten`() throws {
        let chain = try TestChain.make(in: home)
        for number in 0..<LedgerStore.effectsKept + 2 {
            let (block, state) = try chain.decide([])
            try chain.store.commit(block, state: state, effects: [UInt8(number)])
        }

        try chain.store.read { reader throws in
            #expect(try reader.effects(at: Height(2)) == nil)
            #expect(try reader.effects(at: Height(3)) == [2])
        }
    }
}
