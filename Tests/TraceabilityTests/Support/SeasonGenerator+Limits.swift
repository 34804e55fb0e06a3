import LedgerCore

/// Seasons in which places, land, water and borders have limits.
extension SeasonGenerator {
    /// The same entries at places, with moistures and for countries, and land that is registered meanwhile.
    /// What is declared to be an error is repeated as it was.
    mutating func limited(_ entries: [SeasonEntry]) -> [SeasonEntry] {
        var decorated: [String: SeasonEntry] = [:]
        var limited: [SeasonEntry] = []
        for entry in entries {
            if random.next(below: 20) == 0 { limited.append(registration()) }
            if case .declare(let declared) = entry.deed {
                let repeated = decorated[declared.id] ?? declared
                limited.append(
                    SeasonEntry(member: entry.member, deed: .declare(repeated), id: entry.id))
                continue
            }
            if case .export(let lot, let amount, let to, _, _) = entry.deed {
                limited += export(entry, lot, amount, to)
                continue
            }
            var placed = onLand(entry)
            place(&placed)
            if case .make(let inputs, let output) = placed.deed {
                measure(&placed, inputs, output)
                if random.next(below: 3) == 0 { placed.daysBefore = random.next(below: 3) }
            }
            decorated[placed.id] = placed
            limited.append(placed)
            limited += taste(of: placed)
        }
        return limited
    }

    /// At a works, a store, another's, or both; or nowhere.
    private mutating func place(_ entry: inout SeasonEntry) {
        guard entry.member != SeasonMembers.certifier, random.next(below: 4) > 0 else { return }
        let own = SeasonMembers.facilities(of: entry.member)
        let others = SeasonMembers.facilities(of: random.pick(SeasonMembers.names))
        entry.place = random.pick(own + [own[0], others[0]])
        if random.next(below: 3) == 0 { entry.readPoint = random.pick(own + others) }
    }

    /// So much water that as much comes out as went in, a little more or less, or anything.
    private mutating func measure(
        _ entry: inout SeasonEntry, _ inputs: [SeasonEntry.Part], _ output: SeasonEntry.Part
    ) {
        guard random.next(below: 2) == 0, Set(inputs.map(\.lot)).count == inputs.count else {
            return
        }
        var dry: Int64 = 0
        for input in inputs {
            let wet: Int64 = SeasonGoods.isDried(input.lot) ? 200_000 : 800_000
            let water = wet + random.next(below: 100_000)
            dry += Int64(Int128(input.amount) * Int128(1_000_000 - water) / 1_000_000)
            if random.next(below: 6) > 0 {
                entry.water.append(SeasonEntry.Water(lot: input.lot, millionths: water))
            }
        }
        let exact = 1_000_000 - Int64(Int128(dry) * 1_000_000 / Int128(max(1, output.amount)))
        let near = exact + random.next(below: 3) - 1
        let water = random.next(below: 3) == 0 ? 100_000 + random.next(below: 200_000) : near
        if random.next(below: 8) > 0 {
            entry.water.append(
                SeasonEntry.Water(lot: output.lot, millionths: min(max(water, 0), 1_000_000)))
        }
    }

    /// A harvest on land that was perhaps registered meanwhile.
    private mutating func onLand(_ entry: SeasonEntry) -> SeasonEntry {
        guard case .harvest(let lot, let amount, let shares, let daysAgo) = entry.deed,
            let new = surveyed.randomElement(using: &random), random.next(below: 5) == 0
        else { return entry }
        let half = [SeasonEntry.Share(plot: new, millionths: 500_000)]
        let old = shares.first.map { [SeasonEntry.Share(plot: $0.plot, millionths: 500_000)] }
        let whole = [SeasonEntry.Share(plot: new, millionths: 1_000_000)]
        let isMixed = random.next(below: 2) == 0
        return SeasonEntry(
            member: entry.member,
            deed: .harvest(
                lot: lot, amount, on: isMixed ? old.map { $0 + half } ?? whole : whole,
                daysAgo: daysAgo), id: entry.id)
    }

    /// Beside a field that is there, over its border, or on it; as large as it is, or not; somewhere else.
    private mutating func registration() -> SeasonEntry {
        let owner = random.pick(SeasonMembers.growers)
        let name = EventText.plot("Q\(surveyed.count)", of: SeasonMembers.prefix(of: owner))
        surveyed.append(name)
        guard random.next(below: 8) > 0 else {
            return entry(
                SeasonMembers.office,
                .register(name, NaivePlot(owner: owner, area: 90_000, field: nil)))
        }
        var field = fields.randomElement(using: &random) ?? SeasonGenerator.meadow
        field.west += field.width * random.pick([0, 500, 970, 993, 1_000, 2_000]) / 1_000
        if random.next(below: 10) == 0 { field.west = 600_000_000 }
        if random.next(below: 6) == 0 { field.south += 10 * field.height }
        fields.append(field)
        let area = Int64(field.area) * random.pick([900, 970, 1_000, 1_000, 1_030, 1_080]) / 1_000
        return entry(
            SeasonMembers.office,
            .register(name, NaivePlot(owner: owner, area: UInt64(area), field: field)))
    }

    /// A little of what was harvested or came in goes abroad.
    private mutating func taste(of entry: SeasonEntry) -> [SeasonEntry] {
        switch entry.deed {
        case .harvest(let lot, let amount, _, _), .receive(let lot, let amount, _):
            return taste(of: lot, amount, by: entry.member)
        case .make(_, let made): return taste(of: made.lot, made.amount, by: entry.member)
        default: return []
        }
    }

    private mutating func taste(
        of lot: String, _ amount: Int64, by member: String
    ) -> [SeasonEntry] {
        guard random.next(below: 10) == 0 else { return [] }
        let sent = 1 + random.next(below: amount / 50 + 1)
        let leaving = entry(member, .export(lot: lot, sent, to: SeasonGenerator.abroad))
        return export(leaving, lot, sent, SeasonGenerator.abroad)
    }

    private static let meadow = NaiveField(
        west: 720_000_000, south: 380_000_000, squareMetres: 90_000)

    /// With papers about it or without, for a country that asks for some.
    private mutating func export(
        _ entry: SeasonEntry, _ lot: String, _ amount: Int64, _ to: String
    ) -> [SeasonEntry] {
        var papers: [SeasonEntry] = []
        var numbers: [String] = []
        if random.next(below: 2) == 0 {
            numbers.append("E\(entry.id.suffix(6))")
            let allowance = 1 + random.next(below: 2 * amount)
            papers.append(
                self.entry(
                    SeasonMembers.certifier,
                    .certify(number: numbers[0], lot: lot, allowance + amount / 2)))
        }
        if random.next(below: 2) == 0 {
            let number = "T\(entry.id.suffix(6))"
            numbers.append(number)
            let tested = random.next(below: 8) > 0 ? lot : random.pick(lots)
            let found = random.next(below: 6) > 0 ? random.next(below: 20) : nil
            papers.append(
                self.entry(
                    SeasonMembers.laboratory,
                    .examine(number: number, lot: tested, found: found)))
        }
        // Each asks for something else, and the last for nothing.
        let asking =
            SeasonGoods.isDried(lot) ? ["RU", "DE", "LV", "CN"] : ["KZ", "DE", "LV", "CN"]
        let country = asking[exported % asking.count]
        exported += 1
        var leaving = SeasonEntry(
            member: entry.member,
            deed: .export(lot: lot, amount, to: to, for: country, under: numbers), id: entry.id)
        place(&leaving)
        return papers + [leaving]
    }
}

/// The land that an honest season grew on.
extension SeasonGenerator {
    /// Plots that bear just what honest entries took of them; a kilometre and more apart.
    func land(isSurveyed: Bool) -> [(name: String, plot: NaivePlot)] {
        var land: [(String, NaivePlot)] = []
        for (east, member) in SeasonMembers.growers.enumerated() {
            for (north, name) in SeasonMembers.plots(of: member).enumerated() {
                let grams = Int64(SeasonBooks.ceiling) * 1_000
                let needed = ((borne[name] ?? 0) + grams - 1) / grams
                let area = UInt64(isSurveyed ? max(1_000, needed) : needed)
                let field = NaiveField(
                    west: 680_000_000 + Int64(east) * 2_000_000,
                    south: 380_000_000 + Int64(north) * 1_000_000, squareMetres: area)
                land.append(
                    (name, NaivePlot(owner: member, area: area, field: isSurveyed ? field : nil)))
            }
        }
        return land
    }
}
