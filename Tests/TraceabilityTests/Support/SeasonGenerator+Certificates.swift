import LedgerCore

extension SeasonGenerator {
    /// The same entries with certificates of the lots that are shipped: enough for a shipment or not,
    /// of the right lot or another, revoked, and drawn by what is declared to be an error.
    mutating func certified(_ entries: [SeasonEntry]) -> [SeasonEntry] {
        var numbers: [String: [String]] = [:]
        var certified: [SeasonEntry] = []
        var later: [SeasonEntry] = []
        for entry in entries {
            guard case .ship(let lot, let amount, let to, _) = entry.deed else {
                certified.append(entry)
                continue
            }
            if random.next(below: 3) == 0 {
                let number = "C\(certified.count)"
                numbers[lot, default: []].append(number)
                let allowance = 1 + random.next(below: 3 * amount)
                let deed = SeasonEntry.Deed.certify(number: number, lot: lot, allowance)
                certified.append(self.entry(SeasonMembers.certifier, deed))
                if random.next(below: 8) == 0 {
                    let deed = SeasonEntry.Deed.revoke(number: number, lot: lot)
                    later.append(self.entry(SeasonMembers.certifier, deed))
                }
            }
            let known = numbers[random.next(below: 8) > 0 ? lot : random.pick(lots)] ?? []
            let number = known.isEmpty ? "C0" : random.pick(known)
            let shipped = SeasonEntry(
                member: entry.member,
                deed: .ship(
                    lot: lot, amount, to: to, under: random.next(below: 4) > 0 ? number : nil),
                id: entry.id, document: entry.document)
            certified.append(shipped)
            if random.next(below: 4) == 0 {
                let declared = self.entry(entry.member, .declare(shipped))
                if random.next(below: 2) == 0 {
                    certified.append(declared)
                } else {
                    later.append(declared)
                }
            }
        }
        return certified + later
    }
}
