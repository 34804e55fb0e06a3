package import LedgerCore

extension Evidence {
    /// Who is guilty, ascending; empty where it proves nothing.
    ///
    /// - Parameter verification: of the height and the validators that the evidence is about.
    package func guilty(_ verification: Verification) -> [KeyID] {
        guard isContradiction else { return [] }
        switch self {
        case .duplicateProposal(let first, let second), .duplicateVote(let first, let second):
            guard verification.message(first) != nil, verification.message(second) != nil
            else { return [] }
        case .amnesia(let commit, let polka):
            guard verification.quorum(commit) != nil, verification.quorum(polka) != nil
            else { return [] }
        }
        return accused(in: verification.validators)
    }
}

extension Verification {
    /// The precommits of a certificate that proves a decision; nil for one that does not.
    package func quorum(
        _ certificate: CommitCertificate, isHeld: (SignedMessage) -> Bool = { _ in false }
    ) -> [Verified<SignedMessage>]? {
        quorum(
            of: certificate.signatures,
            over: certificate.message(chain: chain, validators: validators), isHeld: isHeld)
    }

    /// The prevotes of a certificate that proves a polka; nil for one that does not.
    package func quorum(
        _ certificate: PolkaCertificate, isHeld: (SignedMessage) -> Bool = { _ in false }
    ) -> [Verified<SignedMessage>]? {
        quorum(
            of: certificate.signatures,
            over: certificate.message(chain: chain, validators: validators), isHeld: isHeld)
    }
}
