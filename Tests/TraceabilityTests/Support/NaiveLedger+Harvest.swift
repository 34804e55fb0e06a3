import LedgerCore

/// What grew, and on which land, by MassBalance.md §13.2.
extension NaiveLedger {
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
    mutating func harvest(
        _ lot: String, _ amount: Int64, _ shares: [SeasonEntry.Share], _ daysAgo: Int64,
        _ entry: SeasonEntry
    ) -> Bool {
        let member = entry.member
        var bad: Int64 = 0
        var counted: [String: Int64] = [:]
        if let ceiling {
            let late = now - EventText.time.milliseconds + daysAgo * 24 * World.hour
            let isInTime = late <= 90 * 24 * World.hour
            let isKnown = !shares.isEmpty && isInTime && !SeasonMembers.isWorks(member)
            let land = isKnown ? shares.map { plots[$0.plot] } : []
            guard land.allSatisfy({ $0?.owner == member }),
                land.isEmpty || !SeasonGoods.isDried(lot)
            else { return false }
            let isSurveyed = territory == nil || land.allSatisfy { $0?.field != nil }
            let isCounted = isKnown && isSurveyed
            if !isCounted { bad = amount }
            for (plot, part) in NaiveLedger.parts(of: amount, isCounted ? shares : [])
            where part > 0 {
                let season = "\(plot) \(daysAgo == 0 ? 2026 : 2025)"
                let bearable = Int64(plots[plot]?.area ?? 0) * ceiling
                guard (harvested[season] ?? 0) + part <= bearable else { return false }
                harvested[season, default: 0] += part
                counted[season, default: 0] += part
            }
        }
        let grown = NaiveStock(amount: amount, forEver: bad)
        let origins = [NaiveWays.grown: amount - bad]
        guard let stock = create(lot, grown, by: member, origins),
            let claimed = drawClaim(amount, by: member)
        else { return false }
        done[entry.id] = Harvest(
            place: Place(holder: member, lot: lot), stock: stock, counted: counted,
            origins: origins, claimed: claimed)
        return true
    }

    mutating func takeBack(_ entry: SeasonEntry) -> Bool {
        guard let harvest = done[entry.id] else { return false }
        if harvest.isTakenBack { return true }
        let place = harvest.place
        var stock = held[place] ?? NaiveStock()
        guard stock.remove(harvest.stock) else { return false }
        held[place] = stock
        move(place)
        creations[place.lot, default: 0] -= 1
        if creations[place.lot] == 0 {
            creator[place.lot] = nil
            claims?.custody[place.lot] = nil
        }
        claims?.left[place.holder, default: 0] += harvest.claimed
        guard takeAway(harvest) else { return false }
        giveBackUse(of: entry)
        // order-free: each sum stands by itself.
        for (season, part) in harvest.counted { harvested[season, default: 0] -= part }
        done[entry.id]?.isTakenBack = true
        return true
    }
}
