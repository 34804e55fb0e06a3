import LedgerCore

/// A container that one event packs or unpacks, open while the event is judged.
///
/// Spec: Docs/Spec/MassBalance.md §3 (containers).
struct Packing {
    let name: String
    let key: StateKey
    private var leaf: ContainerLeaf
    /// Where in the leaf a lot is.
    private var places: [Slot: Int] = [:]
    private let itemsMax: Int

    private struct Slot: Hashable {
        let lot: String
        let unit: SmallestUnit
    }

    init(name: String, leaf: ContainerLeaf, itemsMax: Int) {
        self.itemsMax = itemsMax
        self.name = name
        key = .container(name)
        self.leaf = leaf
        for (index, item) in leaf.items.enumerated() {
            places[Slot(lot: item.lot, unit: item.unit)] = index
        }
    }

    mutating func put(_ amount: Int64, of reference: StockReference) throws(Stop) {
        let slot = Slot(lot: reference.lot, unit: reference.unit)
        if let place = places[slot] {
            let (sum, overflow) = leaf.items[place].amount.addingReportingOverflow(amount)
            guard !overflow else { throw .refused(.tooLarge) }
            leaf.items[place].amount = sum
            return
        }
        guard leaf.items.count < itemsMax else {
            throw .refused(.containerTooLarge(container: name, max: itemsMax))
        }
        places[slot] = leaf.items.count
        leaf.items.append(PackedItem(lot: slot.lot, unit: slot.unit, amount: amount))
    }

    mutating func takeOut(_ amount: Int64, of reference: StockReference) throws(Stop) {
        let place = places[Slot(lot: reference.lot, unit: reference.unit)]
        let available = place.map { leaf.items[$0].amount } ?? 0
        guard let place, amount <= available else {
            throw .refused(
                .notInside(
                    container: name, lot: reference.lot, available: available, asked: amount,
                    unit: reference.unit))
        }
        leaf.items[place].amount -= amount
    }

    mutating func takeOutAll() {
        leaf.items.removeAll()
    }

    /// The leaf to write; nil when nothing is inside.
    func closed() -> ContainerLeaf? {
        var leaf = leaf
        leaf.items.removeAll { $0.amount == 0 }
        return leaf.items.isEmpty ? nil : leaf
    }
}

extension MassBalance {
    /// Opens a container to pack it, or to unpack what the ledger knows is inside.
    ///
    /// - Returns: nil for a container to unpack that the ledger knows nothing of.
    mutating func openContainer(_ name: String, forPacking: Bool) throws(Stop) -> Packing? {
        makeIrreversible()
        let itemsMax = facts.rules.containerItemsMax
        if let leaf = try read(ContainerLeaf.self, at: .container(name)) {
            try requireHeld(leaf, named: name)
            return Packing(name: name, leaf: leaf, itemsMax: itemsMax)
        }
        return forPacking
            ? Packing(name: name, leaf: ContainerLeaf(holder: member), itemsMax: itemsMax) : nil
    }

    mutating func close(_ packing: Packing) {
        state.set(packing.closed()?.encoded(), for: packing.key)
    }
}
