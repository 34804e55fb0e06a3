/// The proof that a block is decided: a quorum of precommits for it in one round.
///
/// Different nodes may hold different ones for the same block.
package struct CommitCertificate: Hashable, Sendable {
    package let height: Height
    package let round: Round
    package let blockID: BlockID
    package let signatures: QuorumSignatures

    package init(height: Height, round: Round, blockID: BlockID, signatures: QuorumSignatures) {
        self.height = height
        self.round = round
        self.blockID = blockID
        self.signatures = signatures
    }

    /// Why it does not show that this set decided the block; nil when it does.
    package func fault(in set: ValidatorSet, chain: ChainID) -> CertificateFault? {
        let place = AgreementPlace(
            chain: chain, validatorSetHash: set.hash, height: height, round: round)
        let message = AgreementMessage.precommit(Precommit(place: place, blockID: blockID))
        return signatures.fault(over: message.signedBytes, in: set)
    }
}

extension CommitCertificate: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 4)
        writer.value(height)
        writer.value(round)
        writer.value(blockID)
        writer.value(signatures)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 4)
        height = try Height(from: &reader)
        round = try Round(from: &reader)
        blockID = try BlockID(from: &reader)
        signatures = try QuorumSignatures(from: &reader)
    }
}
