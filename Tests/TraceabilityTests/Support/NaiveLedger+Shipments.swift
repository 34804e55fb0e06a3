/// Shipments that are declared to be errors, by MassBalance.md §5.
extension NaiveLedger {
    mutating func takeBackShipment(_ entry: SeasonEntry) -> Bool {
        guard let shipment = shipped[entry.id] else { return false }
        if shipment.isTakenBack { return true }
        let (load, address) = (shipment.load, shipment.address)
        loseOverdue(at: address)
        guard shipment.settled == 0,
            let place = road[address]?.firstIndex(where: { $0.id == load.id && $0 == load })
        else { return false }
        road[address]?.remove(at: place)
        add(load.stock, to: Place(holder: load.from, lot: address.lot))
        if let number = shipment.number {
            let left = certificates?[number]?.left
            certificates?[number]?.left = left.map { $0 + load.stock.amount }
        }
        giveBackUse(of: entry)
        shipped[entry.id]?.isTakenBack = true
        return true
    }
}
