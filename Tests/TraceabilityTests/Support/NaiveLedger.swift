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
        var stock: NaiveStock
        /// Of the entry that sent it.
        var id = ""
        var sentAt: Int64 = 0
        /// Whether it left the country.
        var isAbroad = false

        static func == (left: Load, right: Load) -> Bool {
            (left.from, left.stock) == (right.from, right.stock)
        }
    }

    struct Certificate {
        let lot: String
        /// Nil for a test, which is about a lot and not an amount.
        var left: Int64?
        /// By a test, in µg/kg.
        var found: Int64?
        var isRevoked = false
    }

    var held: [Place: NaiveStock] = [:]
    /// What left before it came in, oldest first.
    var debts: [Place: [NaiveDue]] = [:]
    /// By address, oldest first; "" is nobody.
    var road: [Place: [Load]] = [:]
    /// What was received before it was sent, oldest first.
    var advances: [Place: [NaiveDue]] = [:]
    /// By their numbers.
    var gaps: [NaiveGap] = []
    /// Milliseconds after which a gap is covered no more; nil where there are none.
    var lateMilliseconds: Int64?
    /// What receivers missed, with the end of its window, by address, oldest first.
    var disputed: [Place: [(load: Load, until: Int64)]] = [:]
    /// Thousandths and milliseconds of the dock; nil where it has no rules.
    var dock: (tolerance: Int64, window: Int64)?
    /// What a square metre bears in a season, in milligrams; nil where land is not asked for.
    var ceiling: Int64?
    var plots: [String: NaivePlot] = [:]
    /// Where all of it lies; nil where nobody asks, and then what grew on plots without outlines counts.
    var territory: NaiveTerritory?
    /// By place; nobody asks where none is registered.
    var facilities: [String: Facility] = [:]
    /// What lies at a facility; by facility and day, what it made; by entry, what it did there.
    var lies: [String: Int64] = [:]
    var madeThere: [String: Int64] = [:]
    var uses: [String: (Site, Use)] = [:]
    /// Of the entry that is judged.
    var use = Use()
    /// Whether what was measured limits what comes out.
    var asksDryMatter = false
    /// What countries demand.
    var lines: [Line] = []
    /// Thousandths of what is dried that come out; nil where they are not asked for.
    var yields: (least: Int64, most: Int64)?
    /// By plot and season.
    var harvested: [String: Int64] = [:]
    /// Where goods came from, and their papers.
    var ways = NaiveWays()
    /// What creations did, and that they were taken back.
    var done: [String: Harvest] = [:]
    /// What transformations did.
    var makings: [String: Making] = [:]
    /// Creations of a lot that stand.
    var creations: [String: Int] = [:]
    /// Whether more may come out of a transformation than went in.
    var multiplies = true
    /// By number; nil where they are words.
    var certificates: [String: Certificate]?
    var shipped: [String: Shipment] = [:]
    /// Milliseconds after which goods on the road are due, and for which receipts can still speak of them.
    var acceptance: (after: Int64, kept: Int64)?
    /// What was due and needed, oldest first.
    var accepted: [Place: [Acceptance]] = [:]
    /// How much was accepted so far.
    var acceptedCount = 0
    /// When accounts were moved last, in days before the season's day, and when the entry was.
    var moved: [Place: Int64] = [:]
    var moment: Int64 = 0
    /// By sender and document.
    var loads: [String: [LoadLine]] = [:]
    /// What goods are under, and the credit of claims; nil where nobody asks.
    var claims: NaiveClaims?
    var now: Int64 = 0
    var creator: [String: String] = [:]

    struct Harvest {
        let place: Place
        let stock: NaiveStock
        var counted: [String: Int64] = [:]
        var origins: [String: Int64] = [:]
        /// Of what was imported.
        var number: String?
        /// What it drew from the certificate that brings its claim in.
        var claimed: Int64 = 0
        var isTakenBack = false
    }

    struct Shipment {
        let address: Place
        let load: Load
        let settled: Int64
        let number: String?
        var isTakenBack = false
    }

    /// What came in less what went out.
    func net(_ place: Place) -> Int64 {
        (held[place]?.amount ?? 0) - (debts[place] ?? []).reduce(0) { $0 + $1.amount }
    }

    func advance(_ place: Place) -> Int64 { (advances[place] ?? []).reduce(0) { $0 + $1.amount } }

    /// Whether the entry counts; refused entries change nothing.
    ///
    /// - Parameter now: block time, in milliseconds.
    mutating func judge(_ entry: SeasonEntry, at now: Int64) -> Bool {
        self.now = now
        retireDisputes()
        forget()
        moment = -entry.daysAgo
        use = Use()
        let before = self
        claims?.said = entry.custody
        claims?.root = nil
        claims?.posted = NaiveClaims.Posted()
        let isDone = apply(entry) && operate(entry)
        if !isDone { self = before }
        if isDone, ways.firstRecord[entry.member] == nil { ways.firstRecord[entry.member] = now }
        return isDone
    }

    private mutating func apply(_ entry: SeasonEntry) -> Bool {
        let member = entry.member
        switch entry.deed {
        case .harvest(let lot, let amount, let shares, let daysAgo):
            return harvest(lot, amount, shares, daysAgo, entry)
        case .declare(let entry):
            if case .ship = entry.deed { return takeBackShipment(entry) }
            if case .make = entry.deed { return takeBackMaking(entry) }
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
        case .consume(let lot, let amount): return consume(lot, amount, from: member) != nil
        case .bringIn(let lot, let amount, let paper, let source):
            guard ways.areFollowed else { return harvest(lot, amount, [], 0, entry) }
            return bringIn(lot, amount, paper, from: source, entry)
        case .open(let lot, let amount):
            guard ways.areFollowed else { return harvest(lot, amount, [], 0, entry) }
            return open(lot, amount, entry)
        case .register(let name, let plot): return register(name, plot)
        case .examine(let number, let lot, let found):
            guard certificates?[number] == nil else { return false }
            certificates?[number] = Certificate(lot: lot, left: nil, found: found)
            return true
        case .export(let lot, let amount, let to, let country, let numbers):
            guard let stock = take(lot, amount, from: member),
                draw(amount, of: lot, stock.unaccounted, from: numbers),
                mayLeave(lot, stock, for: country, under: numbers)
            else { return false }
            let load = Load(from: member, stock: stock, id: entry.id, isAbroad: true)
            _ = send(load, along: Place(holder: to, lot: lot))
            return true
        case .ship(let lot, let amount, let to, let number):
            guard let stock = take(lot, amount, from: member),
                draw(amount, of: lot, stock.unaccounted, from: number.map { [$0] } ?? []),
                bears(lot, stock)
            else { return false }
            let load = Load(from: member, stock: stock, id: entry.id, sentAt: now)
            let address = Place(holder: to ?? "", lot: lot)
            let settled = send(load, along: address)
            shipped[entry.id] = Shipment(
                address: address, load: load, settled: settled, number: number)
            list(entry, along: address)
            return true
        case .count(let lot, let amount, let isExplained, _):
            return count(lot, amount, isExplained: isExplained, by: member)
        case .receiveLoad(let document, let sender, let lot):
            return receiveLoad(document, of: sender, lot, by: member)
        case .receive(let lot, let amount, let closes):
            receive(lot, amount, closes: closes && dock != nil, by: member)
            return true
        case .takeBack(let lot, let amount, let to):
            return takeBack(lot, amount, along: Place(holder: to ?? "", lot: lot), by: member)
        case .make(let inputs, let output):
            return make(inputs, output, entry)
        }
    }

    mutating func create(
        _ lot: String, _ stock: NaiveStock, by member: String, _ origins: [String: Int64]
    ) -> NaiveStock? {
        guard lot.contains(SeasonMembers.prefix(of: member)) else { return nil }
        guard (creator[lot] ?? member) == member else { return nil }
        guard bear(stock, lot) else { return nil }
        creator[lot] = member
        creations[lot, default: 0] += 1
        if ways.areFollowed, creations[lot] == 1 { ways.pools[lot] = NaivePool() }
        ways.add(origins, to: lot)
        use.came += stock.amount
        return add(stock, to: Place(holder: member, lot: lot))
    }

    /// - Returns: what the stock was when it came in.
    @discardableResult
    mutating func add(_ stock: NaiveStock, to place: Place) -> NaiveStock {
        var stock = stock
        touch(&stock, of: place.lot)
        let came = stock
        var due = debts[place] ?? []
        _ = settle(&due, with: &stock)
        debts[place] = due
        held[place, default: NaiveStock()].add(stock)
        move(place)
        return came
    }

    /// What it is worth; nil when it is refused.
    mutating func take(_ lot: String, _ amount: Int64, from member: String) -> NaiveStock? {
        let place = Place(holder: member, lot: lot)
        accept(lot, amount, by: member)
        var stock = held[place] ?? NaiveStock()
        if amount > stock.amount, creator[lot] != nil { return nil }
        touch(&stock, of: lot)
        let missing = max(0, amount - stock.amount)
        var taken = stock.take(amount - missing)
        held[place] = stock
        if missing > 0 {
            var due = debts[place] ?? []
            taken.add(open(missing, of: lot, &due, closes: false))
            debts[place] = due
        }
        use.went += amount
        move(place)
        return taken
    }

    /// - Returns: how much of it settles an advance.
    private mutating func send(_ load: Load, along place: Place) -> Int64 {
        var load = load
        loseOverdue(at: place)
        var due = advances[place] ?? []
        let (amount, unnamed, closed) = settle(&due, with: &load.stock)
        advances[place] = due
        if unnamed > 0, var stock = held[place] {
            stock.forEver = max(0, stock.forEver - unnamed)
            held[place] = stock
        }
        guard load.stock.amount > 0 else { return amount }
        if let closed, let dock, gaps[closed].closes {
            let sent = gaps[closed].total + load.stock.amount
            if load.stock.amount > sent * dock.tolerance / 1000 {
                disputed[place, default: []].append((load, now + dock.window))
            } else {
                lose(load, of: place.lot)
            }
        } else {
            road[place, default: []].append(load)
        }
        return amount
    }

    /// What is taken off loads until nothing is missing.
    private struct Gathering {
        var missing: Int64
        var parts: [NaiveStock] = []

        mutating func take(from load: inout Load) {
            let part = min(missing, load.stock.amount)
            guard part > 0 else { return }
            parts.append(load.stock.take(part))
            missing -= part
        }

        var stock: NaiveStock {
            parts.reduce(into: NaiveStock()) { $0.add($1) }
        }
    }

    private mutating func takeBack(
        _ lot: String, _ amount: Int64, along place: Place, by member: String
    ) -> Bool {
        loseOverdue(at: place)
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
        road[place] = open.filter { $0.stock.amount > 0 }
        disputed[place] = missed.filter { $0.load.stock.amount > 0 }
        use.came += amount
        add(gathered.stock, to: Place(holder: member, lot: lot))
        return true
    }

    private mutating func receive(
        _ lot: String, _ amount: Int64, closes: Bool, by member: String
    ) {
        var gathered = Gathering(missing: amount)
        var rest: Place?
        for address in [member, ""] {
            let place = Place(holder: address, lot: lot)
            if gathered.missing > 0 { loseOverdue(at: place) }
            while gathered.missing > 0, var load = road[place]?.first {
                gathered.take(from: &load)
                road[place]?[0] = load
                if load.stock.amount == 0 { road[place]?.removeFirst() } else { rest = place }
            }
        }
        let left = rest.flatMap { road[$0]?.first?.stock.amount } ?? 0
        let sent = amount - gathered.missing + left
        for address in [member, ""] {
            let place = Place(holder: address, lot: lot)
            if gathered.missing > 0, dock != nil { loseOverdue(at: place) }
            while gathered.missing > 0, var load = disputed[place]?.first?.load {
                gathered.take(from: &load)
                disputed[place]?[0].load = load
                if load.stock.amount == 0 { disputed[place]?.removeFirst() }
            }
        }
        let place = Place(holder: member, lot: lot)
        let confirmed = confirm(gathered.missing, at: place)
        gathered.missing -= confirmed.amount
        let base = sent + confirmed.base
        let tolerance = closes ? base * (dock?.tolerance ?? 0) / 1000 : 0
        let isWithin = closes && gathered.missing <= tolerance
        let missing = isWithin ? 0 : gathered.missing
        for index in gathered.parts.indices { touch(&gathered.parts[index], of: lot) }
        var stock = gathered.stock
        if missing > 0 {
            let isFirst = closes && base == 0
            var due = advances[place] ?? []
            stock.add(open(missing, of: lot, &due, closes: isFirst))
            advances[place] = due
        }
        use.came += stock.amount
        add(stock, to: place)
        if closes, confirmed.isRest { miss(at: place, within: tolerance) }
        if closes, let rest, let load = road[rest]?.removeFirst() {
            if load.stock.amount > tolerance {
                disputed[rest, default: []].append((load, now + (dock?.window ?? 0)))
            } else {
                lose(load, of: lot)
            }
        }
    }
}
