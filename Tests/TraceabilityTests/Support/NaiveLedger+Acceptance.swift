/// What is due counts as received, by MassBalance.md §9.3.
extension NaiveLedger {
    struct Acceptance {
        let from: String
        let id: String
        var amount: Int64
        let at: Int64
    }

    /// Takes what is due off the road until the member has an amount.
    mutating func accept(_ lot: String, _ amount: Int64, by member: String) {
        guard let acceptance else { return }
        let place = Place(holder: member, lot: lot)
        while (held[place]?.amount ?? 0) < amount {
            let due = road[place]?.firstIndex { $0.sentAt + acceptance.after < now }
            guard let due, let load = road[place]?.remove(at: due) else { return }
            loseOverdue(at: place)
            accepted[place, default: []].append(
                Acceptance(from: load.from, id: load.id, amount: load.stock.amount, at: now))
            use.accepted += load.stock.amount
            add(load.stock, to: place)
            acceptedCount += 1
        }
    }

    mutating func forget() {
        guard let acceptance else { return }
        // order-free: each place is looked at by itself.
        for place in accepted.keys {
            accepted[place]?.removeAll { $0.at + acceptance.kept < now }
        }
    }

    /// What was received of what was accepted: it adds nothing.
    ///
    /// - Returns: how much, of how much, and whether the oldest that is left was touched.
    mutating func confirm(
        _ amount: Int64, at place: Place
    ) -> (amount: Int64, base: Int64, isRest: Bool) {
        if amount > 0, acceptance != nil { loseOverdue(at: place) }
        var (left, base) = (amount, Int64(0))
        while left > 0, let first = accepted[place]?.first {
            base += first.amount
            if left < first.amount {
                accepted[place]?[0].amount -= left
                return (amount, base, true)
            }
            left -= first.amount
            accepted[place]?.removeFirst()
        }
        return (amount - left, base, false)
    }

    /// What did not come of the oldest that was accepted.
    mutating func miss(at place: Place, within tolerance: Int64) {
        guard let dock, let missed = accepted[place]?.removeFirst(), now <= missed.at + dock.window,
            var stock = held[place], stock.amount > 0
        else { return }
        touch(&stock, of: place.lot)
        let part = stock.take(min(missed.amount, stock.amount))
        held[place] = stock
        move(place)
        let load = Load(from: missed.from, stock: part, id: missed.id)
        guard missed.amount > tolerance else { return lose(load, of: place.lot) }
        disputed[place, default: []].append((load, now + dock.window))
    }
}
