package import LedgerCore

/// The judgement about a proof, with its reasons.
package enum Verdict: Equatable, Sendable {
    /// Everything that it claims is shown, and this is what.
    case holds([Finding])
    /// It cannot be trusted; what was found before the fault is not enough.
    case doesNotHold(ProofFault, after: [Finding])

    package var holds: Bool {
        if case .holds = self { true } else { false }
    }

    /// What to tell a person, a line each, the verdict first.
    package var lines: [String] {
        switch self {
        case .holds(let findings): ["holds"] + findings.map { "  \($0)" }
        case .doesNotHold(let fault, let findings):
            ["does not hold: \(fault)"] + findings.map { "  shown before that: \($0)" }
        }
    }
}

/// One fact that a proof has shown.
package enum Finding: Equatable, Sendable {
    /// Other validators are in force from this height on.
    case validatorsChanged(from: Height, count: Int)
    /// A quorum decided this block.
    case decided(Height, BlockID, time: Timestamp, signers: Int, validators: Int)
    /// The transaction stands in the block.
    case included(TransactionID, member: MemberID, index: UInt64)
    /// The content is what was signed.
    case contentSigned(byteCount: Int)
    /// In force, but for so many of its events.
    case done(refusedEvents: Int)
    case refused(code: String)
    /// The state held this value, or nothing.
    case state(StateKey, value: Bytes?)
}

extension Finding: CustomStringConvertible {
    package var description: String {
        switch self {
        case .validatorsChanged(let height, let count):
            "from height \(height) on there are \(count) validators"
        case .decided(let height, let id, let time, let signers, let validators):
            "block \(height) (\(id)) of \(time.text) was decided by"
                + " \(signers) of \(validators) validators"
        case .included(let id, let member, let index):
            "transaction \(id) of member \(member) stands in it at index \(index)"
        case .contentSigned(let byteCount): "its content of \(byteCount) bytes is what was signed"
        case .done(0): "it was done"
        case .done(let refused): "it was done, but for \(refused) of its events, which were refused"
        case .refused(let code): "it was refused: \(code)"
        case .state(let key, .some(let value)):
            "the state held \(value.count) bytes for key \(key.type.rawValue):\(key.id.hex)"
        case .state(let key, .none):
            "the state held nothing for key \(key.type.rawValue):\(key.id.hex)"
        }
    }
}
