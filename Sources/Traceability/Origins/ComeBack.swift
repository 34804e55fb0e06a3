import LedgerCore

/// Goods that left for another country come back as the lot that they were.
///
/// Spec: Docs/Spec/MassBalance.md §10.2 (re-import).
extension MassBalance {
    /// Takes goods off the road to a party abroad, the oldest first, and of what left alone.
    ///
    /// What is on its way to another member is that member's to receive; only its sender brings it back.
    mutating func comeBack(
        _ amount: Int64, of reference: StockReference, from address: Address, depth: Int = 0
    ) throws(Stop) {
        _ = try lot(of: reference)
        let key = reference.consignments(to: address)
        var road = try road(key, reference)
        var taken: [Consignment] = []
        var missing = amount
        for index in road.open.indices where missing > 0 {
            var part = road.open[index]
            guard part.leftFor != nil, canBring(part, from: address) else { continue }
            part.stock = road.open[index].stock.take(min(missing, part.stock.amount))
            missing -= part.stock.amount
            taken.append(part)
        }
        guard missing == 0 else {
            throw .refused(
                .wayIn(
                    .notLeft(
                        lot: reference.lot, available: amount - missing, asked: amount,
                        unit: reference.unit)))
        }
        road.open.removeAll(where: \.stock.isEmpty)
        set(road, at: key)
        for part in taken {
            let stock = try inflow(part.stock, to: reference)
            post(.received(from: part.from), reference, stock, isInflow: true)
        }
        makeIrreversible()
        try carryContent(of: reference, .comeBack(from: address), depth: depth)
    }

    private func canBring(_ consignment: Consignment, from address: Address) -> Bool {
        switch address {
        case .nobody, .party: true
        case .member(let other): other == member || consignment.from == member
        }
    }
}
