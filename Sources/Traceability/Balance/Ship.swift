import LedgerCore

/// Onto the road.
///
/// Spec: Docs/Spec/MassBalance.md §3 (ship), §6, §8.
extension MassBalance {
    mutating func ship(
        _ amount: Int64, of reference: StockReference, to address: Address, depth: Int = 0
    ) throws(Stop) {
        let leaf = try lot(of: reference)
        let stock = try withdraw(amount, from: reference, of: leaf)
        let consignment = Consignment(
            from: member, stock: stock, origin: facts.place, sentAt: facts.blockTime,
            leftFor: leavesFor)
        let settled = try putOnRoad(consignment, to: address, reference)
        post(.shipped(to: address), reference, stock, isInflow: false)
        note(.shipped(stock, to: address, settled: settled))
        try carryContent(of: reference, .ship(to: address), depth: depth)
    }

    /// Adds goods to those on the road to an address, once they have settled what was received there
    /// in advance.
    ///
    /// - Returns: how much was settled so and is not on the road.
    mutating func putOnRoad(
        _ consignment: Consignment, to address: Address, _ reference: StockReference
    ) throws(Stop) -> Int64 {
        let key = reference.consignments(to: address)
        var road = try road(key, reference)
        var rest = consignment
        let settled = try settle(&road.advance, &road.gaps, with: &rest.stock)
        if settled.unnamed.accounted > 0, case .member(let receiver) = address {
            try clear(settled.unnamed.accounted, at: receiver, reference)
        }
        if !rest.stock.isEmpty {
            precondition(road.advance == 0, "an advance beside a consignment")
            try add(rest, to: &road, reference)
        }
        set(road, at: key)
        if let gap = settled.closed {
            try close(EventPosting.Taking(address: address, consignment: rest), gap, reference)
        }
        return settled.amount
    }

    /// A late record of what the receiver has already: it gives up its accounted stock for theirs.
    private mutating func clear(
        _ accounted: Int64, at receiver: MemberID, _ reference: StockReference
    ) throws(Stop) {
        let key = StateKey.account(of: receiver, lot: reference.lot, in: reference.unit)
        var account = try account(key)
        let before = account.net
        account.onHand.clear(upTo: accounted)
        precondition(account.net == before, "clearing moves nothing")
        set(account, at: key)
    }

    /// In the order they were sent; where too many are open, together with the sender's newest.
    private func add(
        _ consignment: Consignment, to road: inout ConsignmentsLeaf, _ reference: StockReference
    ) throws(Stop) {
        if road.open.count < facts.rules.consignmentsMax {
            let place = road.open.lastIndex { $0.origin <= consignment.origin }
            road.open.insert(consignment, at: place.map { $0 + 1 } ?? 0)
            return
        }
        let own = road.open.lastIndex {
            $0.from == consignment.from && $0.leftFor == consignment.leftFor
        }
        guard let own else {
            throw .refused(.tooManyConsignments(lot: reference.lot, open: road.open.count))
        }
        guard let sum = road.open[own].stock.adding(consignment.stock) else {
            throw .refused(.tooLarge)
        }
        road.open[own].stock = sum
    }
}
