/// The proof that a quorum prevoted a block in one round, all answering the same valid round.
package struct PolkaCertificate: Hashable, Sendable {
    package let height: Height
    package let round: Round
    package let validRound: Round?
    package let blockID: BlockID
    package let signatures: QuorumSignatures

    package init(
        height: Height, round: Round, validRound: Round?, blockID: BlockID,
        signatures: QuorumSignatures
    ) {
        self.height = height
        self.round = round
        self.validRound = validRound
        self.blockID = blockID
        self.signatures = signatures
    }

    /// Why it does not show that; nil when it does.
    package func fault(in set: ValidatorSet, chain: ChainID) -> CertificateFault? {
        let place = AgreementPlace(
            chain: chain, validatorSetHash: set.hash, height: height, round: round)
        let prevote = Prevote(place: place, validRound: validRound, blockID: blockID)
        return signatures.fault(over: AgreementMessage.prevote(prevote).signedBytes, in: set)
    }
}

extension PolkaCertificate: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 5)
        writer.value(height)
        writer.value(round)
        writer.optional(validRound)
        writer.value(blockID)
        writer.value(signatures)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 5)
        height = try Height(from: &reader)
        round = try Round(from: &reader)
        validRound = try reader.optional(Round.self)
        blockID = try BlockID(from: &reader)
        signatures = try QuorumSignatures(from: &reader)
    }
}
