import LedgerCore

/// The lots that an event has named so far.
///
/// An event names few, and each is looked at to find one; where there are many, a table is kept.
struct NamedLots {
    private static let searchedMax = 8

    /// In the order they were named, each once.
    private(set) var inOrder: [(key: StateKey, leaf: LotLeaf)] = []
    /// Where those stand that came after so many.
    private var places: [StateKey: Int] = [:]

    subscript(key: StateKey) -> LotLeaf? { place(of: key).map { inOrder[$0].leaf } }

    /// - Precondition: it was not named before.
    mutating func add(_ leaf: LotLeaf, at key: StateKey) {
        if inOrder.count >= NamedLots.searchedMax { places[key] = inOrder.count }
        inOrder.append((key, leaf))
    }

    /// - Precondition: it was named before.
    mutating func replace(_ leaf: LotLeaf, at key: StateKey) {
        guard let place = place(of: key) else { preconditionFailure("a lot that was not read") }
        inOrder[place].leaf = leaf
    }

    /// Forgets them, and keeps the room that they took.
    mutating func removeAll() {
        inOrder.removeAll(keepingCapacity: true)
        if !places.isEmpty { places.removeAll(keepingCapacity: true) }
    }

    private func place(of key: StateKey) -> Int? {
        let first = inOrder.prefix(NamedLots.searchedMax).firstIndex { $0.key == key }
        return first ?? (places.isEmpty ? nil : places[key])
    }
}
