import LedgerCore

/// What the rules know of the event under judgement besides its meaning.
struct EventFacts {
    let member: MemberID
    let record: MemberLeaf
    let transaction: TransactionID
    var place: EventReference
    let blockTime: Timestamp
    /// Of the version in force.
    let rules: Rules
    /// The rule pack in force.
    let limits: RulePack
}

/// A stock in the books of the event's member, with its keys.
package struct StockReference: Hashable, Sendable {
    let lot: String
    /// One thing with a serial, which may be a container.
    let isItem: Bool
    let unit: SmallestUnit
    let lotKey: StateKey
    /// The member's account of it.
    let accountKey: StateKey

    init(lot: String, isItem: Bool, unit: SmallestUnit, lotKey: StateKey, member: MemberID) {
        self.lot = lot
        self.isItem = isItem
        self.unit = unit
        self.lotKey = lotKey
        accountKey = .account(of: member, lot: lot, in: unit)
    }

    /// A thing inside a container.
    init(_ item: PackedItem, member: MemberID) {
        self.init(
            lot: item.lot, isItem: item.unit == .piece && item.amount == 1, unit: item.unit,
            lotKey: .lot(item.lot), member: member)
    }

    func consignments(to address: Address) -> StateKey {
        .consignments(to: address, lot: lot, in: unit)
    }
}
