package import LedgerCore

extension LedgerReader {
    /// The header of a block; nil above the head, at genesis, and below the block before the base.
    package func header(at height: Height) throws(StorageError) -> BlockHeader? {
        try PreparedStatement(database, "SELECT header FROM blocks WHERE height = ?")
            .first(.height(height)) { row throws(StorageError) in
                try row.decoded(0, as: BlockHeader.self)
            }
    }

    /// The height of a block; nil when it is not in this chain.
    package func height(of block: BlockID) throws(StorageError) -> Height? {
        try PreparedStatement(database, "SELECT height FROM blocks WHERE id = ?")
            .first(.digest(block.digest)) { row throws(StorageError) in try row.height(0) }
    }

    /// The certificate that this node holds for a block.
    package func certificate(at height: Height) throws(StorageError) -> CommitCertificate? {
        try PreparedStatement(database, "SELECT bytes FROM certificates WHERE height = ?")
            .first(.height(height)) { row throws(StorageError) in
                try row.decoded(0, as: CommitCertificate.self)
            }
    }

    /// A whole block with contents and outcomes, as a peer or a verifier wants it; nil above the head
    /// and below the base.
    ///
    /// - Throws: `.contentAbsent` when a content was purged; `.archive` when the file that has them is not
    ///   there; `.corrupt` when the parts do not belong together.
    package func block(at height: Height) throws(StorageError) -> CommittedBlock? {
        guard height >= (try base()), let header = try header(at: height) else { return nil }
        guard let certificate = try certificate(at: height) else {
            throw .corrupt("block \(height) has no certificate")
        }
        if let archived = try ArchiveFrames(self).block(at: height) {
            return try committed(archived)
        }
        let rows = try PreparedStatement(
            database,
            """
            SELECT t.envelope, c.bytes, t.outcome
            FROM blocks b JOIN transactions t ON t.leaf >= b.first_leaf AND t.leaf < b.seal_leaf
            LEFT JOIN contents c ON c.number = t.content AND c.codec = 0
            WHERE b.height = ? ORDER BY t.leaf
            """
        ).all(.height(height)) { row throws(StorageError) in
            (
                transaction: try row.transaction(envelope: 0, content: 1),
                outcome: try row.decoded(2, as: Outcome.self)
            )
        }
        let body = BlockBody(transactions: rows.map(\.transaction))
        return CommittedBlock(
            decided: DecidedBlock(
                block: Block(header: header, body: body), certificate: certificate),
            outcomes: rows.map(\.outcome))
    }

    private func committed(_ block: RangedBlock) throws(StorageError) -> CommittedBlock {
        guard let decided = block.decided else {
            let purged = block.transactions.first { $0.content == nil }
            throw purged.map { .contentAbsent(transaction: $0.envelope.id) }
                ?? .corrupt("block \(block.height) of the archive")
        }
        var outcomes: [Outcome] = []
        for transaction in block.transactions {
            do { outcomes.append(try Outcome(decoding: transaction.outcome)) } catch {
                throw .corrupt("an outcome that does not decode: \(error)")
            }
        }
        return CommittedBlock(decided: decided, outcomes: outcomes)
    }
}

extension SQLRow {
    func envelope(_ column: Int32) throws(StorageError) -> TransactionEnvelope {
        do { return try TransactionEnvelope(bytes: blob(column)) } catch {
            throw .corrupt("an envelope that does not decode: \(error)")
        }
    }

    /// - Throws: `.contentAbsent` where the content is null; `.corrupt` where it is another.
    func transaction(
        envelope: Int32, content: Int32
    ) throws(StorageError) -> SignedTransaction {
        let envelope = try self.envelope(envelope)
        guard let content = optionalBlob(content) else {
            throw .contentAbsent(transaction: envelope.id)
        }
        do { return try SignedTransaction(envelope: envelope, content: content) } catch {
            throw .corrupt("transaction \(envelope.id) has another content than was signed")
        }
    }
}
