/// What one member holds of one lot, in the unit of the key.
///
/// Spec: Docs/Spec/MassBalance.md §1, §8, §11.
package struct AccountLeaf: Equatable, Sendable {
    package var onHand: Stock = .none
    /// What left before it came in. Not with anything on hand.
    package var debt: Int64 = 0
    /// What of the debt is whose gap, where there are some: then the leaf is of version 2. What no gap is
    /// named for is older, and settled first.
    package var gaps = GapAmounts.none
    /// The latest time of an event that moved it, where rules ask for it: then the leaf is of version 3.
    package var movedAt: Timestamp?

    package init() {}

    /// On hand less debt.
    package var net: Int64 { onHand.amount - debt }

    /// Whether the leaf says no more than its absence would.
    package var isEmpty: Bool { onHand.isEmpty && debt == 0 }
}

extension AccountLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        precondition(onHand.isEmpty || debt == 0, "an account with stock and debt")
        precondition(gaps.sum <= debt, "gaps of more than the debt")
        let version = movedAt != nil ? 3 : !gaps.isEmpty ? 2 : 1
        writer.leaf(version: UInt64(version), fields: version + 1)
        writer.value(onHand)
        writer.amount(debt)
        if version > 1 { writer.value(gaps) }
        if let movedAt { writer.value(movedAt) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let version = try reader.leaf(fields: 2, versionMax: 3)
        let start = reader.offset
        onHand = try reader.value(Stock.self)
        debt = try reader.amount()
        try reader.require(onHand.isEmpty || debt == 0, "stock or a debt", at: start)
        guard version > 1 else { return }
        let offset = reader.offset
        gaps = try GapAmounts(from: &reader, atMost: debt)
        try reader.require(
            !gaps.isEmpty || version == 3, "a list of gaps with one", at: offset)
        if version == 3 { movedAt = try reader.value(Timestamp.self) }
    }
}
