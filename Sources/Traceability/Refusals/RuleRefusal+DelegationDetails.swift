import LedgerCore

extension RuleRefusal {
    /// The named values of refusals that are about a delegation; none for others.
    var delegationDetails: [OutcomeDetail] {
        switch self {
        case .delegationUnreadable(let reason): [OutcomeDetail("reason", reason)]
        case .delegationMissing(let delegation, let height):
            named(delegation) + [
                OutcomeDetail(
                    "standing", height.map { "withdrawn from height \($0) on" } ?? "never")
            ]
        case .delegationExpired(let delegation, let until, let time):
            named(delegation) + [
                OutcomeDetail("validUntil", until.iso8601), OutcomeDetail("time", time.iso8601),
            ]
        case .delegationOwnWord(let delegation): named(delegation)
        case .delegationScope(let delegation, let reason):
            named(delegation) + [OutcomeDetail("reason", reason)]
        default: []
        }
    }

    private func named(_ delegation: DelegationReference) -> [OutcomeDetail] {
        [
            OutcomeDetail("principal", delegation.principal.text),
            OutcomeDetail("delegate", delegation.delegate.text),
        ]
    }
}
