import LedgerCore

/// What honest validators said: nothing twice, and nothing against a lock.
struct Speech {
    private struct Slot: Hashable {
        let validator: Int
        let height: Height
        let round: Round
        let kind: MessageKind
    }

    private struct Lock {
        let height: Height
        let round: Round
        let block: BlockID
    }

    private var said: [Slot: AgreementMessage] = [:]
    /// By validator: its last precommit for a block.
    private var locks: [Int: Lock] = [:]

    /// Whether this very message was said before.
    func knows(_ message: AgreementMessage, by validator: Int) -> Bool {
        let slot = Slot(
            validator: validator, height: message.height, round: message.round,
            kind: MessageKind(message))
        return said[slot] == message
    }

    /// What is wrong with an honest validator's message; nil when nothing is.
    mutating func said(_ message: AgreementMessage, by validator: Int) -> String? {
        let slot = Slot(
            validator: validator, height: message.height, round: message.round,
            kind: MessageKind(message))
        if let other = said[slot] {
            return other == message
                ? nil : "double signing: said \(message.short) after \(other.short)"
        }
        said[slot] = message
        return fault(of: message, by: validator)
    }

    /// L28–L32 from the outside: who precommitted a block prevotes no other one in a later round, unless
    /// a polka since then says so.
    private mutating func fault(of message: AgreementMessage, by validator: Int) -> String? {
        let lock = locks[validator].flatMap { $0.height == message.height ? $0 : nil }
        switch message {
        case .proposal: return nil
        case .precommit(let precommit):
            guard let block = precommit.blockID, (lock?.round ?? .zero) <= message.round else {
                return nil
            }
            locks[validator] = Lock(height: message.height, round: message.round, block: block)
            return nil
        case .prevote(let prevote):
            guard let lock, let block = prevote.blockID, block != lock.block,
                message.round > lock.round
            else { return nil }
            if let validRound = prevote.validRound, validRound >= lock.round { return nil }
            return "lock: prevotes another block in round \(message.round) than it precommitted in "
                + "round \(lock.round) of height \(message.height)"
        }
    }
}

extension AgreementMessage {
    /// Enough of it for a reader.
    var short: String {
        func name(_ block: BlockID?) -> String {
            block.map { String($0.digest.hex.prefix(6)) } ?? "nil"
        }
        let place = "\(height)/\(round.rawValue)"
        switch self {
        case .proposal(let proposal):
            let again = proposal.validRound.map { " valid in \($0.rawValue)" } ?? ""
            return "proposal \(place) \(name(proposal.blockID))\(again)"
        case .prevote(let prevote):
            let again = prevote.validRound.map { " valid in \($0.rawValue)" } ?? ""
            return "prevote \(place) \(name(prevote.blockID))\(again)"
        case .precommit(let precommit):
            return "precommit \(place) \(name(precommit.blockID))"
        }
    }
}
