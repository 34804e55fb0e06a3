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

    package enum Kind: UInt64, Hashable, Sendable, CaseIterable {
        case duplicateProposal = 1
        case duplicateVote = 2
        case amnesia = 3
    }

    package var kind: Kind {
        switch self {
        case .duplicateProposal: .duplicateProposal
        case .duplicateVote: .duplicateVote
        case .amnesia: .amnesia
        }
    }

    /// The height that it is about.
    package var height: Height {
        switch self {
        case .duplicateProposal(let first, _), .duplicateVote(let first, _): first.height
        case .amnesia(let commit, _): commit.height
        }
    }

    /// The round in which the rule was broken.
    package var round: Round {
        switch self {
        case .duplicateProposal(let first, _), .duplicateVote(let first, _): first.round
        case .amnesia(_, let polka): polka.round
        }
    }
}

extension Evidence {
    /// Whether its parts contradict each other, so that whoever signed both broke a rule.
    package var isContradiction: Bool {
        switch self {
        case .duplicateProposal(let first, let second):
            guard case .proposal(let one) = first.message,
                case .proposal(let other) = second.message
            else { return false }
            return first.signer == second.signer && one.place == other.place && one != other
        case .duplicateVote(let first, let second):
            guard first.signer == second.signer, first.message.place == second.message.place
            else { return false }
            switch (first.message, second.message) {
            case (.prevote(let one), .prevote(let other)): return one != other
            case (.precommit(let one), .precommit(let other)): return one != other
            default: return false
            }
        case .amnesia(let commit, let polka):
            return Evidence.isAmnesia(commit, polka)
        }
    }

    /// Whether the two together show that their common signers left a lock without reason.
    package static func isAmnesia(_ commit: CommitCertificate, _ polka: PolkaCertificate) -> Bool {
        commit.height == polka.height && polka.round > commit.round
            && polka.blockID != commit.blockID
            && (polka.validRound.map { $0 < commit.round } ?? true)
    }

    /// Who signed both parts, if the signatures hold: ascending, no signature checked.
    package func accused(in set: ValidatorSet) -> [KeyID] {
        switch self {
        case .duplicateProposal(let first, _), .duplicateVote(let first, _):
            set.index(of: first.signer) == nil ? [] : [first.signer]
        case .amnesia(let commit, let polka):
            Set(commit.signatures.signers(in: set))
                .intersection(polka.signatures.signers(in: set)).sorted()
        }
    }

    /// Who is guilty among the validators of the height, ascending; empty where it proves nothing.
    ///
    /// The part that nobody can have is checked first, so that a forgery costs few signatures: half of
    /// what it needs, a decision, is known to everybody.
    package func guilty(in set: ValidatorSet, on chain: ChainID) -> [KeyID] {
        guard isContradiction else { return [] }
        let isProven =
            switch self {
            case .duplicateProposal(let first, let second), .duplicateVote(let first, let second):
                second.isValid(in: set, chain: chain) && first.isValid(in: set, chain: chain)
            case .amnesia(let commit, let polka):
                polka.fault(in: set, chain: chain) == nil
                    && commit.fault(in: set, chain: chain) == nil
            }
        return isProven ? accused(in: set) : []
    }
}

extension QuorumSignatures {
    /// The key ids of those who signed; an index outside the set is nobody's.
    fileprivate func signers(in set: ValidatorSet) -> [KeyID] {
        signatures.compactMap { signed in
            Int(exactly: signed.index).flatMap { set.ids.indices.contains($0) ? set.ids[$0] : nil }
        }
    }
}
