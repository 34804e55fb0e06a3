/// What one member holds of one lot, in the unit of the key.
///
/// Spec: Docs/Spec/MassBalance.md §1.
package struct AccountLeaf: Equatable, Sendable {
    package var onHand: Stock = .none
    /// What left before it came in. Not with anything on hand.
    package var debt: Int64 = 0

    package init() {}

    /// On hand less debt.
    package var net: Int64 { onHand.amount - debt }

    /// Whether the leaf says no more than its absence would.
    package var isEmpty: Bool { onHand.isEmpty && debt == 0 }
}

extension AccountLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        precondition(onHand.isEmpty || debt == 0, "an account with stock and debt")
        writer.leaf(version: 1, fields: 2)
        writer.value(onHand)
        writer.amount(debt)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 2)
        onHand = try reader.value(Stock.self)
        debt = try reader.amount()
    }
}
