extension MerkleFrontier {
    /// The log with a block's envelopes: what its header gives size and root of.
    package mutating func append(
        transactionsOf body: BlockBody, finishing: (MerkleNode, Digest) -> Void = { _, _ in }
    ) {
        for transaction in body.transactions {
            append(leaf: MerkleHash.leaf(transaction.envelope.bytes), finishing: finishing)
        }
    }

    /// The log with the header's own leaf, which ends the block: what its checkpoint is of.
    package mutating func append(
        header: BlockHeader, finishing: (MerkleNode, Digest) -> Void = { _, _ in }
    ) {
        append(leaf: MerkleHash.leaf(header.encoded()), finishing: finishing)
    }
}
