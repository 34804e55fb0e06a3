package import LedgerCore

/// What a verifier believes before it looks at a proof: a chain, and its validators from a height on.
package struct TrustAnchor: Hashable, Sendable {
    package let chain: ChainID
    /// The first height that these validators decide.
    package let height: Height
    package let validators: ValidatorSet

    /// Trust in a genesis: in everything that its validators decide, and those that they name.
    package init(genesis: Genesis) {
        chain = genesis.chainID
        height = .first
        validators = genesis.validatorSet
    }

    private init(chain: ChainID, height: Height, validators: ValidatorSet) {
        self.chain = chain
        self.height = height
        self.validators = validators
    }

    /// The trust that follows from a change of validators, which those before it decided.
    ///
    /// Changes are followed one by one, never skipped: they are rare, and a skip would trust validators
    /// that were replaced long ago.
    package func following(_ change: ValidatorSetChange) throws(ProofFault) -> TrustAnchor {
        try require(change.certificate, decides: change.header)
        guard change.next.hash == change.header.nextValidatorSetHash else {
            throw .validatorSetOther(height: change.header.height)
        }
        return TrustAnchor(
            chain: chain, height: change.header.height.next, validators: change.next)
    }

    /// Requires that the trusted validators decided a block with this header.
    package func require(
        _ certificate: CommitCertificate, decides header: BlockHeader
    ) throws(ProofFault) {
        guard header.chain == chain else { throw .chainOther(found: header.chain, trusted: chain) }
        guard header.height >= height else {
            throw .heightBeforeTrust(height: header.height, trustedFrom: height)
        }
        guard header.validatorSetHash == validators.hash else {
            throw .validatorSetOther(height: header.height)
        }
        guard certificate.height == header.height, certificate.blockID == header.id else {
            throw .certificateOfOtherBlock(height: header.height)
        }
        if let fault = certificate.fault(in: validators, chain: chain) {
            throw .certificate(fault)
        }
    }
}
