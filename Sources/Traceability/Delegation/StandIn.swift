import EPCIS
import LedgerCore

/// A member records for another that confirmed it.
///
/// Spec: Docs/Spec/Rules.md §14.
extension MassBalance {
    /// The event in the books of whom it was recorded for; from here on that member is the event's.
    mutating func standIn(for event: PreparedEvent) throws(Stop) -> PreparedEvent {
        guard facts.rules.delegation == .confirmed else { return event }
        let principal: MemberID
        switch event.meaning.behalf {
        case .none: return event
        case .unreadable(let reason): throw .refused(.delegationUnreadable(reason: reason))
        case .member(let named): principal = named
        }
        guard principal != member else { return event }
        guard let record = try read(MemberLeaf.self, at: .member(principal)) else {
            throw .refused(.memberUnknown(principal))
        }
        guard !record.isSuspended else { throw .refused(.memberSuspended(principal)) }
        let delegation = DelegationReference(principal: principal, delegate: member)
        try require(standing(delegation).terms, of: delegation, for: event.meaning)
        standIn(for: principal, record)
        return event.inBooks(of: principal)
    }

    private func require(
        _ terms: DelegationTerms, of delegation: DelegationReference, for meaning: EventMeaning
    ) throws(Stop) {
        if let until = terms.validUntil, facts.blockTime > until {
            throw .refused(.delegationExpired(delegation, until: until, at: facts.blockTime))
        }
        guard meaning.certificate == .none, meaning.delegation == .none else {
            throw .refused(.delegationOwnWord(delegation))
        }
        if let reason = terms.fault(of: meaning) {
            throw .refused(.delegationScope(delegation, reason: reason))
        }
    }

    /// Notes who recorded an event for its member.
    mutating func noteStandIn(_ event: String) {
        guard let delegate = facts.delegate else { return }
        state.set(StandInLeaf.recorded(by: delegate).encoded(), for: .standIn(event))
    }

    /// A delegate declares the errors of what it recorded itself, and of nothing else of its member.
    func requireOwnRecord(_ event: String) throws(Stop) {
        guard let delegate = facts.delegate else { return }
        guard try read(StandInLeaf.self, at: .standIn(event)) == .recorded(by: delegate) else {
            throw .refused(.foreignMember(member), at: EventPart("errorDeclaration"))
        }
    }
}

extension DelegationTerms {
    /// Why an event is not one of those it is for; nil where it is.
    func fault(of meaning: EventMeaning) -> String? {
        faultOfKinds(meaning) ?? faultOfPlaces(meaning) ?? faultOfGoods(meaning)
    }

    private func faultOfKinds(_ meaning: EventMeaning) -> String? {
        guard !kinds.isEmpty,
            let other = meaning.delegatedKinds.first(where: { !kinds.contains($0) })
        else { return nil }
        let allowed = kinds.map(\.rawValue).joined(separator: ", ")
        return "it is for \(allowed), and this is \(other.rawValue)"
    }

    private func faultOfPlaces(_ meaning: EventMeaning) -> String? {
        guard !places.isEmpty else { return nil }
        let named = meaning.places + meaning.plots.keys
        guard !named.isEmpty else { return "it is for some places, and the event names none" }
        return named.first { !places.contains($0) }.map { "it is not for the place \($0)" }
    }

    private func faultOfGoods(_ meaning: EventMeaning) -> String? {
        guard !goods.isEmpty else { return nil }
        if meaning.receivesLoad, !meaning.movements.contains(where: \.isStock) {
            return "it is for some goods, and a load is received whole"
        }
        let other = meaning.movements.first { movement in
            guard movement.isStock else { return false }
            let product = movement.lot.product?.text
            return !goods.contains(movement.lot.text) && !(product.map(goods.contains) ?? false)
        }
        return other.map { "it is not for \($0.lot.text)" }
    }
}

extension EventMeaning {
    /// What it does, each once, in the order of its movements.
    fileprivate var delegatedKinds: [DelegatedKind] {
        var kinds: [DelegatedKind] = []
        for movement in movements {
            guard let kind = kind(of: movement), !kinds.contains(kind) else { continue }
            kinds.append(kind)
        }
        if unpacksAll { kinds.append(.pack) }
        if receivesLoad { kinds.append(.receive) }
        return kinds.isEmpty ? [.observe] : kinds
    }

    private func kind(of movement: Movement) -> DelegatedKind? {
        switch movement.kind {
        // What a count finds missing is gone.
        case .observe: movement.counted == nil ? nil : .consume
        case .create: transformation != nil ? .transform : isHarvest ? .harvest : .create
        case .consume(.processed): .transform
        case .consume: .consume
        case .ship: .ship
        case .receive: .receive
        case .takeBack: .takeBack
        case .pack, .unpack: .pack
        }
    }
}

extension PlotClaim {
    fileprivate var keys: [String] {
        switch self {
        case .none, .unreadable: []
        case .shares(let shares): shares.map(\.plot)
        }
    }
}
