package import LedgerCore

/// A proposal that names its transactions in place of bringing them: they were pushed to whoever reads
/// it, and a document of a megabyte should cross once.
///
/// It exists between two nodes alone. The replica sends and receives whole proposals, and nothing of it
/// is hashed or signed.
///
/// Spec: Docs/Spec/Consensus.md §10.
package struct ShortProposal: Hashable, Sendable {
    package let signed: SignedMessage
    package let header: BlockHeader
    /// In the order of the block.
    package let transactions: [TransactionID]
    package let polka: PolkaCertificate?

    package static let transactionsMax = 65_536

    /// Nil for a block of more transactions than a message may name.
    package init?(_ message: ProposalMessage) {
        let transactions = message.block.body.transactions
        guard transactions.count <= ShortProposal.transactionsMax else { return nil }
        signed = message.signed
        header = message.block.header
        self.transactions = transactions.map(\.id)
        polka = message.polka
    }

    /// The whole proposal, out of what waits here.
    ///
    /// Nil where a transaction is missing, and where one waits here under another signature: an id does
    /// not cover it, the root in the header does.
    package func filled(from pool: Pool) -> ProposalMessage? {
        var found: [SignedTransaction] = []
        found.reserveCapacity(transactions.count)
        for id in transactions {
            guard let transaction = pool.transaction(id) else { return nil }
            found.append(transaction.signed)
        }
        let body = BlockBody(transactions: found)
        guard body.transactionsRoot == header.transactionsRoot else { return nil }
        return filled(with: Block(header: header, body: body))
    }

    /// The whole proposal, with the block as a peer has sent it. Nil for another block.
    package func filled(with block: Block) -> ProposalMessage? {
        guard block.header == header else { return nil }
        return ProposalMessage(signed: signed, block: block, polka: polka)
    }
}

extension ShortProposal: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 4)
        writer.value(signed)
        writer.value(header)
        writer.array(transactions)
        writer.optional(polka)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 4)
        let start = reader.offset
        signed = try SignedMessage(from: &reader)
        guard case .proposal = signed.message else {
            throw CBORError(.invalid("a signed proposal"), at: start)
        }
        header = try BlockHeader(from: &reader)
        transactions = try reader.array(
            of: TransactionID.self, max: ShortProposal.transactionsMax)
        polka = try reader.optional(PolkaCertificate.self)
    }
}
