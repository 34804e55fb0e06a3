import LedgerCore

/// What a country demands of goods that leave for it, by MassBalance.md §13.6.
extension NaiveLedger {
    struct Line {
        enum Demand: Equatable {
            case embargo, originCertificate
            /// At most this much, in µg/kg.
            case residue(Int64)
        }

        /// Nil for all goods.
        var isDried: Bool?
        let country: String
        var origin: String?
        var from: Int64?
        let demand: Demand
    }

    /// - Parameter numbers: certificates that the goods leave under.
    func mayLeave(
        _ lot: String, _ stock: NaiveStock, for country: String, under numbers: [String]
    ) -> Bool {
        for line in lines where line.country == country {
            if let isDried = line.isDried, isDried != SeasonGoods.isDried(lot) { continue }
            if let from = line.from, max(now, EventText.time.milliseconds) < from { continue }
            if let origin = line.origin, !mayBe(from: origin, lot, stock) { continue }
            let papers = numbers.compactMap { certificates?[$0] }.filter { $0.lot == lot }
            switch line.demand {
            case .embargo: return false
            case .originCertificate:
                guard papers.contains(where: { $0.left != nil }) else { return false }
            case .residue(let most):
                guard let found = papers.compactMap(\.found).max(), found <= most else {
                    return false
                }
            }
        }
        return true
    }

    private func mayBe(from country: String, _ lot: String, _ stock: NaiveStock) -> Bool {
        guard stock.unaccounted == 0 else { return true }
        guard ways.areFollowed else { return territory.map { $0.country == country } ?? true }
        guard let left = ways.pools[lot]?.left, left.total >= stock.accounted else { return true }
        // order-free: any of them.
        return left.contains { origin, amount in
            guard amount > 0 else { return false }
            switch origin {
            case NaiveWays.grown: return territory.map { $0.country == country } ?? true
            case NaiveWays.declared, NaiveWays.unknown: return true
            default: return origin == NaiveWays.imported(country)
            }
        }
    }
}
