import LedgerCore
import Testing

@testable import Storage

struct ConsensusLogTests {
    private let home = TemporaryHome()

    @Test func `a second, different message of one round is refused, and nothing is written`()
        throws
    {
        let chain = try TestChain.make(in: home)
        let log = chain.store.consensusLog
        let block = BlockID(Digest(hashing: [1]))
        let first = TestChain.record(
            height: .first, messages: [TestChain.precommit(block, height: .first)])
        let second = TestChain.record(
            height: .first, round: Round(1), messages: [TestChain.precommit(nil, height: .first)])
        try log.write(first)

        #expect(throws: StorageError.voteConflict(height: .first, round: .zero)) {
            try log.write(second)
        }

        try log.write(first)
        try chain.store.read { reader throws in
            #expect(try reader.consensusRecord() == first)
        }
    }

    @Test func `what was written in steps is read back as one record, by another process`() throws {
        let chain = try TestChain.make(in: home)
        let waiting = try TestChain.transactions(0..<3)
        try chain.store.addToPool([waiting[0]])
        let mine = try chain.decide([waiting[0], waiting[1]]).block.decided.block
        let other = try chain.decide([waiting[2]]).block.decided.block
        let early = TestChain.precommit(mine.id, height: .first)
        let late = TestChain.precommit(other.id, height: .first, round: Round(1))
        let log = chain.store.consensusLog

        try log.write(TestChain.record(height: .first, messages: [early], blocks: [mine]))
        try log.write(
            TestChain.record(
                height: .first, round: Round(1), messages: [late], blocks: [other, mine]))

        let copy = try home.copy()
        let reopened = try LedgerStore.open(home: copy.paths)
        let record = try #require(try reopened.read { try $0.consensusRecord() })
        #expect(record.state.round == Round(1))
        #expect(record.messages == [early, late])
        #expect(record.blocks == [mine, other].sorted { $0.id < $1.id })
        #expect(try reopened.read { try $0.poolTransactions() } == [waiting[0]])
    }

    @Test
    func `a block comes back with its own signatures, whatever the pool has for the same ids`()
        throws
    {
        let chain = try TestChain.make(in: home)
        let pools = try TestChain.transactions(0..<3)
        let blocks = [pools[0], try resigned(pools[1]), pools[2]]
        #expect(blocks[1].id == pools[1].id)
        try chain.store.addToPool([pools[0], pools[1]])
        let block = try chain.decide(blocks).block.decided.block

        try chain.store.consensusLog.write(TestChain.record(height: .first, blocks: [block]))

        let copy = try home.copy()
        let reopened = try LedgerStore.open(home: copy.paths)
        #expect(try reopened.read { try $0.consensusRecord() }?.blocks == [block])
        #expect(try reopened.read { try $0.poolTransactions() } == [pools[0], pools[1]])
    }

    /// The same transaction under another signature, which nobody checks here: the last 64 bytes.
    private func resigned(_ transaction: SignedTransaction) throws -> SignedTransaction {
        var bytes = transaction.envelope.bytes
        bytes[bytes.count - 1] ^= 1
        return try SignedTransaction(
            envelope: try TransactionEnvelope(bytes: bytes), content: transaction.content)
    }

    @Test func `a commit forgets state and proposals, and keeps the votes of its height`() throws {
        let chain = try TestChain.make(in: home)
        for number in 1...3 {
            let height = Height(UInt64(number))
            let vote = TestChain.precommit(nil, height: height, round: Round(7))
            let (block, state) = try chain.decide([try TestChain.transaction(number)])
            let lost = try chain.decide([try TestChain.transaction(100 + number)]).block
            try chain.store.consensusLog.write(
                TestChain.record(
                    height: height, messages: [vote],
                    blocks: [block.decided.block, lost.decided.block]))
            try chain.store.commit(block, state: state)
        }

        try chain.store.read { reader throws in
            #expect(try reader.consensusRecord() == nil)
            #expect(try reader.signedMessages(at: Height(2)).isEmpty)
            #expect(try reader.signedMessages(at: Height(3)).count == 1)
            #expect(try reader.poolTransaction(TestChain.transaction(101).id) == nil)
            let contents = try PreparedStatement(reader.database, "SELECT count(*) FROM contents")
                .first { $0.integer(0) }
            #expect(contents == 3)
        }
    }

    @Test func `a transaction that leaves the pool stays in the block that was proposed`() throws {
        let chain = try TestChain.make(in: home)
        let transaction = try TestChain.transaction(1)
        try chain.store.addToPool([transaction])
        let (block, state) = try chain.decide([transaction])
        try chain.store.consensusLog.write(
            TestChain.record(height: .first, blocks: [block.decided.block]))

        try chain.store.removeFromPool([transaction.id])

        try chain.store.read { reader throws in
            #expect(try reader.isInPool(transaction.id) == false)
            #expect(try reader.consensusRecord()?.blocks == [block.decided.block])
        }
        try chain.store.commit(block, state: state)
        #expect(
            try chain.store.read { try $0.content(of: transaction.id) } == transaction.content)
    }
}
