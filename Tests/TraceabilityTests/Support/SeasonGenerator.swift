/// Random seasons.
struct SeasonGenerator {
    var random: SeededRandom
    private var count = 0
    /// What an honest season has on hand, by member and lot.
    private(set) var stock: [String: [String: Int64]] = [:]
    private(set) var lots: [String] = []
    /// Whether receivers weigh, and say that no more will come.
    private let weighs: Bool
    /// Whether harvests name their plots.
    private let namesPlots: Bool
    /// What each plot bore in honest entries, in milligrams.
    private(set) var borne: [String: Int64] = [:]
    private var harvests: [SeasonEntry] = []
    /// Whether goods go under despatch documents and are received by them, and stock is counted.
    private let sendsLoads: Bool
    /// Names of plots that are registered meanwhile, and fields that are tried.
    var surveyed: [String] = []
    var fields: [NaiveField] = []
    /// How often goods left the country.
    var exported = 0
    /// Documents, with their senders.
    var documents: [(document: String, sender: String)] = []

    init(
        seed: UInt64, weighs: Bool = false, namesPlots: Bool = false, sendsLoads: Bool = false
    ) {
        random = SeededRandom(seed: seed)
        self.weighs = weighs
        self.namesPlots = namesPlots
        self.sendsLoads = sendsLoads
    }

    mutating func entry(_ member: String, _ deed: SeasonEntry.Deed) -> SeasonEntry {
        count += 1
        return SeasonEntry(member: member, deed: deed, id: "urn:uuid:entry-\(count)")
    }

    mutating func newLot(of member: String, item: String = SeasonGoods.fresh) -> String {
        let lot = EventText.lot(
            "L\(lots.count)", of: SeasonMembers.prefix(of: member), item: item)
        lots.append(lot)
        return lot
    }

    /// Entries in the order they happened: what leaves was there.
    mutating func honest(_ length: Int) -> [SeasonEntry] {
        var entries: [SeasonEntry] = []
        while entries.count < length {
            let member = random.pick(SeasonMembers.names)
            let held = (stock[member] ?? [:]).filter { $0.value > 0 }.keys.sorted()
            guard !held.isEmpty, random.next(below: 4) > 0 else {
                if !SeasonMembers.isWorks(member) { entries.append(harvest(member)) }
                continue
            }
            let lot = random.pick(held)
            let amount = 1 + random.next(below: stock[member]?[lot] ?? 1)
            switch random.next(below: 4) {
            case 0:
                take(amount, of: lot, from: member)
                entries.append(entry(member, .consume(lot: lot, amount)))
            case 1 where amount >= 4: entries.append(make(member, lot, amount))
            default: entries += send(amount, of: lot, from: member)
            }
        }
        return entries
    }

    private mutating func harvest(_ member: String) -> SeasonEntry {
        let own = lots.filter {
            $0.contains(SeasonMembers.prefix(of: member)) && !SeasonGoods.isDried($0)
        }
        let isOld = !own.isEmpty && random.next(below: 4) == 0
        let lot = isOld ? random.pick(own) : newLot(of: member)
        let amount = 1 + random.next(below: 1_000_000_000)
        stock[member, default: [:]][lot, default: 0] += amount
        let shares = namesPlots ? shares(of: SeasonMembers.plots(of: member)) : []
        for (plot, part) in NaiveLedger.parts(of: amount, shares) {
            borne[plot, default: 0] += part
        }
        return harvested(entry(member, .harvest(lot: lot, amount, on: shares)))
    }

    private mutating func harvested(_ entry: SeasonEntry) -> SeasonEntry {
        harvests.append(entry)
        return entry
    }

    private mutating func shares(of plots: [String]) -> [SeasonEntry.Share] {
        let first = 1 + random.next(below: 1_000_000)
        let whole = SeasonEntry.Share(plot: plots[0], millionths: first)
        guard first < 1_000_000 else { return [whole] }
        return [whole, SeasonEntry.Share(plot: plots[1], millionths: 1_000_000 - first)]
    }

    private mutating func take(_ amount: Int64, of lot: String, from member: String) {
        stock[member, default: [:]][lot, default: 0] -= amount
    }

    private mutating func give(_ amount: Int64, of lot: String, to member: String) {
        stock[member, default: [:]][lot, default: 0] += amount
    }

    private mutating func make(_ member: String, _ lot: String, _ amount: Int64) -> SeasonEntry {
        take(amount, of: lot, from: member)
        let output = SeasonEntry.Part(
            lot: newLot(of: member, item: SeasonGoods.dried), amount: amount / 4)
        stock[member, default: [:]][output.lot, default: 0] += output.amount
        let input = SeasonEntry.Part(lot: lot, amount: amount)
        return entry(member, .make(inputs: [input], output: output))
    }

    /// A shipment and its receipt, which may come in two parts.
    private mutating func send(
        _ amount: Int64, of lot: String, from member: String
    ) -> [SeasonEntry] {
        let to = random.pick(SeasonMembers.names)
        take(amount, of: lot, from: member)
        if weighs, random.next(below: 2) == 0 { return weigh(amount, of: lot, from: member, to) }
        give(amount, of: lot, to: to)
        if sendsLoads, goesAsLoad(lot, to: to) { return sendLoad(amount, of: lot, member, to) }
        var entries = [entry(member, .ship(lot: lot, amount, to: to))]
        let first = 1 + random.next(below: amount)
        entries.append(entry(to, .receive(lot: lot, first)))
        if first < amount { entries.append(entry(to, .receive(lot: lot, amount - first))) }
        return entries
    }

    /// A shipment whose receiver weighs something else than its sender did.
    private mutating func weigh(
        _ amount: Int64, of lot: String, from member: String, _ to: String
    ) -> [SeasonEntry] {
        let sent = entry(member, .ship(lot: lot, amount, to: to))
        let little = amount / 300
        let much = amount / 3
        switch random.next(below: 4) {
        case 0:
            give(amount - little, of: lot, to: to)
            return [sent, entry(to, .receive(lot: lot, amount - little, closes: true))]
        case 1:
            give(amount, of: lot, to: to)
            return [sent, entry(to, .receive(lot: lot, amount + little, closes: true))]
        case 2:
            give(amount, of: lot, to: to)
            let first = entry(to, .receive(lot: lot, amount - much, closes: true))
            return [sent, first] + (much > 0 ? [entry(to, .receive(lot: lot, much))] : [])
        default:
            give(amount - much, of: lot, to: to)
            give(much, of: lot, to: member)
            let first = entry(to, .receive(lot: lot, amount - much, closes: true))
            return [sent, first]
                + (much > 0 ? [entry(member, .takeBack(lot: lot, much, to: to))] : [])
        }
    }

    /// Entries that nobody checked: any member, lot and amount.
    mutating func fraudulent(_ length: Int) -> [SeasonEntry] {
        (0..<length).map { _ in
            let member = random.pick(SeasonMembers.names)
            let known = random.next(below: 8) > 0 && !lots.isEmpty
            let lot = known ? random.pick(lots) : newLot(of: random.pick(SeasonMembers.names))
            let amount = 1 + random.next(below: 500_000_000)
            if sendsLoads, !documents.isEmpty, random.next(below: 6) == 0 {
                return fraudulentLoad(of: lot, amount, by: member)
            }
            if sendsLoads, random.next(below: 6) == 0 { return count(of: lot, amount, by: member) }
            switch random.next(below: 6) {
            case 0: return fraudulentHarvest(of: lot, amount, by: member)
            case 1:
                let to = random.next(below: 3) == 0 ? nil : random.pick(SeasonMembers.names)
                return entry(member, .ship(lot: lot, amount, to: to))
            case 2, 3: return fraudulentReceipt(of: lot, amount, by: member)
            case 4: return entry(member, .consume(lot: lot, amount))
            default: return fraudulentMaking(of: lot, amount, by: member)
            }
        }
    }

    /// As much as may come of it, a little less or more, or anything.
    private mutating func fraudulentMaking(
        of lot: String, _ amount: Int64, by member: String
    ) -> SeasonEntry {
        var inputs = [SeasonEntry.Part(lot: lot, amount: amount)]
        if random.next(below: 2) == 0 {
            let second = 1 + random.next(below: 500_000_000)
            inputs.append(SeasonEntry.Part(lot: random.pick(lots), amount: second))
        }
        let most = inputs.reduce(Int64(0)) {
            $0 + $1.amount * (SeasonGoods.isDried($1.lot) ? 1000 : 360)
        }
        let sum = inputs.reduce(Int64(0)) { $0 + $1.amount }
        let near = random.pick([most / 1000, (sum + 9) / 10]) + random.next(below: 3) - 1
        let made = random.next(below: 3) == 0 ? 1 + random.next(below: 2 * amount) : max(1, near)
        let output = newLot(of: member, item: SeasonGoods.dried)
        return entry(
            member, .make(inputs: inputs, output: SeasonEntry.Part(lot: output, amount: made)))
    }

    /// Of anybody's land, of none, of long ago; or what was harvested is taken back.
    private mutating func fraudulentHarvest(
        of lot: String, _ amount: Int64, by member: String
    ) -> SeasonEntry {
        guard namesPlots else { return entry(member, .harvest(lot: lot, amount)) }
        if random.next(below: 4) == 0, !harvests.isEmpty {
            let harvest = random.pick(harvests)
            return entry(harvest.member, .declare(harvest))
        }
        let owner = random.next(below: 3) == 0 ? random.pick(SeasonMembers.names) : member
        let shares = shares(of: SeasonMembers.plots(of: owner))
        let isNamed = random.next(below: 4) > 0
        let daysAgo = random.pick([0, 0, 30, 100] as [Int64])
        return harvested(
            entry(
                member, .harvest(lot: lot, amount, on: isNamed ? shares : [], daysAgo: daysAgo)))
    }

    private mutating func fraudulentReceipt(
        of lot: String, _ amount: Int64, by member: String
    ) -> SeasonEntry {
        guard weighs else { return entry(member, .receive(lot: lot, amount)) }
        let to = random.next(below: 3) == 0 ? nil : random.pick(SeasonMembers.names)
        return switch random.next(below: 3) {
        case 0: entry(member, .receive(lot: lot, amount))
        case 1: entry(member, .receive(lot: lot, amount, closes: true))
        default: entry(member, .takeBack(lot: lot, amount, to: to))
        }
    }

    /// Error declarations of entries, whatever they are.
    mutating func declarations(_ length: Int, of entries: [SeasonEntry]) -> [SeasonEntry] {
        (0..<length).map { _ in
            let entry = random.pick(entries)
            return self.entry(entry.member, .declare(entry))
        }
    }

    /// Each entry up to `places` later than it happened.
    mutating func delayed(_ entries: [SeasonEntry], by places: Int64) -> [SeasonEntry] {
        let arrivals = entries.indices.map { Int64($0) + random.next(below: places) }
        let order = entries.indices.sorted { (arrivals[$0], $0) < (arrivals[$1], $1) }
        return order.map { entries[$0] }
    }

    mutating func shuffled(_ entries: [SeasonEntry]) -> [SeasonEntry] {
        entries.shuffled(using: &random)
    }
}
