/// What went into a transformation under a claim, and what came out under it.
///
/// Amounts are in one unit: milligrams for all that can be weighed, a litre as a kilogram.
///
/// Spec: Docs/Spec/MassBalance.md §12.2, §12.3.
package struct CustodyTally: Hashable, Sendable {
    package let model: CustodyModel
    package let claim: GoodsClaim
    /// The one lot that went in, where identity is preserved.
    package private(set) var lot: String?
    /// What that lot came into being as.
    package private(set) var root: String?
    /// What goes in under mass balance: a commodity, or the class of what nobody registered.
    package private(set) var product: String?
    /// Of what went in first.
    package private(set) var unit: SmallestUnit?
    /// What went in and is accounted for.
    package private(set) var inputs: Int64 = 0
    /// What of it is under the claim.
    package private(set) var claimed: Int64 = 0
    /// What came out and is accounted for, under mass balance.
    package private(set) var outputs: Int64 = 0
    /// What came out under the claim, or was credited: never more than `claimed`.
    package private(set) var given: Int64 = 0

    package init(model: CustodyModel, claim: GoodsClaim) {
        self.model = model
        self.claim = claim
    }

    /// Whether amounts of a unit can be added to it.
    package func counts(_ unit: SmallestUnit) -> Bool { self.unit.map { $0 == unit } ?? true }

    /// Adds an input; false when the sum does not fit.
    ///
    /// - Precondition: it counts the unit; no more is claimed than went in.
    package mutating func putIn(_ amount: Int64, claimed part: Int64, _ unit: SmallestUnit) -> Bool
    {
        precondition(counts(unit) && 0 <= part && part <= amount, "a claim on something else")
        self.unit = unit
        let (sum, overflow) = inputs.addingReportingOverflow(amount)
        guard !overflow else { return false }
        inputs = sum
        claimed += part
        return true
    }

    /// Names the one lot that goes in.
    package mutating func name(_ lot: String, root: String) {
        self.lot = lot
        self.root = root
    }

    /// Names the one product that goes in.
    package mutating func name(product: String) {
        self.product = product
    }

    /// What could still come out under the claim.
    package var left: Int64 { claimed - given }

    /// Takes out what comes out under the claim; false where less went in.
    package mutating func takeOut(_ amount: Int64) -> Bool {
        guard amount <= left else { return false }
        given += amount
        return true
    }

    /// What an output is worth to the claim: its part of what went in under it, with the outputs before,
    /// less what these were worth. Nil when the sum does not fit.
    package mutating func credit(for amount: Int64) -> Int64? {
        let (sum, overflow) = outputs.addingReportingOverflow(amount)
        guard !overflow else { return nil }
        outputs = sum
        guard inputs > 0 else { return 0 }
        let share = Int128(outputs) * Int128(claimed) / Int128(inputs)
        let due = Int64(min(share, Int128(claimed)))
        let credit = min(max(0, due - given), amount)
        given += credit
        return credit
    }
}

extension CustodyTally: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 10)
        writer.value(model)
        writer.value(claim)
        writer.optional(lot)
        writer.optional(root)
        writer.optional(product)
        writer.optional(unit)
        writer.amount(inputs)
        writer.amount(claimed)
        writer.amount(outputs)
        writer.amount(given)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 10)
        model = try reader.value(CustodyModel.self)
        claim = try reader.value(GoodsClaim.self)
        lot = try reader.optional(String.self)
        root = try reader.optional(String.self)
        product = try reader.optional(String.self)
        unit = try reader.optional(SmallestUnit.self)
        let offset = reader.offset
        inputs = try reader.amount()
        claimed = try reader.amount()
        outputs = try reader.amount()
        given = try reader.amount()
        try reader.require(
            claimed <= inputs && given <= claimed && (lot == nil) == (root == nil)
                && (unit != nil || inputs == 0), "sums of a claim that agree", at: offset)
    }
}
