package import LedgerCore

/// Blocks right below one that is trusted: what a node that began with a snapshot fills in.
///
/// The other direction from `VerifiedRange`: each header is believed because the one above it names it.
/// Certificates are held against the validators all the same, since this node will give them to others.
///
/// Spec: Docs/Spec/Sync.md §6.
package struct BlockAncestry: Sendable {
    /// Ascending.
    let blocks: [RangedBlock]
    /// The lowest block that was here when the range was asked for.
    let base: Height

    package var first: Height { blocks[0].height }

    /// Whether every content is there; where some was purged, somebody else may still have it.
    package var isWhole: Bool { blocks.allSatisfy(\.isWhole) }

    /// Verifies a range that ends right below what is here. Pure, for a thread beside the ledger's.
    ///
    /// - Throws: the first fault, from above; the peer that sent the range is to blame.
    package init(
        _ range: BlockRange, below anchor: BlockAnchor
    ) throws(HeaderFault) {
        guard range.chain == anchor.chain else { throw .chainOther(range.chain) }
        guard range.last.next == anchor.base else {
            throw .heightOther(found: range.last, expected: anchor.base.previous ?? .genesis)
        }
        var id = anchor.previous
        var logSize = anchor.logSize
        for block in range.blocks.reversed() {
            let header = block.header
            guard header.id == id else { throw .predecessorOther(block.height) }
            let count = UInt64(block.transactions.count)
            guard header.logSize == logSize, header.logSize >= count else {
                throw .logSizeOther(block.height)
            }
            guard let validators = anchor.validators[header.validatorSetHash] else {
                throw .validatorsOther(block.height)
            }
            let certificate = block.certificate
            guard certificate.height == header.height, certificate.blockID == id else {
                throw .certificateOfOtherBlock(block.height)
            }
            if let fault = certificate.fault(in: validators, chain: range.chain) {
                throw .certificate(block.height, fault)
            }
            id = header.previous
            let before = header.logSize - count
            guard before > 0 || header.height == .first else { throw .logSizeOther(block.height) }
            logSize = before == 0 ? 0 : before - 1
        }
        if range.first == .first, id != .none { throw .predecessorOther(.first) }
        blocks = range.blocks
        base = anchor.base
    }
}

/// The end from which a ledger is filled in downwards.
package struct BlockAnchor: Sendable {
    let chain: ChainID
    /// The lowest block that is here whole. The one below it is asked for next.
    package let base: Height
    /// The id of the block to ask for.
    let previous: BlockID
    /// The log size that its header must give.
    let logSize: UInt64
    /// Everybody who ever decided a block, by the hash of the set.
    let validators: [Digest: ValidatorSet]
}

extension LedgerReader {
    /// Where filling in goes on; nil where nothing is missing.
    package func blockAnchor(
        genesisValidators: ValidatorSet
    ) throws(StorageError) -> BlockAnchor? {
        let base = try base()
        guard base > .first, let below = base.previous else { return nil }
        let above: (previous: BlockID, logSize: UInt64)
        if let header = try header(at: below) {
            // Nothing is filled in yet: the block of the snapshot is here as a header.
            above = (header.id, header.logSize)
        } else if let header = try header(at: base) {
            above = (header.previous, try firstLeaf() - 1)
        } else {
            throw .corrupt("neither block \(base) nor the one below it is here")
        }
        var validators = [genesisValidators.hash: genesisValidators]
        for change in try validatorChanges(through: below) {
            validators[change.next.hash] = change.next
        }
        return BlockAnchor(
            chain: try chainID(), base: base, previous: above.previous, logSize: above.logSize,
            validators: validators)
    }
}
