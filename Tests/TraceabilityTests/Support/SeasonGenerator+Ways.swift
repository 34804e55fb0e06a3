import LedgerCore

extension SeasonGenerator {
    /// A party that is no member.
    static let abroad = "https://buyer.example.ru/"
    private static let countries = ["KG", "UZ", "UZ"]

    /// The same entries with goods that come in with papers among them, right ones and wrong ones: blended
    /// with local goods, added to lots that are there, declared to be errors, shipped abroad and back.
    mutating func broughtIn(_ entries: [SeasonEntry]) -> [SeasonEntry] {
        var mixed: [SeasonEntry] = []
        var imports: [SeasonEntry] = []
        for entry in entries {
            mixed.append(entry)
            switch random.next(below: 24) {
            case 0: mixed += blend(&imports)
            case 1:
                if let imported = imports.randomElement(using: &random) {
                    mixed.append(self.entry(imported.member, .declare(imported)))
                }
            case 2: mixed.append(opening())
            case 3: mixed += abroadAndBack(mixed)
            case 4: mixed.append(bringIn(random.pick(lots), by: random.pick(SeasonMembers.names)))
            default: break
            }
        }
        return mixed
    }

    private mutating func paper() -> SeasonEntry.Paper {
        let number = random.next(below: 12)
        let isWrong = random.next(below: 10) == 0
        return SeasonEntry.Paper(
            number: "D\(number)", amount: isWrong ? 7 : 400_000_000 * (1 + number),
            country: SeasonGenerator.countries[Int(number) % 3])
    }

    private mutating func bringIn(_ lot: String, by member: String) -> SeasonEntry {
        entry(
            member, .bringIn(lot: lot, 1 + random.next(below: 300_000_000), under: paper()))
    }

    /// An import, a part of it in another's hands, made together with goods of their own.
    private mutating func blend(_ imports: inout [SeasonEntry]) -> [SeasonEntry] {
        let works = SeasonMembers.names[SeasonMembers.growers.count]
        let own = lots.filter {
            $0.contains(SeasonMembers.prefix(of: works)) && !SeasonGoods.isDried($0)
        }
        let isOld = !own.isEmpty && random.next(below: 3) == 0
        let lot = isOld ? random.pick(own) : newLot(of: works)
        let imported = bringIn(lot, by: works)
        guard case .bringIn(_, let amount, _, _) = imported.deed else { return [] }
        imports.append(imported)
        let part = 1 + random.next(below: amount)
        let grower = random.pick(SeasonMembers.growers)
        let local = lots.filter { $0.contains(SeasonMembers.prefix(of: grower)) }
        var inputs = [SeasonEntry.Part(lot: lot, amount: part)]
        for _ in 0..<2 where !local.isEmpty {
            let share = 1 + random.next(below: 2_000_000)
            inputs.append(SeasonEntry.Part(lot: random.pick(local), amount: share))
        }
        let made = inputs.reduce(Int64(0)) { $0 + $1.amount } / 5
        let output = SeasonEntry.Part(
            lot: newLot(of: grower, item: SeasonGoods.dried), amount: max(1, made))
        let lost = entry(grower, .consume(lot: output.lot, max(1, made / 3)))
        return [
            imported, entry(works, .ship(lot: lot, part, to: grower)),
            entry(grower, .receive(lot: lot, part)),
            entry(grower, .make(inputs: inputs, output: output)), lost,
        ]
    }

    private mutating func opening() -> SeasonEntry {
        let member = random.pick(SeasonMembers.names)
        let lot = random.next(below: 3) == 0 ? random.pick(lots) : newLot(of: member)
        return entry(member, .open(lot: lot, 1 + random.next(below: 300_000_000)))
    }

    /// Some of what a member received or made leaves; more or less of it comes back.
    private mutating func abroadAndBack(_ entries: [SeasonEntry]) -> [SeasonEntry] {
        for entry in entries.suffix(30).reversed() {
            switch entry.deed {
            case .harvest(let lot, let amount, _, _), .receive(let lot, let amount, _),
                .bringIn(let lot, let amount, _, nil):
                let sent = 1 + random.next(below: amount)
                let back = max(1, sent - 5 + random.next(below: 10))
                let works = SeasonMembers.names[SeasonMembers.growers.count]
                let deed = SeasonEntry.Deed.bringIn(
                    lot: lot, back, under: paper(),
                    backFrom: SeasonGenerator.abroad)
                return [
                    self.entry(
                        entry.member, .export(lot: lot, sent, to: SeasonGenerator.abroad)),
                    self.entry(works, deed),
                ]
            default: continue
            }
        }
        return []
    }
}
