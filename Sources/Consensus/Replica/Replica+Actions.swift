import LedgerCore

/// What the machine asks for.
extension Replica {
    mutating func perform(_ action: RoundAction) {
        switch action {
        case .propose(again: let value?): propose(again: value)
        case .propose(again: nil): requestBlock()
        case .prevote(let block, let validRound):
            say(.prevote(Prevote(place: place, validRound: validRound, blockID: block)))
        case .precommit(let block):
            say(.precommit(Precommit(place: place, blockID: block)))
        case .schedule(let step): schedule(step)
        case .decide(let block, let round): decide(RoundValue(block: block, round: round))
        }
    }

    var place: AgreementPlace { verification.place(state.round) }
}
