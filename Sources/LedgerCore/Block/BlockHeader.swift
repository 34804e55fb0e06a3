/// What the validators agree on: everything else in a block follows from it.
///
/// It says neither in which round it was decided nor who signed, so that a block proposed again is the
/// same block.
///
/// Spec: Docs/Spec/Encoding.md §5.
package struct BlockHeader: Hashable, Sendable {
    /// The only version there is.
    package static let version: UInt64 = 1

    package let chain: ChainID
    package let height: Height
    /// The block before; `.none` in the first.
    package let previous: BlockID
    /// The proposer's time, later than that of the block before.
    package let time: Timestamp
    /// The consensus key of the validator that proposed it.
    package let proposer: KeyID
    /// RFC 9162 root over the transaction envelopes of this block.
    package let transactionsRoot: Digest
    /// RFC 9162 root over the encoded outcomes, one a transaction.
    package let outcomesRoot: Digest
    /// Leaves in the log of the whole chain, this block's envelopes included, this header not.
    package let logSize: UInt64
    /// Root of that log.
    package let logRoot: Digest
    /// Root of the state tree after this block.
    package let stateRoot: Digest
    /// The validators of this height.
    package let validatorSetHash: Digest
    /// The validators of the next height.
    package let nextValidatorSetHash: Digest

    package init(
        chain: ChainID, height: Height, previous: BlockID, time: Timestamp, proposer: KeyID,
        transactionsRoot: Digest, outcomesRoot: Digest, logSize: UInt64, logRoot: Digest,
        stateRoot: Digest, validatorSetHash: Digest, nextValidatorSetHash: Digest
    ) {
        self.chain = chain
        self.height = height
        self.previous = previous
        self.time = time
        self.proposer = proposer
        self.transactionsRoot = transactionsRoot
        self.outcomesRoot = outcomesRoot
        self.logSize = logSize
        self.logRoot = logRoot
        self.stateRoot = stateRoot
        self.validatorSetHash = validatorSetHash
        self.nextValidatorSetHash = nextValidatorSetHash
    }

    package var id: BlockID { BlockID(Digest(prefix: HashPrefix.header, encoded())) }
}

extension BlockHeader: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 13)
        writer.unsigned(BlockHeader.version)
        writer.value(chain)
        writer.value(height)
        writer.value(previous)
        writer.value(time)
        writer.value(proposer)
        writer.value(transactionsRoot)
        writer.value(outcomesRoot)
        writer.unsigned(logSize)
        writer.value(logRoot)
        writer.value(stateRoot)
        writer.value(validatorSetHash)
        writer.value(nextValidatorSetHash)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 13)
        let start = reader.offset
        try reader.require(
            try reader.unsigned() == BlockHeader.version, "header version 1", at: start)
        chain = try ChainID(from: &reader)
        height = try Height(from: &reader)
        previous = try BlockID(from: &reader)
        time = try Timestamp(from: &reader)
        proposer = try KeyID(from: &reader)
        transactionsRoot = try Digest(from: &reader)
        outcomesRoot = try Digest(from: &reader)
        logSize = try reader.unsigned()
        logRoot = try Digest(from: &reader)
        stateRoot = try Digest(from: &reader)
        validatorSetHash = try Digest(from: &reader)
        nextValidatorSetHash = try Digest(from: &reader)
    }
}
