/// A chain, or the beginning of one, as a file that other programs can check.
///
/// Spec: Docs/Spec/Encoding.md §10.
package struct LedgerExport: Hashable, Sendable {
    package let genesis: Genesis
    /// From height 1 on, none left out.
    package let blocks: [ExportedBlock]

    package init(genesis: Genesis, blocks: [ExportedBlock]) {
        self.genesis = genesis
        self.blocks = blocks
    }
}

/// A decided block with everything that its header speaks of.
package struct ExportedBlock: Hashable, Sendable {
    package let header: BlockHeader
    package let transactions: [ExportedTransaction]
    package let outcomes: [Outcome]
    package let certificate: CommitCertificate
    /// The validators of the next height, where the header says that they change.
    package let nextValidators: ValidatorSet?

    package init(
        header: BlockHeader, transactions: [ExportedTransaction], outcomes: [Outcome],
        certificate: CommitCertificate, nextValidators: ValidatorSet? = nil
    ) {
        self.header = header
        self.transactions = transactions
        self.outcomes = outcomes
        self.certificate = certificate
        self.nextValidators = nextValidators
    }

    package init(
        _ decided: DecidedBlock, outcomes: [Outcome], nextValidators: ValidatorSet? = nil
    ) {
        self.init(
            header: decided.block.header,
            transactions: decided.block.body.transactions.map {
                ExportedTransaction(envelope: $0.envelope, content: $0.content)
            },
            outcomes: outcomes, certificate: decided.certificate, nextValidators: nextValidators)
    }
}

/// A transaction whose content may have been purged since.
package struct ExportedTransaction: Hashable, Sendable {
    package let envelope: TransactionEnvelope
    package let content: Bytes?

    package init(envelope: TransactionEnvelope, content: Bytes?) {
        self.envelope = envelope
        self.content = content
    }
}

extension LedgerExport: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(.ledgerExport, count: 2)
        writer.value(genesis)
        writer.array(blocks)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(.ledgerExport, count: 2)
        genesis = try Genesis(from: &reader)
        blocks = try reader.array(of: ExportedBlock.self)
    }
}

extension ExportedBlock: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 5)
        writer.value(header)
        writer.array(transactions)
        writer.array(outcomes)
        writer.value(certificate)
        writer.optional(nextValidators)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 5)
        header = try BlockHeader(from: &reader)
        transactions = try reader.array(of: ExportedTransaction.self)
        outcomes = try reader.array(of: Outcome.self)
        certificate = try CommitCertificate(from: &reader)
        nextValidators = try reader.optional(ValidatorSet.self)
    }
}

extension ExportedTransaction: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.bytes(envelope.bytes)
        if let content { writer.bytes(content) } else { writer.null() }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        envelope = try TransactionEnvelope(
            bytes: try reader.bytes(max: TransactionEnvelope.byteCountMax))
        content = reader.skipNull() ? nil : try reader.bytes()
    }
}
