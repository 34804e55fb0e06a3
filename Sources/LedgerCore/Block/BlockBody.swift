/// The transactions of a block, in the order in which they are executed.
package struct BlockBody: Hashable, Sendable {
    package let transactions: [SignedTransaction]

    package init(transactions: [SignedTransaction]) {
        self.transactions = transactions
    }

    /// RFC 9162 root over the envelopes.
    package var transactionsRoot: Digest {
        MerkleHash.root(ofEntries: transactions.lazy.map(\.envelope.bytes))
    }

    /// The tree over the envelopes, for proofs under `transactionsRoot`.
    package var transactionTree: MerkleTree {
        MerkleTree(entries: transactions.lazy.map(\.envelope.bytes))
    }
}

extension BlockBody: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(transactions)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        transactions = try reader.array(of: SignedTransaction.self)
    }
}

/// A header and the transactions it is about.
package struct Block: Hashable, Sendable {
    package let header: BlockHeader
    package let body: BlockBody

    package init(header: BlockHeader, body: BlockBody) {
        self.header = header
        self.body = body
    }

    package var id: BlockID { header.id }
    package var height: Height { header.height }
}

extension Block: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(header)
        writer.value(body)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        header = try BlockHeader(from: &reader)
        body = try BlockBody(from: &reader)
    }
}

/// A block with the proof that it was decided: what peers that missed it are sent.
package struct DecidedBlock: Hashable, Sendable {
    package let block: Block
    package let certificate: CommitCertificate

    package init(block: Block, certificate: CommitCertificate) {
        self.block = block
        self.certificate = certificate
    }
}

extension DecidedBlock: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(block)
        writer.value(certificate)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        block = try Block(from: &reader)
        certificate = try CommitCertificate(from: &reader)
    }
}
