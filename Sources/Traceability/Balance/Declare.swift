import LedgerCore

/// Taking an event back.
///
/// Spec: Docs/Spec/MassBalance.md §5, §7.
extension MassBalance {
    /// Reverses one posting of the event under declaration, which stands at `origin`.
    mutating func takeBack(
        _ posting: EventPosting, of reference: StockReference, origin: EventReference
    ) throws(Stop) {
        switch posting {
        case .created(let stock): try undo(stock, reference)
        case .harvested(let stock, let parts):
            try undo(stock, reference)
            try uncount(parts)
        case .consumed(let stock):
            _ = try lot(of: reference)
            try inflow(stock, to: reference)
            post(.declared, reference, stock, isInflow: true)
        case .shipped(let stock, let address, let settled):
            _ = try lot(of: reference)
            try takeOffRoad(stock, settled: settled, from: address, reference, origin)
            try inflow(stock, to: reference)
            post(.declared, reference, stock, isInflow: true)
        case .received(let takings, let advance):
            _ = try lot(of: reference)
            try putBack(takings, advance, reference)
        case .receivedShort(let takings, let missing, let fate):
            _ = try lot(of: reference)
            try reopen(missing, fate, reference)
            // What came and what was missed were one consignment, and are again.
            var whole = takings
            let last = whole.removeLast()
            whole.append(last.joined(with: missing))
            try putBack(whole, 0, reference, received: takings)
        }
    }

    /// Takes back a creation.
    private mutating func undo(_ stock: Stock, _ reference: StockReference) throws(Stop) {
        var leaf = try lot(of: reference)
        precondition(leaf.creations > 0, "a creation that was not counted")
        try remove(stock, from: reference)
        leaf.creations -= 1
        keep(leaf, at: reference.lotKey)
        post(.declared, reference, stock, isInflow: false)
    }

    /// Takes exactly this stock, accounted and unaccounted, off the account.
    private mutating func remove(_ stock: Stock, from reference: StockReference) throws(Stop) {
        var account = try account(reference.accountKey)
        guard let rest = account.onHand.removing(stock) else {
            throw spent(reference, available: account.onHand.amount, asked: stock.amount)
        }
        account.onHand = rest
        set(account, at: reference.accountKey)
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

    /// Puts what was received back on the road it came from.
    ///
    /// - Parameter received: what of it is on the account, if not all.
    private mutating func putBack(
        _ takings: [EventPosting.Taking], _ advance: Int64, _ reference: StockReference,
        received: [EventPosting.Taking]? = nil
    ) throws(Stop) {
        let key = reference.consignments(to: .member(member))
        var road = try road(key, reference)
        guard advance <= road.advance else {
            throw spent(reference, available: road.advance, asked: advance)
        }
        road.advance -= advance
        set(road, at: key)
        let stock = (received ?? takings).reduce(Stock(amount: advance, unaccounted: advance)) {
            $0.joined(with: $1.consignment.stock)
        }
        try remove(stock, from: reference)
        for taking in takings {
            _ = try putOnRoad(taking.consignment, to: taking.address, reference)
        }
        post(.declared, reference, stock, isInflow: false)
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
    /// What is left without exactly this part; nil when it is not all there.
    func removing(_ part: Stock) -> Stock? {
        guard part.unaccounted <= unaccounted, part.accounted <= accounted else { return nil }
        return Stock(amount: amount - part.amount, unaccounted: unaccounted - part.unaccounted)
    }
}
