package import LedgerCore

/// The votes of one kind in one round.
///
/// An author counts once towards "any", and once towards each value it signed. Single messages bring
/// at most two values of one author; a verified certificate is taken whole.
///
/// Spec: Docs/Spec/Consensus.md §3.
package struct VoteTally: Sendable {
    /// The most values that one author's single messages may add: the second one proves equivocation,
    /// and without it a liar who tells two halves different things could hide a polka from one.
    package static let valuesPerAuthorMax = 2

    private var groups: [VoteValue: Group] = [:]
    /// Everybody who voted, whatever the value.
    package private(set) var authors = AuthorSet()

    private struct Group: Sendable {
        var authors = AuthorSet()
        var votes: [Int: CountedVote] = [:]
    }

    package init() {}

    package enum Insertion: Equatable, Sendable {
        case added
        /// Added, and the author had signed this other vote before.
        case conflict(CountedVote)
        case alreadyHeld
        /// A third value of one author.
        case refused
    }

    package mutating func insert(_ vote: CountedVote, from source: VoteSource) -> Insertion {
        if groups[vote.value]?.authors.contains(vote.author) == true { return .alreadyHeld }
        let earlier = authors.contains(vote.author) ? votes(of: vote.author) : []
        if source == .message, earlier.count >= VoteTally.valuesPerAuthorMax { return .refused }
        authors.insert(vote.author)
        groups[vote.value, default: Group()].authors.insert(vote.author)
        groups[vote.value]?.votes[vote.author] = vote
        return earlier.first.map(Insertion.conflict) ?? .added
    }

    /// Forgets everything an author said.
    package mutating func remove(_ author: Int) {
        authors.remove(author)
        for value in Array(groups.keys) {
            groups[value]?.authors.remove(author)
            groups[value]?.votes[author] = nil
            if groups[value]?.authors.isEmpty == true { groups[value] = nil }
        }
    }

    package func count(of value: VoteValue) -> Int { groups[value]?.authors.count ?? 0 }

    /// The value, nil votes among them, that this many authors voted for; there is at most one such
    /// for a quorum, while no more than f validators lie.
    package func value(reaching threshold: Int) -> VoteValue? {
        groups.filter { $0.value.authors.count >= threshold }.keys.min()
    }

    /// The block that this many authors voted for, if one valid round unites them.
    package func block(reaching threshold: Int) -> VoteValue? {
        groups.filter { $0.key.block != nil && $0.value.authors.count >= threshold }.keys.min()
    }

    /// A value for this block that has so many votes, whatever valid round it names.
    package func value(for block: BlockID, reaching threshold: Int) -> VoteValue? {
        groups.filter { $0.key.block == block && $0.value.authors.count >= threshold }.keys.min()
    }

    /// The votes for a value, by author.
    package func votes(for value: VoteValue) -> [CountedVote] {
        guard let group = groups[value] else { return [] }
        return group.authors.indices.compactMap { group.votes[$0] }
    }

    /// What one author said, in the order of values.
    package func votes(of author: Int) -> [CountedVote] {
        groups.compactMap { $0.value.votes[author] }.sorted { $0.value < $1.value }
    }

    /// One vote of each author, by author.
    package var oneOfEach: [CountedVote] {
        authors.indices.compactMap { votes(of: $0).first }
    }

    /// Every vote held, by author and then value.
    package var all: [CountedVote] {
        authors.indices.flatMap { votes(of: $0) }
    }
}

/// How a vote came.
package enum VoteSource: Equatable, Sendable {
    /// By itself.
    case message
    /// In a certificate that was verified as a whole.
    case certificate
}
