import Consensus
import LedgerCore

extension PeerMessage {
    /// The message as a conversation has it; nil for what only helps along.
    func told(names: inout BlockNames) -> String? {
        switch self {
        case .proposal(let message):
            let again = message.proposal.validRound.map { ", valid in round \($0.rawValue)" } ?? ""
            let polka = message.polka == nil ? "" : ", with its polka"
            return "proposal \(names.name(message.proposal.blockID)) in round "
                + "\(message.proposal.place.round.rawValue)\(again)\(polka)"
        case .vote(let signed): return signed.message.told(names: &names)
        case .polka(let polka):
            return "polka of round \(polka.round.rawValue) for \(names.name(polka.blockID))"
        case .round(let certificate): return "reason to enter round \(certificate.round.rawValue)"
        case .decided(let decided):
            return "decided \(names.name(decided.block.id)) at height \(decided.block.height)"
        case .blockWanted(_, let id): return "wants block \(names.name(id))"
        case .block(let block): return "block \(names.name(block.id))"
        case .status: return nil
        }
    }
}

extension AgreementMessage {
    fileprivate func told(names: inout BlockNames) -> String? {
        switch self {
        case .proposal: return nil
        case .prevote(let vote):
            let again = vote.validRound.map { ", valid in round \($0.rawValue)" } ?? ""
            return "prevote \(vote.blockID.map { names.name($0) } ?? "nil") in round "
                + "\(vote.place.round.rawValue)\(again)"
        case .precommit(let vote):
            return "precommit \(vote.blockID.map { names.name($0) } ?? "nil") in round "
                + "\(vote.place.round.rawValue)"
        }
    }
}

extension Evidence {
    /// In two words.
    var kind: String {
        switch self {
        case .duplicateProposal: "duplicate proposal"
        case .duplicateVote: "duplicate vote"
        case .amnesia: "amnesia"
        }
    }
}
