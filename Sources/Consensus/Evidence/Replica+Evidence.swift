import LedgerCore

/// What evidence was given of, so that it is given once.
struct EvidenceKey: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case duplicate(OwnKey.Kind)
        case amnesia
    }

    let author: KeyID
    let round: Round
    let kind: Kind
}

extension Replica {
    /// Gives evidence of two messages of one author that contradict each other, the first time.
    mutating func report(_ evidence: Evidence) {
        switch evidence {
        case .duplicateProposal(let signed, _), .duplicateVote(let signed, _):
            let key = EvidenceKey(
                author: signed.signer, round: signed.round,
                kind: .duplicate(OwnKey(signed.message).kind))
            guard reported.insert(key).inserted else { return }
        case .amnesia: break
        }
        outputs.append(.evidence(evidence))
    }

    /// A decision in a round, and a later polka for another block: whoever signed both forgot a lock.
    mutating func reportAmnesia(_ commit: CommitCertificate) {
        for round in votes.roundsHeld where round > commit.round {
            let prevotes = votes.tally(.prevote, round)
            guard let value = prevotes.block(reaching: votes.quorum),
                let polka = votes.polka(value, round, at: state.height, of: start.validators),
                Evidence.isAmnesia(commit, polka)
            else { continue }
            report(.amnesia(commit, polka))
            return
        }
    }
}
