import LedgerCore

/// A member says who may record for it.
///
/// Spec: Docs/Spec/Rules.md §14.
extension MassBalance {
    mutating func apply(_ claim: DelegationClaim, event: String) throws(Stop) {
        guard facts.rules.delegation == .confirmed else { return }
        switch claim {
        case .none: return
        case .unreadable(let reason): throw .refused(.delegationUnreadable(reason: reason))
        case .confirm(let delegate, let terms):
            try confirm(delegate, terms)
            state.set(StandInLeaf.confirmed(delegate).encoded(), for: .standIn(event))
        case .withdraw(let delegate):
            try withdraw(from: delegate)
            state.set(StandInLeaf.withdrew(delegate).encoded(), for: .standIn(event))
        }
    }

    private mutating func confirm(
        _ delegate: MemberID, _ terms: DelegationTerms
    ) throws(Stop) {
        guard delegate != member else {
            throw .refused(
                .delegationUnreadable(reason: "\(member) records for itself without one"))
        }
        guard try read(MemberLeaf.self, at: .member(delegate)) != nil else {
            throw .refused(.memberUnknown(delegate))
        }
        if let until = terms.validUntil, until < facts.blockTime {
            let delegation = DelegationReference(principal: member, delegate: delegate)
            throw .refused(.delegationExpired(delegation, until: until, at: facts.blockTime))
        }
        let leaf = DelegationLeaf(confirmedAt: facts.place, terms: terms)
        set(leaf, for: DelegationReference(principal: member, delegate: delegate))
    }

    private mutating func withdraw(from delegate: MemberID) throws(Stop) {
        let delegation = DelegationReference(principal: member, delegate: delegate)
        var leaf = try standing(delegation)
        leaf.withdrawnFrom = facts.place.height
        set(leaf, for: delegation)
    }

    /// - Throws: `.delegationMissing` where it was never confirmed, or withdrawn since.
    func standing(_ delegation: DelegationReference) throws(Stop) -> DelegationLeaf {
        let leaf = try read(DelegationLeaf.self, at: .delegation(delegation))
        guard let leaf, leaf.withdrawnFrom == nil else {
            throw .refused(.delegationMissing(delegation, withdrawn: leaf?.withdrawnFrom))
        }
        return leaf
    }

    private mutating func set(_ leaf: DelegationLeaf, for delegation: DelegationReference) {
        state.set(leaf.encoded(), for: .delegation(delegation))
    }

    /// Takes back what an event said of delegations: one that it confirmed is withdrawn, unless a later
    /// event confirmed it again.
    ///
    /// - Parameter origin: where that event stands.
    mutating func takeBackDelegation(of event: String, origin: EventReference) throws(Stop) {
        guard facts.rules.delegation == .confirmed else { return }
        switch try read(StandInLeaf.self, at: .standIn(event)) {
        case nil, .recorded: return
        case .withdrew: throw .refused(.notSupported, at: EventPart("errorDeclaration"))
        case .confirmed(let delegate):
            let delegation = DelegationReference(principal: member, delegate: delegate)
            let known = try read(DelegationLeaf.self, at: .delegation(delegation))
            guard var leaf = known, leaf.confirmedAt == origin, leaf.withdrawnFrom == nil else {
                return
            }
            leaf.withdrawnFrom = facts.place.height
            set(leaf, for: delegation)
        }
    }
}
