/// Loads received at once, by MassBalance.md §9.2.
extension NaiveLedger {
    /// What an entry put on the road under a document.
    struct LoadLine {
        let address: Place
        /// Of the entry.
        let id: String
    }

    mutating func list(_ entry: SeasonEntry, along address: Place) {
        guard let document = entry.document else { return }
        loads[entry.member + document, default: []].append(LoadLine(address: address, id: entry.id))
    }

    /// - Parameter lot: what is meant; nil for all.
    mutating func receiveLoad(
        _ document: String, of sender: String, _ lot: String?, by member: String
    ) -> Bool {
        var isAny = false
        for line in loads[sender + document] ?? []
        where ["", member].contains(line.address.holder)
            && (lot ?? line.address.lot)
                == line.address.lot
        {
            let counted = accepted[line.address]?.count ?? 0
            accepted[line.address]?.removeAll { $0.id == line.id }
            if accepted[line.address]?.count ?? 0 < counted { isAny = true }
            let open = road[line.address] ?? []
            guard open.contains(where: { $0.id == line.id }) else { continue }
            loseOverdue(at: line.address)
            road[line.address] = open.filter { $0.id != line.id }
            for load in open where load.id == line.id {
                use.came += load.stock.amount
                add(load.stock, to: Place(holder: member, lot: line.address.lot))
                isAny = true
            }
        }
        return isAny
    }
}
