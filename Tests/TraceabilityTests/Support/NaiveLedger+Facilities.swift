import LedgerCore

/// What places hold and make, and what water is worth, by MassBalance.md §13.4.
extension NaiveLedger {
    struct Facility {
        let holder: String
        /// Milligrams; nil where nobody asks.
        var capacity: Int64?
        /// Milligrams a day.
        var throughput: Int64?
    }

    /// What an entry does at its facility.
    struct Use {
        var came: Int64 = 0
        var went: Int64 = 0
        var made: Int64 = 0
        /// Of goods that were due, which stay where they are whatever becomes of the entry.
        var accepted: Int64 = 0
    }

    struct Site {
        let place: String
        let day: Int64
    }

    /// Where an entry is: where the goods are afterwards, else where it happened.
    func site(of entry: SeasonEntry) -> Site? {
        let own = [entry.place, entry.readPoint].compactMap(\.self)
            .first { facilities[$0]?.holder == entry.member }
        return own.map { Site(place: $0, day: -entry.daysAgo) }
    }

    /// Whether what an entry makes is made where that is known; asked only of those that have works.
    func isMadeAtWorks(_ entry: SeasonEntry) -> Bool {
        // order-free: any of them.
        let hasWorks = facilities.values.contains {
            $0.holder == entry.member && $0.throughput ?? 0 > 0
        }
        guard hasWorks else { return true }
        return site(of: entry).flatMap { facilities[$0.place]?.throughput } != nil
    }

    mutating func operate(_ entry: SeasonEntry) -> Bool {
        guard let site = site(of: entry), let facility = facilities[site.place] else { return true }
        let before = lies[site.place] ?? 0
        let there = before + use.accepted + use.came
        let went = min(use.went, there)
        let after = there - went
        if let capacity = facility.capacity, after > before, after > capacity { return false }
        let day = "\(site.place) \(site.day)"
        let made = (madeThere[day] ?? 0) + use.made
        if let throughput = facility.throughput, use.made > 0, made > throughput { return false }
        lies[site.place] = after
        madeThere[day] = made
        uses[entry.id] = (site, Use(came: use.came, went: went, made: use.made))
        return true
    }

    /// Gives back what an entry counted that is declared to be an error.
    mutating func giveBackUse(of entry: SeasonEntry) {
        guard let (site, use) = uses.removeValue(forKey: entry.id) else { return }
        lies[site.place] = max(0, (lies[site.place] ?? 0) + use.went - use.came)
        madeThere["\(site.place) \(site.day)", default: 0] -= use.made
    }

    /// Whether no more dry matter comes out than went in, as far as all of it was measured.
    func isDryEnough(
        _ inputs: [SeasonEntry.Part], _ output: SeasonEntry.Part, _ entry: SeasonEntry
    ) -> Bool {
        guard asksDryMatter else { return true }
        func share(of part: SeasonEntry.Part) -> Int64? {
            entry.water.first { $0.lot == part.lot }.map { 1_000_000 - $0.millionths }
        }
        guard let left = share(of: output) else { return true }
        var sum: Int128 = 0
        for input in inputs {
            guard let dry = share(of: input) else { return true }
            sum += (Int128(input.amount) * Int128(dry) + 999_999) / 1_000_000
        }
        return Int128(output.amount) * Int128(left) / 1_000_000 <= sum
    }
}
