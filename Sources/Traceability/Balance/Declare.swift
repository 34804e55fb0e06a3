import LedgerCore

/// Taking an event back.
///
/// Spec: Docs/Spec/MassBalance.md §5, §7, §8.
extension MassBalance {
    /// Reverses one posting of the event under declaration, which stands at `origin`.
    ///
    /// - Parameter goods: where they came from that were created or consumed.
    mutating func takeBack(
        _ posting: EventPosting, of reference: StockReference, _ goods: OriginAmounts,
        origin: EventReference
    ) throws(Stop) {
        switch posting {
        case .created(let stock): try undo(stock, goods, reference)
        case .harvested(let stock, let parts):
            try undo(stock, goods, reference)
            try uncount(parts)
        case .consumed(let stock):
            _ = try lot(of: reference)
            let stock = try inflow(stock, to: reference)
            try returnOrigins(goods, reference)
            post(.declared, reference, stock, isInflow: true)
        case .shipped(let stock, let address, let settled):
            _ = try lot(of: reference)
            try takeOffRoad(stock, settled: settled, from: address, reference, origin)
            let stock = try inflow(stock, to: reference)
            post(.declared, reference, stock, isInflow: true)
        case .received(let takings, let advance, let gap):
            _ = try lot(of: reference)
            try shortenAdvance(by: advance, gap, reference)
            let (taken, stock) = try takeOff(takings, advance, gap, reference)
            try putBack(taken, reference)
            post(.declared, reference, stock, isInflow: false)
        case .arrived: preconditionFailure("a receipt of a load as a movement")
        case .receivedShort(let takings, let missing, let fate):
            _ = try lot(of: reference)
            try reopen(missing, fate, reference)
            try returnOrigins(goods, reference)
            // What came and what was missed were one consignment, and are again.
            try shortenAdvance(by: 0, nil, reference)
            var (whole, stock) = try takeOff(takings, 0, nil, reference)
            let last = whole.removeLast()
            whole.append(last.joined(with: missing))
            try putBack(whole, reference)
            post(.declared, reference, stock, isInflow: false)
        }
    }

    /// Takes back a creation.
    private mutating func undo(
        _ stock: Stock, _ goods: OriginAmounts, _ reference: StockReference
    ) throws(Stop) {
        var leaf = try lot(of: reference)
        precondition(leaf.creations > 0, "a creation that was not counted")
        let removed = try remove(stock, from: reference)
        let late = max(0, removed.accounted - goods.sum)
        leaf.creations -= 1
        try removeOrigins(goods, late: late, isLast: !leaf.isCounted, reference)
        if !leaf.isCounted { try forgetClaim(of: reference) }
        keep(leaf, at: reference.lotKey)
        post(.declared, reference, removed, isInflow: false)
    }

    /// Takes exactly this stock, accounted and unaccounted, off the account.
    ///
    /// - Returns: what it is by now.
    private mutating func remove(
        _ stock: Stock, from reference: StockReference
    ) throws(Stop) -> Stock {
        var account = try account(reference.accountKey)
        guard let removed = account.onHand.remove(stock) else {
            throw spent(reference, available: account.onHand.amount, asked: stock.amount)
        }
        move(account, at: reference.accountKey)
        return removed
    }

    private mutating func takeOffRoad(
        _ stock: Stock, settled: Int64, from address: Address, _ reference: StockReference,
        _ origin: EventReference
    ) throws(Stop) {
        guard !stock.isEmpty else { return }
        let key = reference.consignments(to: address)
        var road = try road(key, reference)
        let whole = road.open.lastIndex { $0.origin == origin && $0.stock == stock }
        guard settled == 0, let whole else {
            let left = road.open.filter { $0.origin == origin }.map(\.stock.amount).max() ?? 0
            throw spent(reference, available: left, asked: stock.amount)
        }
        road.open.remove(at: whole)
        set(road, at: key)
    }

    /// Takes back what a receipt said of what was missing.
    private mutating func reopen(
        _ missing: EventPosting.Taking, _ fate: EventPosting.Fate, _ reference: StockReference
    ) throws(Stop) {
        let consignment = missing.consignment
        guard case .disputed(let until) = fate else {
            return post(
                .declared, reference, consignment.stock, isInflow: true, holder: consignment.from)
        }
        let key = reference.consignments(to: missing.address)
        var road = try road(key, reference)
        let dispute = Dispute(missing: consignment, until: until)
        guard let place = road.disputed.firstIndex(of: dispute) else {
            let left = road.disputed.filter { $0.missing.origin == consignment.origin }
                .map(\.missing.stock.amount).max()
            throw spent(reference, available: left ?? 0, asked: consignment.stock.amount)
        }
        road.disputed.remove(at: place)
        set(road, at: key)
    }

    /// Takes back what a receipt had in advance.
    private mutating func shortenAdvance(
        by advance: Int64, _ gap: GapReference?, _ reference: StockReference
    ) throws(Stop) {
        let key = reference.consignments(to: .member(member))
        var road = try road(key, reference)
        let open = gap.map { road.gaps[$0] } ?? road.advance - road.gaps.sum
        guard advance <= open else { throw spent(reference, available: open, asked: advance) }
        road.advance -= advance
        if let gap { road.gaps.remove(advance, of: gap) }
        set(road, at: key)
    }

    /// Takes what was received off the account.
    ///
    /// - Returns: what was received of each consignment, as it is by now, and all that was taken off.
    private mutating func takeOff(
        _ takings: [EventPosting.Taking], _ advance: Int64, _ gap: GapReference?,
        _ reference: StockReference
    ) throws(Stop) -> ([EventPosting.Taking], Stock) {
        let rests = gap.map { GapAmounts(advance, of: $0) } ?? .none
        let ahead = Stock(amount: advance, unaccounted: advance, rests: rests)
        let whole = takings.reduce(ahead) { $0.joined(with: $1.consignment.stock) }
        let removed = try remove(whole, from: reference)
        var rest = removed
        // What is given up for its own gap makes that good, or less of it missing.
        let given = rest.part(like: ahead)
        if let gap { try cover(gap, with: given) }
        let taken = takings.map { taking in
            guard removed != whole else { return taking }
            var taking = taking
            taking.consignment.stock = rest.part(like: taking.consignment.stock)
            return taking
        }
        return (taken, removed)
    }

    /// Puts what was received back on the road it came from.
    private mutating func putBack(
        _ takings: [EventPosting.Taking], _ reference: StockReference
    ) throws(Stop) {
        for taking in takings {
            _ = try putOnRoad(taking.consignment, to: taking.address, reference)
        }
    }

    private func spent(
        _ reference: StockReference, available: Int64, asked: Int64
    ) -> Stop {
        .refused(
            .alreadySpent(
                lot: reference.lot, available: available, asked: asked, unit: reference.unit))
    }
}

extension EventPosting.Taking {
    /// Two parts of one consignment at one address.
    fileprivate func joined(with other: EventPosting.Taking) -> EventPosting.Taking {
        precondition(address == other.address && consignment.origin == other.consignment.origin)
        var whole = consignment
        whole.stock = whole.stock.joined(with: other.consignment.stock)
        return EventPosting.Taking(address: address, consignment: whole)
    }
}

extension Stock {
    /// Takes as much as a part once was: the very part, where it is there still.
    fileprivate mutating func part(like part: Stock) -> Stock {
        remove(part) ?? take(part.amount)
    }
}
