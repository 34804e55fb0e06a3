package import LedgerCore

/// What an event did to one stock, for everything that is derived from the ledger. Not hashed.
package struct Posting: Hashable, Sendable {
    package enum Cause: Hashable, Sendable {
        case created
        case consumed(ConsumptionReason)
        case shipped(to: Address)
        /// Nil from whom where nobody had recorded sending it.
        case received(from: MemberID?)
        /// It was due, and its receiver needed it.
        case accepted(from: MemberID)
        case takenBack(from: Address)
        /// Off the road of a sender, whom it does not come back to unless this is settled.
        case disputed(by: MemberID)
        /// An error declaration took an earlier event back.
        case declared
    }

    package let cause: Cause
    /// Key of the lot.
    package let lot: String
    package let holder: MemberID
    package let unit: SmallestUnit
    package let stock: Stock
    /// Onto the holder's account, or off it; what is lost or in dispute is off the road, and the
    /// holder is its sender.
    package let isInflow: Bool

    package init(
        cause: Cause, lot: String, holder: MemberID, unit: SmallestUnit, stock: Stock,
        isInflow: Bool
    ) {
        self.cause = cause
        self.lot = lot
        self.holder = holder
        self.unit = unit
        self.stock = stock
        self.isInflow = isInflow
    }
}
