package import LedgerCore

/// The proposals of one height, at most two a round: the second one proves that its author told two
/// stories.
package struct ProposalKeeper: Sendable {
    package static let perRoundMax = 2

    private var rounds: [Round: [HeldProposal]] = [:]

    package init() {}

    /// In the order in which they came.
    package func proposals(in round: Round) -> [HeldProposal] { rounds[round] ?? [] }

    package func holds(_ proposal: Proposal) -> Bool {
        proposals(in: proposal.place.round).contains { $0.proposal == proposal }
    }

    package func hasRoom(in round: Round) -> Bool {
        proposals(in: round).count < ProposalKeeper.perRoundMax
    }

    package mutating func insert(_ held: HeldProposal) {
        precondition(hasRoom(in: held.proposal.place.round), "asked for room first")
        rounds[held.proposal.place.round, default: []].append(held)
    }

    /// An own proposal has come back from the log.
    package mutating func release(_ released: ReleasedMessage) {
        guard
            let index = rounds[released.round]?.firstIndex(where: { $0.signed == released.signed })
        else { return }
        rounds[released.round]?[index].released = released
    }

    /// A polka that makes sense of a proposal came later than the proposal.
    package mutating func attach(_ polka: PolkaCertificate, to proposal: Proposal) {
        let round = proposal.place.round
        guard let index = rounds[round]?.firstIndex(where: { $0.proposal == proposal }) else {
            return
        }
        rounds[round]?[index].polka = polka
    }

    /// Every block that some proposal of this round or a later one is about.
    package func blocks(from round: Round) -> Set<BlockID> {
        Set(rounds.filter { $0.key >= round }.values.joined().map(\.proposal.blockID))
    }

    package mutating func forget(before round: Round) {
        rounds = rounds.filter { $0.key >= round }
    }
}

/// A proposal and what belongs to it.
package struct HeldProposal: Sendable {
    package let proposal: Proposal
    package let signed: SignedMessage
    /// When it came: what its block's time is held against.
    package let receivedAt: Timestamp
    /// For a block proposed again: what made it valid.
    package fileprivate(set) var polka: PolkaCertificate?
    /// Nil for an own proposal that is not durable yet.
    package fileprivate(set) var released: ReleasedMessage?

    package init(
        _ proposal: Proposal, signed: SignedMessage, receivedAt: Timestamp,
        polka: PolkaCertificate?, released: ReleasedMessage?
    ) {
        self.proposal = proposal
        self.signed = signed
        self.receivedAt = receivedAt
        self.polka = polka
        self.released = released
    }
}
