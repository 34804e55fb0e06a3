import Consensus
import LedgerCore
import Testing

@Suite struct BlockCheckTests {
    private let chain = TestChain(validators: 4)

    private func header(
        chain id: ChainID = TestChain.id, height: Height = .first, previous: BlockID = .none,
        time: Int64 = 1, proposer: KeyID? = nil, validators: Digest? = nil
    ) -> Block {
        let empty = BlockBody(transactions: [])
        return Block(
            header: BlockHeader(
                chain: id, height: height, previous: previous,
                time: TestChain.genesisTime.advanced(byMilliseconds: time),
                proposer: proposer ?? chain.validators.ids[0],
                transactionsRoot: empty.transactionsRoot, outcomesRoot: .zero, logSize: 0,
                logRoot: .zero, stateRoot: .zero,
                validatorSetHash: validators ?? chain.validators.hash,
                nextValidatorSetHash: chain.validators.hash),
            body: empty)
    }

    private func fault(_ block: Block) -> BlockFault? {
        chain.start.fault(of: block, on: TestChain.id)
    }

    @Test func `each field of a header that is not this height's is named`() {
        let other = Digest(hashing: [9])

        #expect(fault(header()) == nil)
        #expect(fault(header(chain: ChainID(other))) == .otherChain(ChainID(other)))
        #expect(fault(header(height: Height(2))) == .otherHeight(Height(2)))
        #expect(fault(header(previous: BlockID(other))) == .otherPrevious(BlockID(other)))
        #expect(fault(header(validators: other)) == .otherValidators(other))
        #expect(
            fault(header(time: 0))
                == .notLater(time: TestChain.genesisTime, previous: TestChain.genesisTime))
        #expect(fault(header(proposer: KeyID(other))) == .proposerUnknown(KeyID(other)))
    }

    @Test func `a block larger than the parameters allow is refused`() {
        let small = TestChain(
            validators: 4, parameters: ConsensusParameters(blockBytesMax: 511))

        #expect(
            small.start.fault(of: header(), on: TestChain.id) == .tooLarge(bytes: 512, max: 511))
        #expect(header().encoded().count <= header().byteCountBound)
    }
}
