import LedgerCore
import Traceability

/// The books as movements would find them: what covered gaps give is taken up in the order in which stocks
/// are asked about.
struct TouchedBooks: GapKeeping {
    let world: World
    private var changed: [GapReference: GapLeaf] = [:]

    init(_ world: World) {
        self.world = world
    }

    func gap(_ gap: GapReference) throws(StateReadError) -> GapLeaf? {
        if let leaf = changed[gap] { return leaf }
        return try world.state.leaf(GapLeaf.self, at: .gap(gap))
    }

    mutating func set(_ leaf: GapLeaf, for gap: GapReference) throws(StateReadError) {
        changed[gap] = leaf
    }

    mutating func stock(_ stock: Stock, of lot: String) throws -> Stock {
        var stock = stock
        try settle(&stock, of: EventText.key(lot), in: .milligram, GapRules())
        return stock
    }

    mutating func onHand(_ member: String, _ lot: String) throws -> Stock {
        try stock(world.account(member, lot).onHand, of: lot)
    }
}

extension World {
    /// What a member has of a lot once it is touched.
    func touched(_ member: String, _ lot: String) throws -> Stock {
        var books = TouchedBooks(self)
        return try books.onHand(member, lot)
    }

    /// The gaps that stand in an account's debt and an address's advance, with what is open of each.
    func gaps(_ member: String, _ lot: String) throws -> [Int64] {
        try (account(member, lot).gaps.elements + road(to: member, lot).gaps.elements)
            .map(\.amount)
    }
}
