/// Some amount of a lot, and how much of it has a past the ledger cannot follow.
///
/// Both in the smallest unit of the lot; 0 ≤ unaccounted ≤ amount. Of what is unaccounted some may rest on
/// gaps, which late records close; the rest is so for ever.
package struct Stock: Hashable, Sendable {
    /// Gaps that a stock may rest on; what rests on older ones is unaccounted for ever.
    package static let gapsMax = 8

    package private(set) var amount: Int64
    package private(set) var unaccounted: Int64
    /// What is unaccounted until a late record comes. Spec: Docs/Spec/MassBalance.md §8.
    package private(set) var rests: GapAmounts

    package static let none = Stock(amount: 0, unaccounted: 0)

    /// - Precondition: 0 ≤ rests ≤ unaccounted ≤ amount.
    package init(amount: Int64, unaccounted: Int64, rests: GapAmounts = .none) {
        precondition(0 <= unaccounted && unaccounted <= amount, "stock of \(amount)/\(unaccounted)")
        precondition(rests.sum <= unaccounted, "stock that rests on more than it is unaccounted")
        self.amount = amount
        self.unaccounted = unaccounted
        self.rests = rests
    }

    package var accounted: Int64 { amount - unaccounted }

    /// What of it no late record clears.
    package var unaccountedForEver: Int64 { unaccounted - rests.sum }

    package var isEmpty: Bool { amount == 0 }

    /// This and another together; nil when the sum does not fit.
    package func adding(_ other: Stock) -> Stock? {
        let (sum, overflow) = amount.addingReportingOverflow(other.amount)
        guard !overflow else { return nil }
        var rests = rests
        rests.add(other.rests)
        rests.keepNewest(Stock.gapsMax)
        return Stock(amount: sum, unaccounted: unaccounted + other.unaccounted, rests: rests)
    }

    /// Takes a part that has its share of what is unaccounted, rounded up: of what is so for ever first,
    /// and then of the oldest gap.
    ///
    /// Spec: Docs/Spec/MassBalance.md §3 (split), §8.
    /// - Precondition: 0 ≤ part ≤ amount.
    package mutating func take(_ part: Int64) -> Stock {
        precondition(0 <= part && part <= amount, "\(part) of a stock of \(amount)")
        let share = amount == 0 ? 0 : Stock.share(unaccounted, of: amount, in: part)
        var left = rests
        let taken = Stock(
            amount: part, unaccounted: share,
            rests: left.take(upTo: max(0, share - unaccountedForEver)))
        self = Stock(
            amount: amount - part, unaccounted: unaccounted - taken.unaccounted, rests: left)
        return taken
    }

    /// Takes exactly this part; nil when it is not all there.
    ///
    /// What of the part rested on a gap and does so no longer was accounted for since: so accounted stock
    /// stands for it, and where there is too little of that, what is unaccounted for ever.
    ///
    /// Spec: Docs/Spec/MassBalance.md §5, §8.
    package mutating func remove(_ part: Stock) -> Stock? {
        guard part.unaccountedForEver <= unaccountedForEver, part.accounted <= accounted else {
            return nil
        }
        let kept = part.rests.shared(with: rests)
        let changed = part.rests.sum - kept.sum
        let forEver = changed - min(changed, accounted - part.accounted)
        guard forEver <= unaccountedForEver - part.unaccountedForEver else { return nil }
        let removed = Stock(
            amount: part.amount, unaccounted: part.unaccountedForEver + forEver + kept.sum,
            rests: kept)
        var left = rests
        left.remove(kept)
        self = Stock(
            amount: amount - part.amount, unaccounted: unaccounted - removed.unaccounted,
            rests: left)
        return removed
    }

    /// Counts what rested on a gap as accounted for.
    ///
    /// - Precondition: not more than rests on it.
    package mutating func clear(_ cleared: Int64, of gap: GapReference) {
        rests.remove(cleared, of: gap)
        unaccounted -= cleared
    }

    /// Counts some of what is unaccounted for ever as accounted for, as far as there is any.
    ///
    /// Spec: Docs/Spec/MassBalance.md §4 (a late record clears what was received in advance).
    package mutating func clear(upTo cleared: Int64) {
        unaccounted -= min(unaccountedForEver, max(cleared, 0))
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

/// Stock that rests on nothing has the bytes of its first version.
extension Stock: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: rests.isEmpty ? 2 : 3)
        writer.signed(amount)
        writer.signed(unaccounted)
        if !rests.isEmpty { writer.value(rests) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        let count = try reader.arrayCount()
        try reader.require(count == 2 || count == 3, "a stock of two or three fields", at: offset)
        let amount = try reader.signed()
        let unaccounted = try reader.signed()
        try reader.require(
            0 <= unaccounted && unaccounted <= amount,
            "a stock whose unaccounted part is not more than it", at: offset)
        let rests =
            count == 2 ? GapAmounts.none : try GapAmounts(from: &reader, atMost: unaccounted)
        try reader.require(
            rests.isEmpty == (count == 2) && rests.elements.count <= Stock.gapsMax,
            "a stock that rests on one to \(Stock.gapsMax) gaps", at: offset)
        self.init(amount: amount, unaccounted: unaccounted, rests: rests)
    }
}
