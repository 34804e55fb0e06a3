import LedgerCore

/// What arrived is not what was sent: lost, in dispute, found after all.
///
/// Spec: Docs/Spec/MassBalance.md §7, §8.
extension MassBalance {
    /// What is on the road to an address. What was in dispute for too long is lost, and here is where
    /// that is written: the first movement after the window finds it.
    mutating func road(
        _ key: StateKey, _ reference: StockReference
    ) throws(Stop) -> ConsignmentsLeaf {
        var road = try consignments(key)
        let over = road.disputed.filter { $0.until < facts.blockTime }
        let accepted = road.accepted.filter { isKept($0) }
        guard !over.isEmpty || accepted.count < road.accepted.count else { return road }
        road.disputed.removeAll { $0.until < facts.blockTime }
        road.accepted = accepted
        set(road, at: key)
        for dispute in over { try postLoss(of: dispute.missing, reference) }
        return road
    }

    /// Whether a receipt can still say what came of what was accepted.
    func isKept(_ acceptance: Acceptance) -> Bool {
        facts.rules.acceptance?.isKept(acceptance, at: facts.blockTime) ?? true
    }

    /// What became of what no longer comes.
    struct Closing {
        let fate: EventPosting.Fate
        /// Where goods came from that are lost.
        var origins = OriginAmounts.none
    }

    /// Takes what no longer comes off the road.
    ///
    /// - Parameters:
    ///   - sent: all that was open of the consignments that the receipt took from.
    ///   - receiver: who misses it, if not the event's member.
    /// - Returns: nil where too much is in dispute at the address already; it stays on the road.
    @discardableResult
    mutating func close(
        _ rest: EventPosting.Taking, of sent: Int64, _ reference: StockReference,
        _ dock: DockRules, by receiver: MemberID? = nil
    ) throws(Stop) -> Closing? {
        let key = reference.consignments(to: rest.address)
        var road = try road(key, reference)
        guard let place = road.open.firstIndex(of: rest.consignment) else {
            preconditionFailure("a rest that is not on the road")
        }
        let missing = road.open.remove(at: place)
        if missing.stock.amount <= dock.tolerance(of: sent, in: reference.unit) {
            set(road, at: key)
            return Closing(fate: .lost, origins: try postLoss(of: missing, reference))
        }
        guard road.disputed.count < facts.rules.consignmentsMax else { return nil }
        let until = facts.blockTime.advanced(byMilliseconds: dock.disputeMilliseconds)
        road.disputed.append(Dispute(missing: missing, until: until))
        set(road, at: key)
        post(
            .disputed(by: receiver ?? member), reference, missing.stock, isInflow: false,
            holder: missing.from)
        return Closing(fate: .disputed(until: until))
    }

    /// Judges what is left of goods that were received before they were sent, where the receiver had said
    /// that no more would come: as if it had said so now.
    ///
    /// - Parameter gap: of the receipt, which they have settled wholly.
    mutating func close(
        _ rest: EventPosting.Taking, _ gap: GapReference, _ reference: StockReference
    ) throws(Stop) {
        guard let dock = facts.rules.dock, !rest.consignment.stock.isEmpty,
            case .member(let receiver) = rest.address
        else { return }
        let leaf = try named(gap)
        guard leaf.closes else { return }
        let (sent, overflow) = leaf.total.addingReportingOverflow(rest.consignment.stock.amount)
        guard !overflow else { throw .refused(.tooLarge) }
        try close(rest, of: sent, reference, dock, by: receiver)
    }

    /// Takes what was missed before and is here after all, the oldest dispute first.
    mutating func find(
        _ amount: Int64, of reference: StockReference, from source: Address, _ taken: inout Taken
    ) throws(Stop) {
        for (address, onlyOwn) in receivingAddresses(source) {
            let key = reference.consignments(to: address)
            var road = try road(key, reference)
            var missing = amount - taken.stock.amount
            var isTouched = false
            for index in road.disputed.indices where missing > 0 {
                var part = road.disputed[index].missing
                if onlyOwn, part.from != member { continue }
                part.stock = road.disputed[index].missing.stock.take(
                    min(missing, part.stock.amount))
                missing -= part.stock.amount
                taken.takings.append(EventPosting.Taking(address: address, consignment: part))
                isTouched = true
            }
            guard isTouched else { continue }
            road.disputed.removeAll(where: \.missing.stock.isEmpty)
            set(road, at: key)
        }
    }

    @discardableResult
    mutating func postLoss(
        of consignment: Consignment, _ reference: StockReference
    ) throws(Stop) -> OriginAmounts {
        post(
            .consumed(.lostOnRoad), reference, consignment.stock, isInflow: false,
            holder: consignment.from)
        return try takeOrigins(of: consignment.stock, reference)
    }
}
