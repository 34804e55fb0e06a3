/// Where goods came from, by MassBalance.md §10.2: by words that sort as origins do.
struct NaiveWays {
    static let grown = "1 grown"
    static let declared = "3 declared"
    static let unknown = "4 unknown"

    static func imported(_ country: String) -> String { "2 " + country }

    struct Declaration {
        let member: String
        let paper: SeasonEntry.Paper
        var left: Int64
    }

    /// Whether anybody asks.
    var areFollowed = false
    /// Milliseconds.
    var opening: Int64 = 0
    /// By lot; those that came into being while somebody asks.
    var pools: [String: NaivePool] = [:]
    /// By number, while something stands drawn.
    var declarations: [String: Declaration] = [:]
    /// By member.
    var firstRecord: [String: Int64] = [:]
    /// Disputes whose time is over, and that nobody has come across since.
    var overdue: [NaiveLedger.Place: [NaiveLedger.Load]] = [:]

    mutating func add(_ origins: [String: Int64], to lot: String) {
        guard pools[lot] != nil else { return }
        pools[lot]?.made.merge(origins, uniquingKeysWith: +)
        pools[lot]?.left.merge(origins, uniquingKeysWith: +)
    }

    /// What goes with an amount; what is not there is of unknown origin.
    mutating func take(_ amount: Int64, of lot: String) -> [String: Int64] {
        guard areFollowed else { return [:] }
        let left = pools[lot]?.left ?? [:]
        let known = min(amount, left.total)
        let taken = left.share(of: known)
        pools[lot]?.left = left.merging(taken, uniquingKeysWith: -)
        return taken.merging([NaiveWays.unknown: amount - known], uniquingKeysWith: +)
    }
}

struct NaivePool {
    var made: [String: Int64] = [:]
    var left: [String: Int64] = [:]
}

extension [String: Int64] {
    // order-free: a sum.
    var total: Int64 { values.reduce(0, +) }

    /// One more for whoever is furthest below its share, until all is given.
    func share(of amount: Int64) -> [String: Int64] {
        guard total > 0 else { return amount == 0 ? [:] : [NaiveWays.unknown: amount] }
        let whole = Int128(total)
        // order-free: each is rounded down by itself.
        var given = mapValues { Int64(Int128($0) * Int128(amount) / whole) }
        while given.total < amount {
            let missing = keys.sorted().map { name in
                (name, Int128(self[name] ?? 0) * Int128(amount) - Int128(given[name] ?? 0) * whole)
            }
            let most = missing.map { $0.1 }.max()
            let first = missing.first { $0.1 == most }
            given[first?.0 ?? "", default: 0] += 1
        }
        return given
    }
}

extension NaiveLedger {
    /// What is over is as good as lost, and written so by whoever comes across it.
    mutating func retireDisputes() {
        // order-free: each place is looked at by itself.
        for place in disputed.keys {
            let over = (disputed[place] ?? []).filter { $0.until < now }
            ways.overdue[place, default: []] += over.map { $0.load }
            disputed[place]?.removeAll { $0.until < now }
        }
    }

    mutating func loseOverdue(at place: Place) {
        for load in ways.overdue.removeValue(forKey: place) ?? [] { lose(load, of: place.lot) }
    }

    mutating func lose(_ load: Load, of lot: String) {
        _ = ways.take(load.stock.accounted, of: lot)
    }

    mutating func consume(
        _ lot: String, _ amount: Int64, from member: String
    ) -> (NaiveStock, [String: Int64])? {
        guard let stock = take(lot, amount, from: member) else { return nil }
        return (stock, ways.take(stock.accounted, of: lot))
    }

    mutating func open(_ lot: String, _ amount: Int64, _ entry: SeasonEntry) -> Bool {
        guard (creations[lot] ?? 0) == 0,
            now <= (ways.firstRecord[entry.member] ?? now) + ways.opening
        else { return false }
        return create(lot, amount, of: NaiveWays.declared, entry, number: nil)
    }

    mutating func bringIn(
        _ lot: String, _ amount: Int64, _ paper: SeasonEntry.Paper, from source: String?,
        _ entry: SeasonEntry
    ) -> Bool {
        guard SeasonMembers.isWorks(entry.member) else { return false }
        if let source {
            guard comeBack(lot, amount, from: source, to: entry.member) else { return false }
        } else {
            let origin = NaiveWays.imported(paper.country)
            guard create(lot, amount, of: origin, entry, number: paper.number) else { return false }
        }
        let known =
            ways.declarations[paper.number]
            ?? NaiveWays.Declaration(member: entry.member, paper: paper, left: paper.amount)
        guard known.member == entry.member, known.paper == paper, amount <= known.left else {
            return false
        }
        ways.declarations[paper.number] = known
        ways.declarations[paper.number]?.left -= amount
        return true
    }

    private mutating func create(
        _ lot: String, _ amount: Int64, of origin: String, _ entry: SeasonEntry, number: String?
    ) -> Bool {
        let (stock, origins) = (NaiveStock(amount: amount), [origin: amount])
        guard let came = create(lot, stock, by: entry.member, origins) else { return false }
        done[entry.id] = Harvest(
            place: Place(holder: entry.member, lot: lot), stock: came, origins: origins,
            number: number)
        return true
    }

    private mutating func comeBack(
        _ lot: String, _ amount: Int64, from source: String, to member: String
    ) -> Bool {
        let place = Place(holder: source, lot: lot)
        loseOverdue(at: place)
        var missing = amount
        var loads = road[place] ?? []
        var parts: [NaiveStock] = []
        for index in loads.indices where loads[index].isAbroad && missing > 0 {
            let part = min(missing, loads[index].stock.amount)
            parts.append(loads[index].stock.take(part))
            missing -= part
        }
        guard missing == 0 else { return false }
        road[place] = loads.filter { $0.stock.amount > 0 }
        use.came += amount
        for part in parts { add(part, to: Place(holder: member, lot: lot)) }
        return true
    }

    /// Takes away the origins of a creation that was an error, and gives back what it drew.
    ///
    /// - Parameter late: what late records have accounted for since.
    mutating func takeAway(_ harvest: Harvest, late: Int64 = 0) -> Bool {
        let lot = harvest.place.lot
        guard ways.areFollowed, let pool = ways.pools[lot] else { return true }
        // order-free: all must hold.
        guard harvest.origins.allSatisfy({ $0.value <= pool.left[$0.key] ?? 0 }) else {
            return false
        }
        ways.pools[lot]?.made.merge(harvest.origins, uniquingKeysWith: -)
        ways.pools[lot]?.left.merge(harvest.origins, uniquingKeysWith: -)
        let unknown = NaiveWays.unknown
        let (made, left) = (
            ways.pools[lot]?.made[unknown] ?? 0, ways.pools[lot]?.left[unknown] ?? 0
        )
        ways.pools[lot]?.made[unknown] = made - min(made, late)
        ways.pools[lot]?.left[unknown] = left - min(left, late)
        if creations[lot] == 0 { ways.pools[lot] = nil }
        if let number = harvest.number {
            ways.declarations[number]?.left += harvest.stock.amount
            if let known = ways.declarations[number], known.left == known.paper.amount {
                ways.declarations[number] = nil
            }
        }
        return true
    }
}
