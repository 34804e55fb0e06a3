/// What left a member, or arrived there, before its record.
///
/// *claimed* ≤ *covered*, and what is covered and what rests on other gaps together are at most *total*;
/// what is neither is open still, or settled by stock that is unaccounted for ever.
///
/// Spec: Docs/Spec/MassBalance.md §8.
package struct GapLeaf: Equatable, Sendable {
    package let lot: String
    package let unit: SmallestUnit
    /// What is missing, less what was given back unused.
    package var total: Int64
    /// Block time after which nothing is covered any more.
    package let until: Timestamp
    /// What accounted stock has made good.
    package var covered: Int64 = 0
    /// What of that stock has taken up.
    package var claimed: Int64 = 0
    /// What was made good by stock that itself rests on other gaps.
    package var rests = GapAmounts.none
    /// Whether a receipt opened it whose receiver said that no more would come.
    package let closes: Bool

    package init(
        lot: String, unit: SmallestUnit, total: Int64, until: Timestamp, closes: Bool = false
    ) {
        self.lot = lot
        self.unit = unit
        self.total = total
        self.until = until
        self.closes = closes
    }

    /// Whether all that is missing was made good by accounted stock.
    package var isWhole: Bool { covered == total }
}

extension GapLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 8)
        writer.text(lot)
        writer.value(unit)
        writer.amount(total)
        writer.value(until)
        writer.amount(covered)
        writer.amount(claimed)
        writer.value(rests)
        writer.bool(closes)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 8)
        lot = try reader.text()
        unit = try reader.value(SmallestUnit.self)
        let offset = reader.offset
        total = try reader.amount()
        until = try reader.value(Timestamp.self)
        covered = try reader.amount()
        claimed = try reader.amount()
        try reader.require(
            claimed <= covered && covered <= total, "a gap with claimed ≤ covered ≤ total",
            at: offset)
        rests = try GapAmounts(from: &reader, atMost: total - covered)
        closes = try reader.bool()
    }
}
