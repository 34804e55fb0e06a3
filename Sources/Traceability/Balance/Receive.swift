import LedgerCore

/// Off the road.
///
/// Spec: Docs/Spec/MassBalance.md §3 (receive), §7, §8, §9.3.
extension MassBalance {
    /// What was taken at one address.
    struct Taken {
        var takings: [EventPosting.Taking] = []
        /// What is still there of the consignment that was taken from last.
        var rest: EventPosting.Taking?

        var stock: Stock {
            takings.reduce(.none) { $0.joined(with: $1.consignment.stock) }
        }
    }

    /// - Parameters:
    ///   - source: whom the event names as the one the goods come from.
    ///   - closes: whether the receiver says that no more will come.
    ///   - isUnsealed: whether no tolerance excuses what is missing.
    mutating func receive(
        _ amount: Int64, of reference: StockReference, from source: Address, closes: Bool = false,
        isUnsealed: Bool = false, depth: Int = 0
    ) throws(Stop) {
        _ = try lot(of: reference)
        let dock = facts.rules.dock
        var taken = Taken()
        for (address, onlyOwn) in receivingAddresses(source) where taken.stock.amount < amount {
            let part = try take(
                amount - taken.stock.amount, of: reference, from: address, onlyOwn: onlyOwn)
            taken.takings += part.takings
            taken.rest = part.rest
        }
        let sent = taken.stock.amount + (taken.rest?.consignment.stock.amount ?? 0)
        if dock != nil, taken.stock.amount < amount {
            try find(amount, of: reference, from: source, &taken)
        }
        let confirmed = try confirm(amount - taken.stock.amount, of: reference)
        for index in taken.takings.indices {
            try settle(&taken.takings[index].consignment.stock, reference)
        }
        let gathered = taken.stock
        var missing = amount - gathered.amount - confirmed.amount
        let base = Int64(clamping: Int128(sent) + Int128(confirmed.base))
        if closes, let dock, missing <= dock.tolerance(of: base, in: reference.unit) {
            missing = 0
        }
        var advance = Stock.none
        if missing > 0 {
            advance = try advanceRoad(by: missing, reference, closes: closes && base == 0)
            post(.received(from: nil), reference, advance, isInflow: true)
        }
        try inflow(gathered.joined(with: advance), to: reference)
        for taking in taken.takings {
            post(
                .received(from: taking.consignment.from), reference, taking.consignment.stock,
                isInflow: true)
        }
        if closes, let dock, let rest = taken.rest,
            let closing = try close(rest, of: isUnsealed ? 0 : sent, reference, dock)
        {
            note(
                .receivedShort(taken.takings, missing: rest, fate: closing.fate),
                of: closing.origins)
        } else {
            note(
                .received(
                    taken.takings, advance: advance.amount, gap: advance.rests.elements.first?.gap))
        }
        if closes, let dock, let rest = confirmed.rest {
            try dispute(
                rest, of: confirmed.base, reference, dock, isUnsealed: isUnsealed)
        }
        try carryContent(of: reference, .receive(from: source), depth: depth)
    }

    /// Where the member's goods may lie, in the order they are taken; of what was for somebody else
    /// only its own comes back.
    func receivingAddresses(_ source: Address) -> [(address: Address, onlyOwn: Bool)] {
        var addresses: [(address: Address, onlyOwn: Bool)] = []
        addresses.reserveCapacity(facts.addresses.count + 2)
        addresses.append((.member(member), false))
        addresses.append((.nobody, false))
        for party in facts.addresses.dropFirst() { addresses.append((party, false)) }
        if source != .nobody, !addresses.contains(where: { $0.address == source }) {
            addresses.append((source, true))
        }
        return addresses
    }

    /// Takes up to an amount from what is on the road to an address, oldest first.
    private mutating func take(
        _ amount: Int64, of reference: StockReference, from address: Address, onlyOwn: Bool
    ) throws(Stop) -> Taken {
        let key = reference.consignments(to: address)
        var road = try road(key, reference)
        var missing = amount
        var taken = Taken()
        for index in road.open.indices where missing > 0 {
            if onlyOwn, road.open[index].from != member { continue }
            var part = road.open[index]
            part.stock = road.open[index].stock.take(min(missing, part.stock.amount))
            missing -= part.stock.amount
            taken.takings.append(EventPosting.Taking(address: address, consignment: part))
            if !road.open[index].stock.isEmpty {
                taken.rest = EventPosting.Taking(
                    address: address, consignment: road.open[index])
            }
        }
        guard !taken.takings.isEmpty else { return taken }
        road.open.removeAll(where: \.stock.isEmpty)
        set(road, at: key)
        return taken
    }

    /// - Returns: what enters for what nobody has recorded to have sent.
    private mutating func advanceRoad(
        by amount: Int64, _ reference: StockReference, closes: Bool
    ) throws(Stop) -> Stock {
        let key = reference.consignments(to: .member(member))
        var road = try road(key, reference)
        precondition(road.open.isEmpty, "an advance while there is something to receive")
        let (sum, overflow) = road.advance.addingReportingOverflow(amount)
        guard !overflow else { throw .refused(.tooLarge) }
        road.advance = sum
        let advance = open(amount, reference, &road.gaps, closes: closes)
        set(road, at: key)
        return advance
    }
}

extension Stock {
    /// The sum of parts of one amount that is known to fit.
    func joined(with other: Stock) -> Stock {
        guard let sum = adding(other) else {
            preconditionFailure("more was gathered than was asked for")
        }
        return sum
    }
}
