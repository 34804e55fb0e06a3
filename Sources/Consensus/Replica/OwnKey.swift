import LedgerCore

/// What may be signed once at a height.
struct OwnKey: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case proposal
        case vote(VoteKind)
    }

    let round: Round
    let kind: Kind

    init(_ message: AgreementMessage) {
        round = message.round
        kind = Ballot(message).map { .vote($0.kind) } ?? .proposal
    }

    init(round: Round, kind: Kind) {
        self.round = round
        self.kind = kind
    }
}
