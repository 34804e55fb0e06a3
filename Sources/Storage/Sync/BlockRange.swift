package import LedgerCore

/// Decided blocks one after the other, as one node sends them to another: to one that was away, to one
/// that fills in what lies before its snapshot, and to the archive.
///
/// Read and not verified: `HeaderChain` says whether the blocks were decided, `BlockAncestry` whether
/// they are those before a trusted one. Held against the bytes alone: order of heights, contents under
/// their envelopes, transactions and outcomes under the roots that each header names.
///
/// Spec: Docs/Spec/Sync.md §2.
package struct BlockRange: Equatable, Sendable {
    package let chain: ChainID
    /// At least one, heights ascending by one.
    package let blocks: [RangedBlock]

    init(chain: ChainID, blocks: [RangedBlock]) {
        precondition(!blocks.isEmpty, "a range has a block")
        self.chain = chain
        self.blocks = blocks
    }

    package var first: Height { blocks[0].height }
    package var last: Height { blocks[blocks.count - 1].height }
}

/// A block of a range.
package struct RangedBlock: Equatable, Sendable {
    package let header: BlockHeader
    package let certificate: CommitCertificate
    /// The validators of the height after, where the header names others than its own.
    package let nextValidators: ValidatorSet?
    package let transactions: [RangedTransaction]

    package var height: Height { header.height }

    /// Whether every content is there: only then the block can be executed.
    package var isWhole: Bool { transactions.allSatisfy { $0.content != nil } }

    /// The block with its certificate; nil where a content was purged.
    package var decided: DecidedBlock? {
        guard let transactions = signedTransactions else { return nil }
        return DecidedBlock(
            block: Block(header: header, body: BlockBody(transactions: transactions)),
            certificate: certificate)
    }

    private var signedTransactions: [SignedTransaction]? {
        var signed: [SignedTransaction] = []
        signed.reserveCapacity(transactions.count)
        for transaction in transactions {
            guard let transaction = transaction.signed else { return nil }
            signed.append(transaction)
        }
        return signed
    }
}

/// A transaction of a range, with what came of it.
package struct RangedTransaction: Equatable, Sendable {
    package let envelope: TransactionEnvelope
    /// The envelope with its content; nil where that was purged.
    package let signed: SignedTransaction?
    /// An encoded `Outcome`. The header's outcomes root is over these bytes.
    package let outcome: Bytes

    package var content: Bytes? { signed?.content }
}

extension BlockRange {
    /// What a range may take, in bytes, on its way and unfolded.
    package struct Limits: Equatable, Sendable {
        package var compressedBytesMax: Int
        package var plainBytesMax: Int
        package var blocksMax: Int

        package init(compressedBytesMax: Int, plainBytesMax: Int, blocksMax: Int = 1_024) {
            self.compressedBytesMax = compressedBytesMax
            self.plainBytesMax = plainBytesMax
            self.blocksMax = blocksMax
        }

        /// Room for the usual range, and for a single block as large as the chain allows.
        package init(_ parameters: ChainParameters) {
            let block = 2 * Int(clamping: parameters.blockBytesMax) + (1 << 20)
            let plain = max(2 * BlockRange.plainBytesUsual, block)
            self.init(compressedBytesMax: plain + (1 << 16), plainBytesMax: plain)
        }
    }

    /// After so many plain bytes a range ends, unless it is a single block.
    package static let plainBytesUsual = 8 << 20
}
