import LedgerCore
import Storage
import Traceability

/// What covered gaps give to the stocks of one answer, in the order in which it names them.
///
/// The ledger writes that when a stock is touched; until then it is computed, and together never more than
/// was covered. By the rules of the newest version that has gaps.
///
/// Spec: Docs/Spec/MassBalance.md §8.
struct GapDraft: GapKeeping {
    private let reader: QueryReader
    private let rules = GapRules()
    private var changed: [GapReference: GapLeaf] = [:]

    init(reader: QueryReader) {
        self.reader = reader
    }

    func gap(_ gap: GapReference) throws(StorageError) -> GapLeaf? {
        if let leaf = changed[gap] { return leaf }
        let leaf = try PreparedStatement(reader.database, "SELECT leaf FROM gaps WHERE id = ?")
            .first(.blob(gap.encoded())) { row throws(StorageError) in
                try row.decoded(0, as: GapLeaf.self)
            }
        return leaf
    }

    mutating func set(_ leaf: GapLeaf, for gap: GapReference) throws(StorageError) {
        changed[gap] = leaf
    }

    /// The stock as a movement would find it.
    ///
    /// - Parameter lot: the name of its key.
    mutating func settled(
        _ stock: Stock, of lot: Int64, in unit: SmallestUnit, _ texts: inout TextCache
    ) throws(StorageError) -> Stock {
        guard !stock.rests.isEmpty else { return stock }
        var stock = stock
        try settle(&stock, of: try texts.text(lot), in: unit, rules)
        return stock
    }
}
