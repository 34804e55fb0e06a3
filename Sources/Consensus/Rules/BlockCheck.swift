package import LedgerCore

/// What is wrong with a block before anybody executes it.
///
/// Spec: Docs/Spec/Consensus.md §4, "Valid".
package enum BlockFault: Error, Equatable, Sendable {
    case otherChain(ChainID)
    case otherHeight(Height)
    case otherPrevious(BlockID)
    case otherValidators(Digest)
    case notLater(time: Timestamp, previous: Timestamp)
    /// The header's proposer is no validator.
    case proposerUnknown(KeyID)
    case tooLarge(bytes: Int, max: Int)
}

extension HeightStart {
    /// The first thing wrong with a block of this height; nil where execution has the word.
    package func fault(of block: Block, on chain: ChainID) -> BlockFault? {
        let header = block.header
        guard header.chain == chain else { return .otherChain(header.chain) }
        guard header.height == height else { return .otherHeight(header.height) }
        guard header.previous == previous else { return .otherPrevious(header.previous) }
        guard header.validatorSetHash == validators.hash else {
            return .otherValidators(header.validatorSetHash)
        }
        guard header.time > previousTime else {
            return .notLater(time: header.time, previous: previousTime)
        }
        guard validators.index(of: header.proposer) != nil else {
            return .proposerUnknown(header.proposer)
        }
        let bytes = block.byteCountBound
        guard bytes <= parameters.blockBytesMax else {
            return .tooLarge(bytes: bytes, max: parameters.blockBytesMax)
        }
        return nil
    }
}
