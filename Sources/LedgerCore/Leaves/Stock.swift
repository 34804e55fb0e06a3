/// Some amount of a lot, and how much of it has a past the ledger cannot follow.
///
/// Both in the smallest unit of the lot; 0 ≤ unaccounted ≤ amount.
package struct Stock: Hashable, Sendable {
    package private(set) var amount: Int64
    package private(set) var unaccounted: Int64

    package static let none = Stock(amount: 0, unaccounted: 0)

    /// - Precondition: 0 ≤ unaccounted ≤ amount.
    package init(amount: Int64, unaccounted: Int64) {
        precondition(0 <= unaccounted && unaccounted <= amount, "stock of \(amount)/\(unaccounted)")
        self.amount = amount
        self.unaccounted = unaccounted
    }

    package var accounted: Int64 { amount - unaccounted }

    package var isEmpty: Bool { amount == 0 }

    /// This and another together; nil when the sum does not fit.
    package func adding(_ other: Stock) -> Stock? {
        let (sum, overflow) = amount.addingReportingOverflow(other.amount)
        guard !overflow else { return nil }
        return Stock(amount: sum, unaccounted: unaccounted + other.unaccounted)
    }

    /// Takes a part that has its share of what is unaccounted, rounded up.
    ///
    /// Spec: Docs/Spec/MassBalance.md §3 (split).
    /// - Precondition: 0 ≤ part ≤ amount.
    package mutating func take(_ part: Int64) -> Stock {
        precondition(0 <= part && part <= amount, "\(part) of a stock of \(amount)")
        let taken = Stock(
            amount: part,
            unaccounted: amount == 0
                ? 0 : Stock.share(unaccounted, of: amount, in: part))
        self = Stock(amount: amount - part, unaccounted: unaccounted - taken.unaccounted)
        return taken
    }

    /// Counts some of what is unaccounted as accounted for, as far as there is any.
    ///
    /// Spec: Docs/Spec/MassBalance.md §4 (a late record clears what was received in advance).
    package mutating func clear(upTo cleared: Int64) {
        self = Stock(amount: amount, unaccounted: unaccounted - min(unaccounted, max(cleared, 0)))
    }

    /// ⌈part · whole share⌉: the share `numerator / denominator` of an amount, rounded up.
    ///
    /// - Precondition: 0 ≤ numerator ≤ denominator, 0 < denominator, 0 ≤ amount.
    package static func share(_ numerator: Int64, of denominator: Int64, in amount: Int64) -> Int64
    {
        precondition(0 <= numerator && numerator <= denominator && denominator > 0 && amount >= 0)
        let product = Int128(numerator) * Int128(amount)
        // At most `amount`, since the share is at most one.
        return Int64((product + Int128(denominator) - 1) / Int128(denominator))
    }
}

extension Stock: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.signed(amount)
        writer.signed(unaccounted)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        try reader.array(count: 2)
        let amount = try reader.signed()
        let unaccounted = try reader.signed()
        guard 0 <= unaccounted, unaccounted <= amount else {
            throw CBORError(
                .invalid("a stock whose unaccounted part is not more than it"), at: offset)
        }
        self.init(amount: amount, unaccounted: unaccounted)
    }
}
