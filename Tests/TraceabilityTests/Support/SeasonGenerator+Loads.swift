import LedgerCore

/// Goods that go under despatch documents, and stock that is counted.
extension SeasonGenerator {
    /// Whether honest entries receive a lot somewhere by its documents. Always or never: what a receipt by
    /// amount took of a load, the receipt of the load finds no more.
    func goesAsLoad(_ lot: String, to member: String) -> Bool {
        // order-free: a sum.
        (lot + member).utf8.reduce(0) { $0 + Int($1) } % 3 == 0
    }

    /// A shipment under a document of its own, and its receipt by the document.
    mutating func sendLoad(
        _ amount: Int64, of lot: String, _ member: String, _ to: String
    ) -> [SeasonEntry] {
        let document = LoadText.document + "-\(documents.count)"
        documents.append((document, member))
        var sent = entry(member, .ship(lot: lot, amount, to: to))
        sent.document = document
        let named = random.next(below: 3) == 0 ? lot : nil
        return [sent, entry(to, .receiveLoad(document, from: member, lot: named))]
    }

    /// Somebody's receipt of a load, or more goods under its document.
    mutating func fraudulentLoad(
        of lot: String, _ amount: Int64, by member: String
    ) -> SeasonEntry {
        let (document, sender) = random.pick(documents)
        if random.next(below: 2) == 0 {
            let named = random.next(below: 4) == 0 ? lot : nil
            return entry(member, .receiveLoad(document, from: sender, lot: named))
        }
        let to = random.next(below: 3) == 0 ? nil : random.pick(SeasonMembers.names)
        var sent = entry(sender, .ship(lot: lot, amount, to: to))
        sent.document = document
        return sent
    }

    /// A count of what there was before the lies, a little more or less, or of anything.
    mutating func count(of lot: String, _ amount: Int64, by member: String) -> SeasonEntry {
        let counters = SeasonMembers.names.filter { stock[$0]?[lot] ?? 0 > 0 }
        let isAny = counters.isEmpty || random.next(below: 8) == 0
        let counter = isAny ? member : random.pick(counters)
        let booked = stock[counter]?[lot] ?? amount
        let counted = random.pick([booked, booked - booked / 300, booked + booked / 300, amount])
        let isExplained = random.next(below: 2) == 0
        let daysAgo = random.next(below: 4) == 0 ? Int64(1) : 0
        return entry(
            counter, .count(lot: lot, counted, explained: isExplained, daysAgo: daysAgo))
    }

    /// Every other receipt comes long after the goods, some of which are used meanwhile.
    mutating func tardy(_ entries: [SeasonEntry]) -> [SeasonEntry] {
        var arrivals: [(index: Int, entry: SeasonEntry)] = []
        for (index, entry) in entries.enumerated() {
            switch entry.deed {
            case .receive(let lot, let amount, _) where random.next(below: 2) == 0:
                let used = self.entry(entry.member, .consume(lot: lot, (amount + 1) / 2))
                arrivals.append((index + 60, used))
                arrivals.append((index + 300, entry))
            case .receiveLoad where random.next(below: 2) == 0:
                arrivals.append((index + 300, entry))
            default: arrivals.append((index, entry))
            }
        }
        let order = arrivals.indices.sorted { (arrivals[$0].index, $0) < (arrivals[$1].index, $1) }
        return order.map { arrivals[$0].entry }
    }
}
