import LedgerCore

extension SeasonGenerator {
    /// The same entries, of which some say under what their goods are: what is so, and what is not.
    mutating func claimed(_ entries: [SeasonEntry]) -> [SeasonEntry] {
        var models: [String: CustodyModel] = [:]
        var said: [String: SeasonEntry] = [:]
        var claimed: [SeasonEntry] = []
        var later: [SeasonEntry] = []
        for var entry in entries {
            entry.custody = custody(of: entry, &models)
            said[entry.id] = entry
            claimed.append(entry)
            if case .harvest(let lot, let amount, _, _) = entry.deed, amount > 100 {
                claimed += balanced(entry, lot, amount)
            }
            if case .make? = claimed.last?.deed, random.next(below: 6) == 0,
                let made = claimed.last
            {
                said[made.id] = made
                let declared = self.entry(made.member, .declare(made))
                if random.next(below: 2) == 0 {
                    claimed.append(declared)
                } else {
                    later.append(declared)
                }
            }
        }
        // A declaration repeats what its entry said.
        return (claimed + later).map { entry in
            guard case .declare(let declared) = entry.deed else { return entry }
            return SeasonEntry(
                member: entry.member, deed: .declare(said[declared.id] ?? declared), id: entry.id)
        }
    }

    /// A little of a harvest is made into goods under mass balance: what bears the claim is credited, what
    /// bears none uses the credit.
    private mutating func balanced(
        _ harvest: SeasonEntry, _ lot: String, _ amount: Int64
    ) -> [SeasonEntry] {
        guard harvest.custody == nil || random.next(below: 2) == 0 else { return [] }
        let output = SeasonEntry.Part(
            lot: newLot(of: harvest.member, item: SeasonGoods.dried), amount: amount / 40)
        var made = entry(
            harvest.member,
            .make(inputs: [SeasonEntry.Part(lot: lot, amount: amount / 10)], output: output))
        made.custody = SeasonEntry.Custody(
            model: .massBalance, isClaimed: harvest.custody == nil,
            place: Int(random.next(below: 4)) / 3)
        return [made]
    }

    private mutating func custody(
        of entry: SeasonEntry, _ models: inout [String: CustodyModel]
    ) -> SeasonEntry.Custody? {
        let isWrong = random.next(below: 15) == 0
        let any = random.pick(CustodyModel.allCases)
        switch entry.deed {
        case .harvest(let lot, _, _, _):
            // One model a lot, or none.
            // order-free: a sum.
            let number = lot.utf8.reduce(0) { $0 + Int($1) } % 5
            let kinds: [CustodyModel?] = [
                nil, .identityPreserved, .segregated, .segregated, .massBalance,
            ]
            guard let model = isWrong ? any : kinds[number] else { return nil }
            models[lot] = model
            return SeasonEntry.Custody(
                model: model, certificate: NaiveClaims.certificate(of: entry.member))
        case .make(let inputs, let output):
            let known = inputs.map { models[$0.lot] }
            let place = Int(random.next(below: 2))
            var model: CustodyModel? =
                known.contains(nil) ? .massBalance : known.compactMap(\.self).max()
            if known.allSatisfy({ $0 == nil }), random.next(below: 2) == 0 { model = nil }
            if random.next(below: 3) == 0, model != nil { model = .massBalance }
            if isWrong { model = any }
            guard let model else { return nil }
            let isClaimed = model != .massBalance || random.next(below: 2) == 0
            if isClaimed { models[output.lot] = model }
            return SeasonEntry.Custody(model: model, isClaimed: isClaimed, place: place)
        case .ship(let lot, _, _, _):
            guard isWrong || random.next(below: 3) == 0 else { return nil }
            guard let model = isWrong ? any : models[lot] else { return nil }
            return SeasonEntry.Custody(model: model)
        default: return nil
        }
    }
}
