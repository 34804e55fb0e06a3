package import LedgerCore

/// What became of goods that are called back: every lot that took any of them, who has it now, what is
/// gone, and which neighbours took none.
///
/// Spec: Docs/Spec/Recall.md.
package struct Recall: Equatable, Sendable {
    package let start: RecallStart
    package let totals: RecallTotals
    /// Those it begins with, then breadth first; as many as were asked for.
    package let lots: [AffectedLot]
    /// Where they stand among all.
    package let listed: Range<Int>
    /// Nil when the recall was cut short: what was not followed may lead to any of them.
    package let unaffected: UnaffectedLots?
    package let openEnds: RecallOpenEnds
    /// Why the recall is not whole; nil when it is.
    package let truncation: Trace.Truncation?
    /// The first block that the answer reflects.
    package let since: Height
    package let height: Height

    package var isComplete: Bool { truncation == nil && since <= .first }
}

/// Where a recall begins.
package enum RecallStart: Hashable, Sendable {
    /// Key of a lot, an item or a logistic unit.
    case lot(String)
    /// Id of an event, such as the one that tells a laboratory's result.
    case event(String)
    /// Key of a plot: all that was harvested from it, by the time of the harvest; nil for ever.
    case plot(String, ClosedRange<Timestamp>?)
    /// The lots that it is for, and those that went under it.
    case certificate(CertificateReference)
}

/// How far a recall is followed, and how much of it is listed.
package struct RecallLimits: Equatable, Sendable {
    package var depthMax: Int
    package var lotsMax: Int
    package var linksMax: Int
    /// By place in the order of ``Recall/lots``.
    package var listed: Range<Int>
    package var unaffectedMax: Int

    package init(
        depthMax: Int = 1_000, lotsMax: Int = 250_000, linksMax: Int = 1_500_000,
        listed: Range<Int> = 0..<20_000, unaffectedMax: Int = 500
    ) {
        self.depthMax = depthMax
        self.lotsMax = lotsMax
        self.linksMax = linksMax
        self.listed = listed
        self.unaffectedMax = unaffectedMax
    }
}

/// Over all affected lots, the listed and the others.
package struct RecallTotals: Equatable, Sendable {
    package let lots: Int
    /// Nil for who does not supervise: a sum tells of every lot in it.
    package let amounts: RecallAmounts?
}

/// What there is of all affected lots.
package struct RecallAmounts: Equatable, Sendable {
    /// Members that have some on hand.
    package let holders: Int
    package let onHand: [RecallAmount]
    package let onTheRoad: [RecallAmount]
    /// By cause. What was processed is counted again in what it became.
    package let gone: [GoneAmount]
}

/// Exact, in smallest units; a sum over many lots may need more than 63 bits.
package struct RecallAmount: Equatable, Sendable {
    package let unit: SmallestUnit
    package let amount: Int128
}

/// What left the books for one cause.
package struct GoneAmount: Equatable, Sendable {
    /// `consumed:sold`, `consumed:processed` and so on.
    package let cause: String
    package let unit: SmallestUnit
    package let amount: Int128
}
