package import LedgerCore

extension Evidence {
    /// Reads the content of a transaction.
    ///
    /// - Throws: `content.not_evidence`.
    init(preparing content: Bytes) throws(PreparationError) {
        do throws(CBORError) {
            try self.init(decoding: content)
        } catch {
            throw PreparationError(.notEvidence(reason: error.description))
        }
        guard isContradiction else {
            throw PreparationError(.notEvidence(reason: "its parts do not contradict each other"))
        }
    }

    /// The header of a transaction that hands the evidence in; its content is `encoded()`.
    ///
    /// - Parameters:
    ///   - sender: a member, or a validator in force.
    ///   - key: of the member, or the validator's log key, which then signs.
    package func header(
        handedInBy sender: MemberID, key: PublicKey, on chain: ChainID, nonce: Nonce,
        sequence: UInt64, expiry: Timestamp
    ) -> TransactionHeader {
        TransactionHeader(
            key: key, contentType: ContentType.evidence.rawValue, member: sender, chain: chain,
            nonce: nonce, sequence: sequence, expiry: expiry, interpretation: nil)
    }
}
