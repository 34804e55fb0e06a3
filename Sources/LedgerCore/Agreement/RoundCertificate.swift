/// The reason to enter a round: a quorum of precommits, of any value, in the round before it, or votes
/// of f + 1 validators in the round itself.
package struct RoundCertificate: Hashable, Sendable {
    /// Most votes that one can need: a prevote and a precommit of everybody.
    package static let voteCountMax = 2 * ValidatorSet.countMax

    package let height: Height
    /// The round to enter.
    package let round: Round
    package let votes: [SignedMessage]

    package init(height: Height, round: Round, votes: [SignedMessage]) {
        self.height = height
        self.round = round
        self.votes = votes
    }

    /// Why it is no reason to enter the round; nil when it is one.
    package func fault(in set: ValidatorSet, chain: ChainID) -> CertificateFault? {
        let isQuorumOfRoundBefore = votes.allSatisfy { vote in
            guard case .precommit = vote.message else { return false }
            return round != .zero && vote.round.next == round
        }
        let isSkip = votes.allSatisfy { vote in
            if case .proposal = vote.message { return false }
            return vote.round == round
        }
        guard isQuorumOfRoundBefore || isSkip, votes.allSatisfy({ $0.height == height }) else {
            return .voteOutOfPlace
        }
        let authors = Set(votes.map(\.signer))
        guard authors.count == votes.count else { return .signerTwice }
        let need = isSkip ? set.skipThreshold : set.quorum
        guard authors.count >= need else { return .tooFewSigners(have: authors.count, need: need) }
        for (index, vote) in votes.enumerated() where !vote.isValid(in: set, chain: chain) {
            return .signatureInvalid(index: UInt32(index))
        }
        return nil
    }
}

extension RoundCertificate: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.value(height)
        writer.value(round)
        writer.array(votes)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        height = try Height(from: &reader)
        round = try Round(from: &reader)
        votes = try reader.array(of: SignedMessage.self, max: RoundCertificate.voteCountMax)
    }
}
