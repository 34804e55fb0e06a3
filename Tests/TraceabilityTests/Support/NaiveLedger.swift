import LedgerCore

/// The rules of MassBalance.md once more, as plainly as they can be said: dictionaries of small
/// integers, nothing encoded, no keys, no overlay.
struct NaiveLedger {
    struct Place: Hashable {
        let holder: String
        let lot: String
    }

    struct Load: Equatable {
        let from: String
        var amount: Int64
        var unaccounted: Int64
        /// Of the entry that sent it.
        var id = ""

        static func == (left: Load, right: Load) -> Bool {
            (left.from, left.amount, left.unaccounted)
                == (right.from, right.amount, right.unaccounted)
        }
    }

    struct Certificate {
        let lot: String
        var left: Int64
        var isRevoked = false
    }

    /// What came in less what went out.
    var net: [Place: Int64] = [:]
    var unaccounted: [Place: Int64] = [:]
    /// By address, oldest first; "" is nobody.
    var road: [Place: [Load]] = [:]
    var advance: [Place: Int64] = [:]
    /// What receivers missed, with the end of its window, by address, oldest first.
    var disputed: [Place: [(load: Load, until: Int64)]] = [:]
    /// Thousandths and milliseconds of the dock; nil where it has no rules.
    var dock: (tolerance: Int64, window: Int64)?
    /// Milligrams that a plot bears in a season; nil where land is not asked for. Plots that are not
    /// here are nobody's.
    var ceilings: [String: Int64]?
    /// Thousandths of what is dried that come out; nil where they are not asked for.
    var yields: (least: Int64, most: Int64)?
    /// By plot and season.
    var harvested: [String: Int64] = [:]
    /// What harvests did, and that they were taken back.
    private var done: [String: Harvest] = [:]
    /// Creations of a lot that stand.
    private var creations: [String: Int] = [:]
    /// Whether more may come out of a transformation than went in.
    var multiplies = true
    /// By number; nil where they are words.
    var certificates: [String: Certificate]?
    private var shipped: [String: Shipment] = [:]
    private var now: Int64 = 0
    var creator: [String: String] = [:]

    private struct Harvest {
        let place: Place
        let amount: Int64
        let unaccounted: Int64
        let counted: [String: Int64]
        var isTakenBack = false
    }

    private struct Shipment {
        let address: Place
        let load: Load
        let settled: Int64
        let number: String?
        var isTakenBack = false
    }

    func onHand(_ place: Place) -> Int64 { max(0, net[place] ?? 0) }

    /// Whether the entry counts; refused entries change nothing.
    ///
    /// - Parameter now: block time, in milliseconds.
    mutating func judge(_ entry: SeasonEntry, at now: Int64) -> Bool {
        self.now = now
        // order-free: each place is looked at by itself.
        for place in disputed.keys { disputed[place]?.removeAll { $0.until < now } }
        let before = self
        let isDone = apply(entry)
        if !isDone { self = before }
        return isDone
    }

    private mutating func apply(_ entry: SeasonEntry) -> Bool {
        let member = entry.member
        switch entry.deed {
        case .harvest(let lot, let amount, let shares, let daysAgo):
            return harvest(lot, amount, shares, daysAgo, entry)
        case .declare(let entry):
            if case .ship = entry.deed { return takeBackShipment(entry) }
            return takeBack(entry)
        case .certify(let number, let lot, let amount):
            guard certificates?[number] == nil else { return false }
            certificates?[number] = Certificate(lot: lot, left: amount)
            return true
        case .revoke(let number, _):
            guard certificates != nil else { return true }
            guard certificates?[number]?.isRevoked == false else { return false }
            certificates?[number]?.isRevoked = true
            return true
        case .consume(let lot, let amount): return take(lot, amount, from: member) != nil
        case .ship(let lot, let amount, let to, let number):
            guard let unaccounted = take(lot, amount, from: member),
                draw(amount, of: lot, unaccounted, from: number)
            else { return false }
            let load = Load(
                from: member, amount: amount, unaccounted: unaccounted, id: entry.id)
            let address = Place(holder: to ?? "", lot: lot)
            let settled = send(load, along: address)
            shipped[entry.id] = Shipment(
                address: address, load: load, settled: settled, number: number)
            return true
        case .receive(let lot, let amount, let closes):
            receive(lot, amount, closes: closes && dock != nil, by: member)
            return true
        case .takeBack(let lot, let amount, let to):
            return takeBack(lot, amount, along: Place(holder: to ?? "", lot: lot), by: member)
        case .make(let inputs, let output):
            var (sum, bad): (Int64, Int64) = (0, 0)
            var (fresh, dried): (Int64, Int64) = (0, 0)
            for input in inputs {
                guard let part = take(input.lot, input.amount, from: member) else { return false }
                sum += input.amount
                bad += part
                if SeasonGoods.isDried(input.lot) {
                    dried += input.amount
                } else {
                    fresh += input.amount
                }
            }
            if let yields {
                guard output.amount <= (fresh * yields.most + dried * 1000) / 1000 else {
                    return false
                }
                let explained = (output.amount * 1000 + yields.least - 1) / yields.least
                guard dried > 0 || explained >= fresh else { return false }
            }
            guard multiplies || output.amount <= sum else { return false }
            return create(
                output.lot, output.amount, NaiveLedger.share(bad, of: sum, in: output.amount),
                by: member)
        }
    }

    /// What of an amount is whose: floors of the sums so far, so that they add up.
    static func parts(
        of amount: Int64, _ shares: [SeasonEntry.Share]
    ) -> [(plot: String, amount: Int64)] {
        var (sum, given): (Int64, Int64) = (0, 0)
        var parts: [(String, Int64)] = []
        for share in shares {
            sum += share.millionths
            let until = Int64(Int128(amount) * Int128(sum) / 1_000_000)
            parts.append((share.plot, until - given))
            given = until
        }
        return parts
    }

    /// Events are of 21 September; seasons begin in September.
    private mutating func harvest(
        _ lot: String, _ amount: Int64, _ shares: [SeasonEntry.Share], _ daysAgo: Int64,
        _ entry: SeasonEntry
    ) -> Bool {
        let member = entry.member
        var bad: Int64 = 0
        var counted: [String: Int64] = [:]
        if let ceilings {
            let isKnown = !shares.isEmpty && daysAgo <= 90 && !SeasonMembers.isWorks(member)
            if !isKnown { bad = amount }
            for (plot, part) in NaiveLedger.parts(of: amount, isKnown ? shares : []) where part > 0
            {
                let season = "\(plot) \(daysAgo == 0 ? 2026 : 2025)"
                guard !SeasonGoods.isDried(lot), SeasonMembers.plots(of: member).contains(plot),
                    let ceiling = ceilings[plot],
                    (harvested[season] ?? 0) + part <= ceiling
                else { return false }
                harvested[season, default: 0] += part
                counted[season, default: 0] += part
            }
        }
        guard create(lot, amount, bad, by: member) else { return false }
        done[entry.id] = Harvest(
            place: Place(holder: member, lot: lot), amount: amount, unaccounted: bad,
            counted: counted)
        return true
    }

    private mutating func takeBack(_ entry: SeasonEntry) -> Bool {
        guard let harvest = done[entry.id] else { return false }
        if harvest.isTakenBack { return true }
        let (place, bad) = (harvest.place, unaccounted[harvest.place] ?? 0)
        guard harvest.unaccounted <= bad,
            harvest.amount - harvest.unaccounted <= onHand(place) - bad
        else { return false }
        net[place, default: 0] -= harvest.amount
        unaccounted[place, default: 0] -= harvest.unaccounted
        creations[place.lot, default: 0] -= 1
        if creations[place.lot] == 0 { creator[place.lot] = nil }
        // order-free: each sum stands by itself.
        for (season, part) in harvest.counted { harvested[season, default: 0] -= part }
        done[entry.id]?.isTakenBack = true
        return true
    }

    /// ⌈amount · part / whole⌉
    private static func share(_ part: Int64, of whole: Int64, in amount: Int64) -> Int64 {
        (amount * part + whole - 1) / whole
    }

    private mutating func create(
        _ lot: String, _ amount: Int64, _ bad: Int64, by member: String
    ) -> Bool {
        guard lot.contains(SeasonMembers.prefix(of: member)) else { return false }
        guard (creator[lot] ?? member) == member else { return false }
        creator[lot] = member
        creations[lot, default: 0] += 1
        add(amount, bad, to: Place(holder: member, lot: lot))
        return true
    }

    private mutating func add(_ amount: Int64, _ bad: Int64, to place: Place) {
        let debt = max(0, -(net[place] ?? 0))
        let settled = min(debt, amount)
        let settledBad = settled == 0 ? 0 : NaiveLedger.share(bad, of: amount, in: settled)
        unaccounted[place, default: 0] += bad - settledBad
        net[place, default: 0] += amount
    }

    /// What of it is unaccounted; nil when it is refused.
    private mutating func take(_ lot: String, _ amount: Int64, from member: String) -> Int64? {
        let place = Place(holder: member, lot: lot)
        let held = onHand(place)
        if amount > held, creator[lot] != nil { return nil }
        let present = min(amount, held)
        let bad =
            present == 0 ? 0 : NaiveLedger.share(unaccounted[place] ?? 0, of: held, in: present)
        unaccounted[place, default: 0] -= bad
        net[place, default: 0] -= amount
        return bad + amount - present
    }

    private mutating func draw(
        _ amount: Int64, of lot: String, _ unaccounted: Int64, from number: String?
    ) -> Bool {
        guard let certificates, let number else { return true }
        guard let certificate = certificates[number], !certificate.isRevoked,
            certificate.lot == lot, unaccounted == 0, amount <= certificate.left
        else { return false }
        self.certificates?[number]?.left -= amount
        return true
    }

    private mutating func takeBackShipment(_ entry: SeasonEntry) -> Bool {
        guard let shipment = shipped[entry.id] else { return false }
        if shipment.isTakenBack { return true }
        let (load, address) = (shipment.load, shipment.address)
        guard shipment.settled == 0,
            let place = road[address]?.firstIndex(where: { $0.id == load.id && $0 == load })
        else { return false }
        road[address]?.remove(at: place)
        add(load.amount, load.unaccounted, to: Place(holder: load.from, lot: address.lot))
        if let number = shipment.number { certificates?[number]?.left += load.amount }
        shipped[entry.id]?.isTakenBack = true
        return true
    }

    /// - Returns: how much of it settles an advance.
    private mutating func send(_ load: Load, along place: Place) -> Int64 {
        var load = load
        let settled = min(advance[place] ?? 0, load.amount)
        if settled > 0 {
            let bad = NaiveLedger.share(load.unaccounted, of: load.amount, in: settled)
            advance[place, default: 0] -= settled
            load.amount -= settled
            load.unaccounted -= bad
            unaccounted[place] = max(0, (unaccounted[place] ?? 0) - (settled - bad))
        }
        if load.amount > 0 { road[place, default: []].append(load) }
        return settled
    }

    /// What is taken off loads until nothing is missing.
    private struct Gathering {
        var missing: Int64
        var unaccounted: Int64 = 0

        mutating func take(from load: inout Load) {
            let part = min(missing, load.amount)
            guard part > 0 else { return }
            let bad = NaiveLedger.share(load.unaccounted, of: load.amount, in: part)
            load.amount -= part
            load.unaccounted -= bad
            missing -= part
            unaccounted += bad
        }
    }

    private mutating func takeBack(
        _ lot: String, _ amount: Int64, along place: Place, by member: String
    ) -> Bool {
        var gathered = Gathering(missing: amount)
        var open = road[place] ?? []
        for index in open.indices.reversed() where open[index].from == member {
            gathered.take(from: &open[index])
        }
        var missed = disputed[place] ?? []
        for index in missed.indices.reversed() where missed[index].load.from == member {
            gathered.take(from: &missed[index].load)
        }
        guard gathered.missing == 0 else { return false }
        road[place] = open.filter { $0.amount > 0 }
        disputed[place] = missed.filter { $0.load.amount > 0 }
        add(amount, gathered.unaccounted, to: Place(holder: member, lot: lot))
        return true
    }

    private mutating func receive(
        _ lot: String, _ amount: Int64, closes: Bool, by member: String
    ) {
        var gathered = Gathering(missing: amount)
        var rest: Place?
        for address in [member, ""] {
            let place = Place(holder: address, lot: lot)
            while gathered.missing > 0, var load = road[place]?.first {
                gathered.take(from: &load)
                road[place]?[0] = load
                if load.amount == 0 { road[place]?.removeFirst() } else { rest = place }
            }
        }
        let left = rest.flatMap { road[$0]?.first?.amount } ?? 0
        let sent = amount - gathered.missing + left
        let tolerance = closes ? sent * (dock?.tolerance ?? 0) / 1000 : 0
        for address in [member, ""] {
            let place = Place(holder: address, lot: lot)
            while gathered.missing > 0, var load = disputed[place]?.first?.load {
                gathered.take(from: &load)
                disputed[place]?[0].load = load
                if load.amount == 0 { disputed[place]?.removeFirst() }
            }
        }
        let isWithin = closes && gathered.missing <= tolerance
        let missing = isWithin ? 0 : gathered.missing
        let place = Place(holder: member, lot: lot)
        advance[place, default: 0] += missing
        add(amount - gathered.missing + missing, gathered.unaccounted + missing, to: place)
        if closes, let rest, let load = road[rest]?.removeFirst(), load.amount > tolerance {
            disputed[rest, default: []].append((load, now + (dock?.window ?? 0)))
        }
    }
}
