/// Some of a lot in somebody's hands.
struct Stock: Sendable {
    let item: TradeItem
    let lot: Identifier
    /// Grams, or pieces where the item is a pack.
    var amount: Int
    /// From when on it can be used.
    var ready: LocalMoment
    /// Logistic units that hold it; empty for goods in bulk.
    var units: [Identifier] = []

    var measured: Amount {
        item.netGrams == nil ? .grams(amount, of: lot) : .pieces(amount, of: lot)
    }

    /// Grams, whatever it is counted in.
    var mass: Int { amount * (item.netGrams ?? 1) }
}
