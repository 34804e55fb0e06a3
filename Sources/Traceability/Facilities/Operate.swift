import LedgerCore

/// No more lies at a place than it can hold, and no more is made there in a day than it can make.
///
/// Spec: Docs/Spec/MassBalance.md §13.4.
extension MassBalance {
    /// A facility of the member that an event is at.
    struct Site {
        let key: String
        let leaf: FacilityLeaf
        /// Days since 1970, of the event's time in UTC.
        let day: Int64
    }

    /// Finds the facility of an event: where the goods are afterwards, else where it happened.
    mutating func begin(at places: [String], moment: Timestamp) throws(Stop) {
        guard facts.rules.facilities == .limited else { return }
        for place in places {
            guard let leaf = try facility(place), leaf.holder == member
            else { continue }
            let (day, rest) = moment.milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
            site = Site(key: place, leaf: leaf, day: rest < 0 ? day - 1 : day)
            return
        }
    }

    /// Whether what a works makes can be held against what it can make: it is made where that is known,
    /// of goods that can be weighed. Asked only of members that have such a place.
    mutating func isMadeWithinLimits(
        _ amount: Int64, of reference: StockReference, _ goods: Measured
    ) throws(Stop) -> Bool {
        guard facts.rules.facilities == .limited else { return true }
        guard try worksCount() > 0 else { return true }
        return site?.leaf.throughput != nil && goods.leastMass(facts.rules.conversion) != nil
    }

    /// Counts what the event did at its facility.
    ///
    /// - Parameter makes: whether what it created was made of something.
    mutating func operate(event: String, makes: Bool) throws(Stop) {
        guard let site else { return }
        var use = FacilityUseLeaf(facility: site.key, day: site.day)
        // Not of the event: its declaration leaves that where it is.
        var accepted: Int64 = 0
        for posting in postings where posting.holder == member {
            guard let mass = try mass(of: posting) else { continue }
            switch posting.cause {
            case .created:
                try add(mass, to: &use.came)
                if makes { try add(mass, to: &use.made) }
            case .accepted: try add(mass, to: &accepted)
            case .received, .takenBack: try add(mass, to: &use.came)
            case .consumed(.lostOnRoad), .disputed, .declared: break
            case .consumed, .shipped: try add(mass, to: &use.went)
            }
        }
        guard !use.isEmpty || accepted > 0 else { return }
        try hold(&use, accepted, at: site)
        guard !use.isEmpty else { return }
        try make(use, at: site)
        state.set(use.encoded(), for: .facilityUse(event))
    }

    private mutating func hold(
        _ use: inout FacilityUseLeaf, _ accepted: Int64, at site: Site
    ) throws(Stop) {
        let before = try book(.held(at: site.key))
        var sum = before
        try add(accepted, to: &sum)
        try add(use.came, to: &sum)
        // What lay there before it was registered may leave as well.
        use.went = min(use.went, sum)
        let after = sum - use.went
        if let capacity = site.leaf.capacity, after > before, after > capacity {
            throw .refused(
                .overCapacity(
                    facility: site.key, held: before, asked: after - before, capacity: capacity))
        }
        set(after, at: .held(at: site.key))
    }

    private mutating func make(_ use: FacilityUseLeaf, at site: Site) throws(Stop) {
        guard use.made > 0 else { return }
        let before = try book(.made(at: site.key, on: site.day))
        var sum = before
        try add(use.made, to: &sum)
        if let throughput = site.leaf.throughput, sum > throughput {
            throw .refused(
                .overThroughput(
                    facility: site.key, day: site.day, made: before, asked: use.made,
                    throughput: throughput))
        }
        set(sum, at: .made(at: site.key, on: site.day))
    }

    /// Gives back what an event counted at a facility.
    mutating func takeBackUse(of event: String) throws(Stop) {
        guard facts.rules.facilities == .limited,
            let use = try read(FacilityUseLeaf.self, at: .facilityUse(event))
        else { return }
        let held = try book(.held(at: use.facility))
        // Goods that left under another event were perhaps these.
        let left = Int128(held) + Int128(use.went) - Int128(use.came)
        set(Int64(clamping: max(0, left)), at: .held(at: use.facility))
        let made = try book(.made(at: use.facility, on: use.day))
        precondition(made >= use.made, "made at a facility and not counted there")
        set(made - use.made, at: .made(at: use.facility, on: use.day))
        state.set(nil, for: .facilityUse(event))
    }

    /// What goods weigh at least; nil where nobody can tell, and for carriers.
    private func mass(of posting: Posting) throws(Stop) -> Int64? {
        guard !posting.isOfCarrier else { return nil }
        let amount = posting.stock.amount
        switch posting.unit {
        case .milligram: return amount
        case .microlitre:
            guard let rules = facts.rules.conversion else { return nil }
            return Int64(clamping: Int128(amount) * Int128(rules.litreHectogramsMin) / 10)
        case .piece:
            guard let key = posting.productKey,
                let net = try read(ProductLeaf.self, at: .product(key))?.netMilligrams
            else { return nil }
            let (mass, overflow) = amount.multipliedReportingOverflow(by: net)
            guard !overflow else { throw .refused(.tooLarge) }
            return mass
        case .micrometre, .squareMillimetre: return nil
        }
    }

    private func add(_ mass: Int64, to sum: inout Int64) throws(Stop) {
        let (result, overflow) = sum.addingReportingOverflow(mass)
        guard !overflow else { throw .refused(.tooLarge) }
        sum = result
    }

    private func book(_ key: StateKey) throws(Stop) -> Int64 {
        try read(MassLeaf.self, at: key)?.mass ?? 0
    }

    private mutating func set(_ mass: Int64, at key: StateKey) {
        state.set(mass == 0 ? nil : MassLeaf(mass: mass).encoded(), for: key)
    }
}
