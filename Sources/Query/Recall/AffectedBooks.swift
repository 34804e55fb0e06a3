import GRDB
import LedgerCore
import Storage

/// Who has what of affected lots, and what is gone: by the place of the lot in the search.
struct AffectedBooks {
    private(set) var holdings: [[LotHolding]]
    private(set) var consignments: [[LotConsignment]]
    private(set) var gone: [[LotOutflow]]

    init(of search: TraceSearch, in reader: QueryReader) throws(StorageError) {
        let count = search.names.count
        holdings = Array(repeating: [], count: count)
        consignments = Array(repeating: [], count: count)
        gone = Array(repeating: [], count: count)
        var texts = TextCache(reader: reader)
        var gaps = GapDraft(reader: reader)
        try reader.forEachHolding(of: search.names, &texts, &gaps) { lot, holding in
            guard let index = search.index(of: lot) else { return }
            if holding.stock.isEmpty, holding.debt == 0 { return }
            holdings[index].append(holding)
        }
        try reader.forEachConsignment(of: search.names, &texts, &gaps) { lot, consignment in
            guard let index = search.index(of: lot) else { return }
            consignments[index].append(consignment)
        }
        try reader.forEachOutflow(of: search.names, &texts) { lot, outflow in
            guard let index = search.index(of: lot) else { return }
            gone[index].append(outflow)
        }
    }

    var totals: RecallTotals {
        var holders: Set<String> = []
        var onHand: [SmallestUnit: Int128] = [:]
        var onTheRoad: [SmallestUnit: Int128] = [:]
        var left: [String: [SmallestUnit: Int128]] = [:]
        for holding in holdings.joined() where !holding.stock.isEmpty {
            holders.insert(holding.holder)
            onHand[holding.unit, default: 0] += Int128(holding.stock.amount)
        }
        for consignment in consignments.joined() where !consignment.stock.isEmpty {
            onTheRoad[consignment.unit, default: 0] += Int128(consignment.stock.amount)
        }
        for outflow in gone.joined() {
            left[outflow.cause, default: [:]][outflow.unit, default: 0] += Int128(outflow.amount)
        }
        return RecallTotals(
            lots: holdings.count,
            amounts: RecallAmounts(
                holders: holders.count, onHand: RecallAmount.sorted(onHand),
                onTheRoad: RecallAmount.sorted(onTheRoad),
                gone: left.sorted { $0.key < $1.key }.flatMap { cause, amounts in
                    RecallAmount.sorted(amounts).map {
                        GoneAmount(cause: cause, unit: $0.unit, amount: $0.amount)
                    }
                }))
    }
}

extension RecallAmount {
    fileprivate static func sorted(_ amounts: [SmallestUnit: Int128]) -> [RecallAmount] {
        amounts.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { RecallAmount(unit: $0.key, amount: $0.value) }
    }
}

extension QueryReader {
    /// Calls `body` with the name of the lot and each sum of what left it for good.
    func forEachOutflow(
        of lots: [Int64], _ texts: inout TextCache,
        _ body: (Int64, LotOutflow) throws(StorageError) -> Void
    ) throws(StorageError) {
        let select = try PreparedStatement(
            database,
            """
            SELECT o.lot, o.holder, o.cause, o.unit, o.amount
            FROM json_each(?1) n CROSS JOIN outflows o ON o.lot = n.value
            """)
        try select.forEach(of: lots) { row throws(StorageError) in
            let outflow = LotOutflow(
                holder: try texts.text(row.integer(1)), cause: try texts.text(row.integer(2)),
                unit: try row.unit(3), amount: row.integer(4))
            try body(row.integer(0), outflow)
        }
    }
}
