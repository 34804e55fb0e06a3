import LedgerCore
import Testing

@Suite struct BlockTests {
    @Test func `a block is read back as it was written`() throws {
        let (set, _) = try Fixtures.validators(4)
        let block = try Fixtures.block(set: set)

        let read = try Block(decoding: block.encoded())

        #expect(read == block)
        #expect(read.id == block.id)
    }

    @Test func `the block id is the hash of 2 and the header`() throws {
        let (set, _) = try Fixtures.validators(1)
        let header = try Fixtures.block(set: set).header

        #expect(header.id == BlockID(Digest(hashing: [2] + header.encoded())))
    }

    @Test func `the transactions root is over the envelopes in order`() throws {
        let transactions = try (0..<5).map { try Fixtures.transaction(UInt8($0)) }
        let body = BlockBody(transactions: transactions)

        let root = MerkleHash.root(ofEntries: transactions.map(\.envelope.bytes))

        #expect(body.transactionsRoot == root)
        #expect(body.transactionTree.root == root)
        #expect(BlockBody(transactions: transactions.reversed()).transactionsRoot != root)
        #expect(BlockBody(transactions: []).transactionsRoot == MerkleHash.emptyRoot)
    }

    @Test func `the log holds the envelopes and then the header`() throws {
        let (set, _) = try Fixtures.validators(1)
        let block = try Fixtures.block(set: set)
        var log = MerkleFrontier()

        log.append(transactionsOf: block.body)
        #expect(log.size == block.header.logSize)
        #expect(log.root == block.header.logRoot)

        log.append(header: block.header)
        let entries =
            block.body.transactions.map(\.envelope.bytes) + [block.header.encoded()]
        #expect(log.root == MerkleHash.root(ofEntries: entries))
    }

    @Test func `a header of another version is refused`() throws {
        let (set, _) = try Fixtures.validators(1)
        var bytes = try Fixtures.block(set: set).header.encoded()
        bytes[1] = 2

        #expect(throws: CBORError(.invalid("header version 1"), at: 1)) {
            try BlockHeader(decoding: bytes)
        }
    }

    @Test func `content that is not what was signed makes no block`() throws {
        let (set, _) = try Fixtures.validators(1)
        var bytes = try Fixtures.block(transactions: 1, set: set).encoded()
        bytes[bytes.count - 1] ^= 1

        #expect(throws: CBORError.self) { try Block(decoding: bytes) }
    }
}
