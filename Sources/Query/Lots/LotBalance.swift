package import LedgerCore

/// Who holds how much of a lot, and what is on the road, as one reader sees it.
package struct LotBalance: Equatable, Sendable {
    /// Key of the lot.
    package let lot: String
    /// By holder.
    package let holdings: [LotHolding]
    /// By address.
    package let consignments: [LotConsignment]
    /// Whether any of it has a past that the ledger cannot follow: of all of it, whoever reads.
    package let hasUnaccounted: Bool
    /// Where what is accounted for came from, of all that was ever made of it; none where that is not on
    /// record. For everybody.
    package let origins: [OriginShare]
    /// Under which model and claim all of it is that is accounted for; nil for no claim. For everybody.
    package let custody: CustodyLeaf?
    /// Whether all of it is here; otherwise what is the reader's own.
    package let isWhole: Bool
    package let height: Height

    /// On hand and on the road, by unit; the debts of accounts not taken off.
    package func total(in unit: SmallestUnit) -> Stock {
        let stocks =
            holdings.filter { $0.unit == unit }.map(\.stock)
            + consignments.filter { $0.unit == unit }.map(\.stock)
        // Each is an amount of the same lot, whose sum the ledger has held to 63 bits; should it not
        // fit all the same, the largest is shown.
        return stocks.reduce(.none) { sum, stock in sum.adding(stock) ?? max(sum, stock) }
    }
}

/// What one holder has of a lot.
package struct LotHolding: Equatable, Sendable {
    /// Member id.
    package let holder: String
    package let unit: SmallestUnit
    package let stock: Stock
    /// What left the account before it came in.
    package let debt: Int64
}

/// What is on the road to one address.
package struct LotConsignment: Equatable, Sendable {
    package let to: Address
    package let unit: SmallestUnit
    /// Member id; nil for what was received before anybody recorded that it was sent.
    package let from: String?
    package let stock: Stock
    package let sentAt: Timestamp?
    /// What was received in advance of the record.
    package let advance: Int64
    /// Set for what its receiver missed: when it will be lost.
    package let disputedUntil: Timestamp?
    /// When it is due: from then on it counts as received once its receiver needs it. Nil for what is
    /// never so.
    package var dueAt: Timestamp?
}

private func max(_ left: Stock, _ right: Stock) -> Stock {
    left.amount < right.amount ? right : left
}
