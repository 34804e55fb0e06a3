import LedgerCore

/// What is made of what, by MassBalance.md §3 and §13, and the errors of that, by §5 and §12.3.
extension NaiveLedger {
    struct Making {
        let inputs: [(place: Place, stock: NaiveStock, origins: [String: Int64])]
        let output: Harvest
        let claims: NaiveClaims.Posted
        var isTakenBack = false
    }

    mutating func make(
        _ inputs: [SeasonEntry.Part], _ output: SeasonEntry.Part, _ entry: SeasonEntry
    ) -> Bool {
        let member = entry.member
        var sum = NaiveStock()
        var origins: [String: Int64] = [:]
        var (fresh, dried): (Int64, Int64) = (0, 0)
        var blend = NaiveClaims.Blend()
        var taken: [(place: Place, stock: NaiveStock, origins: [String: Int64])] = []
        for input in inputs {
            guard let (part, goods) = consume(input.lot, input.amount, from: member),
                putIn(part, of: input.lot, &blend)
            else { return false }
            taken.append((Place(holder: member, lot: input.lot), part, goods))
            sum.add(part)
            origins.merge(goods, uniquingKeysWith: +)
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
        guard multiplies || output.amount <= sum.amount else { return false }
        guard isDryEnough(inputs, output, entry) else { return false }
        use.made = output.amount
        let made = sum.becoming(
            output.amount, covered: isMadeAtWorks(entry) ? output.amount : 0)
        let shares = origins.share(of: made.accounted)
        guard takeOut(made, as: output.lot, by: member, blend),
            let came = create(output.lot, made, by: member, shares)
        else { return false }
        makings[entry.id] = Making(
            inputs: taken,
            output: Harvest(
                place: Place(holder: member, lot: output.lot), stock: came, origins: shares),
            claims: claims?.posted ?? NaiveClaims.Posted())
        return true
    }

    mutating func takeBackMaking(_ entry: SeasonEntry) -> Bool {
        guard let making = makings[entry.id] else { return false }
        if making.isTakenBack { return true }
        // order-free: each account by itself.
        for (account, amount) in making.claims.used { claims?.used[account, default: 0] -= amount }
        for (account, amount) in making.claims.credited {
            guard amount <= claims?.credit(account) ?? 0 else { return false }
            claims?.credited[account, default: 0] -= amount
        }
        let place = making.output.place
        var stock = held[place] ?? NaiveStock()
        let before = stock.accounted
        guard stock.remove(making.output.stock) else { return false }
        held[place] = stock
        move(place)
        creations[place.lot, default: 0] -= 1
        let late = max(0, before - stock.accounted - making.output.origins.total)
        guard takeAway(making.output, late: late) else { return false }
        if creations[place.lot] == 0 {
            creator[place.lot] = nil
            claims?.custody[place.lot] = nil
        }
        for input in making.inputs.reversed() {
            add(input.stock, to: input.place)
            ways.pools[input.place.lot]?.left.merge(input.origins, uniquingKeysWith: +)
        }
        giveBackUse(of: entry)
        makings[entry.id]?.isTakenBack = true
        return true
    }
}
