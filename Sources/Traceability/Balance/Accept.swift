import LedgerCore

/// What is due counts as received once its receiver needs it.
///
/// Spec: Docs/Spec/MassBalance.md §9.3.
extension MassBalance {
    /// Takes what is due off the road, consignment by consignment, until the member has an amount on hand
    /// or nothing more is due.
    mutating func accept(upTo amount: Int64, of reference: StockReference) throws(Stop) {
        guard let rules = facts.rules.acceptance else { return }
        for address in facts.addresses {
            while try account(reference.accountKey).onHand.amount < amount,
                try acceptNext(of: reference, at: address, rules)
            {}
        }
    }

    /// - Returns: whether there was one.
    private mutating func acceptNext(
        of reference: StockReference, at address: Address, _ rules: AcceptanceRules
    ) throws(Stop) -> Bool {
        let key = reference.consignments(to: address)
        let now = facts.blockTime
        guard try consignments(key).open.contains(where: { rules.due($0.sentAt) < now }) else {
            return false
        }
        var road = try road(key, reference)
        guard let place = road.open.firstIndex(where: { rules.due($0.sentAt) < now }) else {
            preconditionFailure("a consignment that was due and is not")
        }
        let consignment = road.open.remove(at: place)
        if road.accepted.count >= rules.keptMax { road.accepted.removeFirst() }
        road.accepted.append(Acceptance(consignment, at: now))
        set(road, at: key)
        let stock = try inflow(consignment.stock, to: reference)
        post(.accepted(from: consignment.from), reference, stock, isInflow: true)
        try carryContent(of: reference, .receive(from: .nobody), depth: 0)
        return true
    }

    /// What a receipt says of goods that count as received already.
    struct Confirmation {
        /// So much of the receipt adds nothing.
        var amount: Int64 = 0
        /// All that was not confirmed yet of the acceptances that it is about.
        var base: Int64 = 0
        /// What the receipt does not speak of, of the last of them.
        var rest: (address: Address, acceptance: Acceptance)?
    }

    /// Holds an amount that was received against what was accepted, the oldest first.
    mutating func confirm(
        _ amount: Int64, of reference: StockReference
    ) throws(Stop) -> Confirmation {
        var confirmation = Confirmation()
        guard facts.rules.acceptance != nil, amount > 0 else { return confirmation }
        for address in facts.addresses where confirmation.amount < amount {
            let key = reference.consignments(to: address)
            var road = try road(key, reference)
            guard !road.accepted.isEmpty else { continue }
            for index in road.accepted.indices where confirmation.amount < amount {
                let part = min(amount - confirmation.amount, road.accepted[index].amount)
                confirmation.amount += part
                confirmation.base = Int64(
                    clamping: Int128(confirmation.base) + Int128(road.accepted[index].amount))
                road.accepted[index].amount -= part
                guard road.accepted[index].amount > 0 else { continue }
                confirmation.rest = (address, road.accepted[index])
            }
            road.accepted.removeAll { $0.amount == 0 }
            set(road, at: key)
        }
        // It added nothing that a declaration could take off.
        if confirmation.amount > 0 { makeIrreversible() }
        return confirmation
    }

    /// Takes off the account, as far as it is there, what did not come of goods that count as received.
    mutating func dispute(
        _ rest: (address: Address, acceptance: Acceptance), of base: Int64,
        _ reference: StockReference, _ dock: DockRules, isUnsealed: Bool
    ) throws(Stop) {
        let key = reference.consignments(to: rest.address)
        var road = try road(key, reference)
        guard let place = road.accepted.firstIndex(of: rest.acceptance) else {
            preconditionFailure("an acceptance that is not kept")
        }
        let accepted = road.accepted.remove(at: place)
        let isLost =
            accepted.amount <= (isUnsealed ? 0 : dock.tolerance(of: base, in: reference.unit))
        let end = accepted.at.advanced(byMilliseconds: dock.disputeMilliseconds)
        var account = try account(reference.accountKey)
        let amount = min(accepted.amount, account.onHand.amount)
        guard facts.blockTime <= end, amount > 0,
            isLost || road.disputed.count < facts.rules.consignmentsMax
        else { return set(road, at: key) }
        try settle(&account.onHand, reference)
        let missing = Consignment(
            from: accepted.from, stock: account.onHand.take(amount), origin: accepted.origin,
            sentAt: accepted.sentAt)
        move(account, at: reference.accountKey)
        if isLost {
            try postLoss(of: missing, reference)
        } else {
            let until = facts.blockTime.advanced(byMilliseconds: dock.disputeMilliseconds)
            road.disputed.append(Dispute(missing: missing, until: until))
            post(
                .disputed(by: member), reference, missing.stock, isInflow: false,
                holder: missing.from)
        }
        set(road, at: key)
    }

    /// Confirms all that was accepted of what an event had sent, and is kept still.
    ///
    /// - Returns: whether there was anything.
    mutating func confirmAll(
        sentBy origin: EventReference, _ sender: MemberID, _ road: inout ConsignmentsLeaf
    ) -> Bool {
        let count = road.accepted.count
        road.accepted.removeAll { $0.origin == origin && $0.from == sender && isKept($0) }
        guard road.accepted.count < count else { return false }
        makeIrreversible()
        return true
    }
}
