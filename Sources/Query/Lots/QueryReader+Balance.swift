import LedgerCore
package import Storage

extension QueryReader {
    /// Who holds a lot, and what of it is on the road; nil where the ledger never heard of it.
    ///
    /// - Parameter lot: its key.
    package func balance(of lot: String) throws(StorageError) -> LotBalance? {
        guard let name = try name(lot), try isMentioned(name) else { return nil }
        return try balance(of: lot, name: name)
    }

    /// Whether an event names the thing, or moved it inside a container.
    package func isKnown(_ key: String) throws(StorageError) -> Bool {
        guard let name = try name(key) else { return false }
        return try isMentioned(name)
    }

    func isMentioned(_ name: Int64) throws(StorageError) -> Bool {
        try PreparedStatement(database, "SELECT 1 FROM mentions WHERE name = ? LIMIT 1")
            .first(.integer(name)) { _ in true } ?? false
    }

    func balance(of lot: String, name: Int64) throws(StorageError) -> LotBalance {
        LotBalance(
            lot: lot, holdings: try holdings(of: name), consignments: try consignments(of: name),
            height: try height())
    }

    private func holdings(of name: Int64) throws(StorageError) -> [LotHolding] {
        let rows = try PreparedStatement(
            database, "SELECT holder, unit, amount, unaccounted, debt FROM holdings WHERE lot = ?"
        ).all(.integer(name)) { row throws(StorageError) in
            (
                holder: row.integer(0), unit: try row.unit(1),
                stock: try row.stock(amount: 2, unaccounted: 3), debt: row.integer(4)
            )
        }
        var holdings: [LotHolding] = []
        for row in rows {
            holdings.append(
                LotHolding(
                    holder: try text(row.holder), unit: row.unit, stock: row.stock,
                    debt: row.debt))
        }
        return holdings.sorted { ($0.holder, $0.unit.rawValue) < ($1.holder, $1.unit.rawValue) }
    }

    private func consignments(of name: Int64) throws(StorageError) -> [LotConsignment] {
        try PreparedStatement(
            database,
            "SELECT address, unit, leaf FROM consignments WHERE lot = ? ORDER BY address, unit"
        ).all(.integer(name)) { row throws(StorageError) in
            let (address, unit) = (
                try row.decoded(0, as: Address.self), try row.unit(1)
            )
            let leaf = try row.decoded(2, as: ConsignmentsLeaf.self)
            var consignments = leaf.open.map { open in
                LotConsignment(
                    to: address, unit: unit, from: open.from.text, stock: open.stock,
                    sentAt: open.sentAt, advance: 0, disputedUntil: nil)
            }
            consignments += leaf.disputed.map { dispute in
                LotConsignment(
                    to: address, unit: unit, from: dispute.missing.from.text,
                    stock: dispute.missing.stock, sentAt: dispute.missing.sentAt, advance: 0,
                    disputedUntil: dispute.until)
            }
            if leaf.advance > 0 {
                consignments.append(
                    LotConsignment(
                        to: address, unit: unit, from: nil, stock: .none, sentAt: nil,
                        advance: leaf.advance, disputedUntil: nil))
            }
            return consignments
        }.flatMap(\.self)
    }
}

extension SQLRow {
    func unit(_ column: Int32) throws(StorageError) -> SmallestUnit {
        guard let unit = SmallestUnit(rawValue: UInt8(clamping: integer(column))) else {
            throw .corrupt("a unit that there is not: \(integer(column))")
        }
        return unit
    }

    func stock(amount: Int32, unaccounted: Int32) throws(StorageError) -> Stock {
        let (whole, part) = (integer(amount), integer(unaccounted))
        guard 0 <= part, part <= whole else { throw .corrupt("a stock of \(whole)/\(part)") }
        return Stock(amount: whole, unaccounted: part)
    }
}
