package import LedgerCore

/// Proof that validators broke the rules. It needs nobody's word beside the signatures in it.
///
/// Spec: Docs/Spec/Consensus.md §6.
package enum Evidence: Hashable, Sendable {
    /// Two proposals of one author for one round.
    case duplicateProposal(SignedMessage, SignedMessage)
    /// Two prevotes, or two precommits, of one author in one round with different values.
    case duplicateVote(SignedMessage, SignedMessage)
    /// A decision, and a later polka for another block that no polka since the decision justified: who
    /// signed both forgot a lock.
    case amnesia(CommitCertificate, PolkaCertificate)
}

extension Evidence {
    /// Who is guilty, ascending; empty where it proves nothing.
    ///
    /// - Parameter verification: of the height and the validators that the evidence is about.
    package func guilty(_ verification: Verification) -> [KeyID] {
        switch self {
        case .duplicateProposal(let first, let second):
            guard case .proposal(let one) = first.message,
                case .proposal(let other) = second.message,
                one.place == other.place, one != other
            else { return [] }
            return author(of: first, and: second, verification)
        case .duplicateVote(let first, let second):
            guard let one = Ballot(first.message), let other = Ballot(second.message),
                one.kind == other.kind, one.value != other.value,
                first.message.place == second.message.place
            else { return [] }
            return author(of: first, and: second, verification)
        case .amnesia(let commit, let polka):
            guard Evidence.isAmnesia(commit, polka),
                let precommits = verification.quorum(commit),
                let prevotes = verification.quorum(polka)
            else { return [] }
            return Set(precommits.map(\.value.signer))
                .intersection(prevotes.map(\.value.signer)).sorted()
        }
    }

    /// Whether the two together show that their common signers left a lock without reason.
    package static func isAmnesia(_ commit: CommitCertificate, _ polka: PolkaCertificate) -> Bool {
        commit.height == polka.height && polka.round > commit.round
            && polka.blockID != commit.blockID
            && (polka.validRound.map { $0 < commit.round } ?? true)
    }

    private func author(
        of first: SignedMessage, and second: SignedMessage, _ verification: Verification
    ) -> [KeyID] {
        guard first.signer == second.signer, verification.message(first) != nil,
            verification.message(second) != nil
        else { return [] }
        return [first.signer]
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
