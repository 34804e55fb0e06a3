import LedgerCore

/// A shipment that did not happen after all.
///
/// Spec: Docs/Spec/MassBalance.md §3 (take back), §7.
extension MassBalance {
    mutating func takeBack(
        _ amount: Int64, of reference: StockReference, from address: Address, depth: Int = 0
    ) throws(Stop) {
        _ = try lot(of: reference)
        let key = reference.consignments(to: address)
        var road = try road(key, reference)
        var gathered = Stock.none
        for index in road.open.indices.reversed() where gathered.amount < amount {
            guard road.open[index].from == member else { continue }
            let part = min(amount - gathered.amount, road.open[index].stock.amount)
            gathered = gathered.joined(with: road.open[index].stock.take(part))
        }
        for index in road.disputed.indices.reversed() where gathered.amount < amount {
            guard road.disputed[index].missing.from == member else { continue }
            let part = min(amount - gathered.amount, road.disputed[index].missing.stock.amount)
            gathered = gathered.joined(with: road.disputed[index].missing.stock.take(part))
        }
        guard gathered.amount == amount else {
            throw .refused(
                .consignmentNotFound(
                    lot: reference.lot, holder: member, available: gathered.amount, asked: amount,
                    unit: reference.unit))
        }
        road.open.removeAll(where: \.stock.isEmpty)
        road.disputed.removeAll(where: \.missing.stock.isEmpty)
        set(road, at: key)
        gathered = try inflow(gathered, to: reference)
        post(.takenBack(from: address), reference, gathered, isInflow: true)
        makeIrreversible()
        try carryContent(of: reference, .takeBack(from: address), depth: depth)
    }
}
