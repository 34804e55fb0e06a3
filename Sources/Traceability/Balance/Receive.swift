import LedgerCore

/// Off the road.
///
/// Spec: Docs/Spec/MassBalance.md §3 (receive).
extension MassBalance {
    /// - Parameter source: whom the event names as the one the goods come from.
    mutating func receive(
        _ amount: Int64, of reference: StockReference, from source: Address, depth: Int = 0
    ) throws(Stop) {
        _ = try lot(of: reference)
        var takings: [EventPosting.Taking] = []
        var gathered = Stock.none
        for (address, onlyOwn) in receivingAddresses(source) where gathered.amount < amount {
            let taken = try take(
                amount - gathered.amount, of: reference, from: address, onlyOwn: onlyOwn)
            for taking in taken { gathered = gathered.joined(with: taking.consignment.stock) }
            takings += taken
        }
        let advance = Stock(
            amount: amount - gathered.amount, unaccounted: amount - gathered.amount)
        if !advance.isEmpty {
            try advanceRoad(by: advance.amount, reference)
            post(.received(from: nil), reference, advance, isInflow: true)
        }
        try inflow(gathered.joined(with: advance), to: reference)
        for taking in takings {
            post(
                .received(from: taking.consignment.from), reference, taking.consignment.stock,
                isInflow: true)
        }
        note(.received(takings, advance: advance.amount))
        try carryContent(of: reference, .receive(from: source), depth: depth)
    }

    /// Where the member's goods may lie, in the order they are taken; of what was for somebody else
    /// only its own comes back.
    func receivingAddresses(_ source: Address) -> [(address: Address, onlyOwn: Bool)] {
        var addresses: [(address: Address, onlyOwn: Bool)] = [
            (.member(member), false), (.nobody, false),
        ]
        for party in facts.record.partyTexts { addresses.append((.party(party), false)) }
        if source != .nobody, !addresses.contains(where: { $0.address == source }) {
            addresses.append((source, true))
        }
        return addresses
    }

    /// Takes up to an amount from what is on the road to an address, oldest first.
    private mutating func take(
        _ amount: Int64, of reference: StockReference, from address: Address, onlyOwn: Bool
    ) throws(Stop) -> [EventPosting.Taking] {
        let key = reference.consignments(to: address)
        var road = try consignments(key)
        var missing = amount
        var takings: [EventPosting.Taking] = []
        for index in road.open.indices where missing > 0 {
            if onlyOwn, road.open[index].from != member { continue }
            var part = road.open[index]
            part.stock = road.open[index].stock.take(min(missing, part.stock.amount))
            missing -= part.stock.amount
            takings.append(EventPosting.Taking(address: address, consignment: part))
        }
        guard !takings.isEmpty else { return [] }
        road.open.removeAll(where: \.stock.isEmpty)
        set(road, at: key)
        return takings
    }

    private mutating func advanceRoad(
        by amount: Int64, _ reference: StockReference
    ) throws(Stop) {
        let key = reference.consignments(to: .member(member))
        var road = try consignments(key)
        precondition(road.open.isEmpty, "an advance while there is something to receive")
        let (sum, overflow) = road.advance.addingReportingOverflow(amount)
        guard !overflow else { throw .refused(.tooLarge) }
        road.advance = sum
        set(road, at: key)
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
