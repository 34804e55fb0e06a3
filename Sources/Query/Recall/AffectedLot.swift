package import LedgerCore

/// A lot that is called back or took some of one.
package struct AffectedLot: Equatable, Sendable {
    package let key: String
    /// Joints between it and a lot that the recall begins with, at least; 0 for those.
    package let depth: Int
    /// The last step of a shortest way to it; nil where the recall begins.
    package let reached: RecallStep?
    /// By unit, of everything that went into it as far as the events say.
    package let intakes: [AffectedIntake]
    /// Affected inputs of which no event says how much.
    package let unmeasuredInputs: Int
    /// Accounts with something on hand, or with a debt.
    package let holdings: [LotHolding]
    package let consignments: [LotConsignment]
    package let gone: [LotOutflow]
}

/// How one affected lot led to another.
package struct RecallStep: Equatable, Sendable {
    /// Key of the lot one step before.
    package let from: String
    package let kind: LinkKind
    /// The event that tells of the input, and that of the output where it is another.
    package let events: [TraceEvent]
}

/// How much of what went into a lot was affected.
package struct AffectedIntake: Equatable, Sendable {
    package let unit: SmallestUnit
    package fileprivate(set) var affected: Int128
    package fileprivate(set) var total: Int128

    init(unit: SmallestUnit, affected: Int128, total: Int128) {
        self.unit = unit
        self.affected = affected
        self.total = total
    }
}

/// What left the books of one holder for one cause.
package struct LotOutflow: Equatable, Sendable {
    /// Member id.
    package let holder: String
    /// `consumed:sold`, `consumed:processed` and so on.
    package let cause: String
    package let unit: SmallestUnit
    package let amount: Int64
}

extension [AffectedIntake] {
    mutating func add(_ unit: SmallestUnit, affected: Int128, total: Int128) {
        guard let index = firstIndex(where: { $0.unit == unit }) else {
            return append(AffectedIntake(unit: unit, affected: affected, total: total))
        }
        self[index].affected += affected
        self[index].total += total
    }
}
