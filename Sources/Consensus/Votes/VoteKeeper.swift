package import LedgerCore

/// All votes of one height, counted by author.
///
/// Spec: Docs/Spec/Consensus.md §3.
package struct VoteKeeper: Sendable {
    /// Rounds ahead of one's own that are kept whole.
    package static let roundsAhead: UInt32 = 10
    /// Rounds behind one's own that are kept.
    package static let roundsBehind: UInt32 = 32

    package let quorum: Int
    package let skip: Int
    package let validatorCount: Int
    private var rounds: [Round: RoundVotes] = [:]
    /// The one round beyond `roundsAhead` that each author may hold votes in: its latest.
    private var farRound: [Int: Round] = [:]

    package init(_ validators: ValidatorSet) {
        quorum = validators.quorum
        skip = validators.skipThreshold
        validatorCount = validators.count
    }

    /// Takes a vote in; `current` is the round this validator is in.
    package mutating func insert(
        _ vote: CountedVote, from source: VoteSource, current: Round
    ) -> VoteTally.Insertion {
        if isForgotten(vote.round, in: current), source == .message { return .refused }
        if isFar(vote.round, from: current), source == .message {
            if let latest = farRound[vote.author], latest != vote.round {
                guard latest < vote.round else { return .refused }
                if isFar(latest, from: current) { rounds[latest]?.remove(vote.author) }
            }
            farRound[vote.author] = vote.round
        }
        return rounds[vote.round, default: RoundVotes()][vote.kind].insert(vote, from: source)
    }

    package func tally(_ kind: VoteKind, _ round: Round) -> VoteTally {
        rounds[round]?[kind] ?? VoteTally()
    }

    /// Rounds with votes, ascending.
    package var roundsHeld: [Round] { rounds.keys.sorted() }

    /// Authors of votes for this height, in whatever round. R0 (c).
    package var authors: AuthorSet {
        rounds.values.reduce(AuthorSet()) { $0.union($1.authors) }
    }

    /// The latest round after this one in which f + 1 validators vote. R9.
    package func skipRound(after round: Round) -> Round? {
        rounds.filter { $0.key > round && $0.value.authors.count >= skip }.keys.max()
    }

    /// Every block that a quorum precommitted, by round; more than one block only when more than f
    /// validators lie. R8.
    package var committed: [RoundValue] {
        rounds.keys.sorted().compactMap { round in
            rounds[round]?.precommits.block(reaching: quorum)?.block
                .map { RoundValue(block: $0, round: round) }
        }
    }

    /// Forgets rounds that are too far back to matter.
    package mutating func prune(current: Round) {
        rounds = rounds.filter { !isForgotten($0.key, in: current) }
        farRound = farRound.filter { isFar($0.value, from: current) }
    }

    /// Whether this very message, signature included, is counted already.
    package func holds(_ signed: SignedMessage, by author: Int) -> Bool {
        guard let ballot = Ballot(signed.message) else { return false }
        return tally(ballot.kind, signed.round).votes(of: author)
            .contains { $0.value == ballot.value && $0.released.signed == signed }
    }

    /// Whether a vote that came by itself would change the tally, so that its signature is worth
    /// looking at.
    package func wouldTake(_ ballot: Ballot, _ round: Round, by author: Int, current: Round) -> Bool
    {
        guard !isForgotten(round, in: current) else { return false }
        if isFar(round, from: current), let latest = farRound[author], round < latest {
            return false
        }
        let held = tally(ballot.kind, round).votes(of: author)
        return held.count < VoteTally.valuesPerAuthorMax
            && !held.contains { $0.value == ballot.value }
    }

    private func isForgotten(_ round: Round, in current: Round) -> Bool {
        round < current && current.rawValue - round.rawValue > VoteKeeper.roundsBehind
    }

    private func isFar(_ round: Round, from current: Round) -> Bool {
        round.rawValue > current.rawValue
            && round.rawValue - current.rawValue > VoteKeeper.roundsAhead
    }
}

/// The two tallies of a round.
private struct RoundVotes: Sendable {
    var prevotes = VoteTally()
    var precommits = VoteTally()

    /// Who voted at all, prevotes and precommits counted together.
    var authors: AuthorSet { prevotes.authors.union(precommits.authors) }

    subscript(kind: VoteKind) -> VoteTally {
        get { kind == .prevote ? prevotes : precommits }
        set {
            switch kind {
            case .prevote: prevotes = newValue
            case .precommit: precommits = newValue
            }
        }
    }

    mutating func remove(_ author: Int) {
        prevotes.remove(author)
        precommits.remove(author)
    }
}
