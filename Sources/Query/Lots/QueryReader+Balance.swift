import LedgerCore
package import Storage
package import Traceability

extension QueryReader {
    /// Who holds a lot, and what of it is on the road, as one reader sees it; nil where the ledger never
    /// heard of it.
    ///
    /// - Parameters:
    ///   - lot: its key.
    ///   - acceptance: when goods on the road count as received.
    package func balance(
        of lot: String, for asker: Reader, acceptance: AcceptanceRules? = nil
    ) throws(StorageError) -> LotBalance? {
        guard let name = try name(lot), try isMentioned(name) else { return nil }
        return try balance(of: lot, name: name, for: asker, acceptance)
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

    func balance(
        of lot: String, name: Int64, for asker: Reader, _ acceptance: AcceptanceRules? = nil
    ) throws(StorageError) -> LotBalance {
        var texts = TextCache(reader: self)
        var gaps = GapDraft(reader: self)
        var holdings: [LotHolding] = []
        try forEachHolding(of: [name], &texts, &gaps) { _, holding in holdings.append(holding) }
        var consignments: [LotConsignment] = []
        try forEachConsignment(of: [name], &texts, &gaps) { _, consignment in
            var consignment = consignment
            consignment.dueAt = acceptance.flatMap(consignment.due)
            consignments.append(consignment)
        }
        let isWhole = try readsBooks(of: [name], for: asker).contains(name)
        return LotBalance(
            lot: lot,
            holdings: holdings.filter { isWhole || $0.isOwn(of: asker) }.sorted {
                ($0.holder, $0.unit.rawValue) < ($1.holder, $1.unit.rawValue)
            },
            consignments: consignments.filter { isWhole || $0.isOwn(of: asker) },
            hasUnaccounted: holdings.contains { $0.stock.unaccounted > 0 || $0.debt > 0 }
                || consignments.contains { $0.stock.unaccounted > 0 || $0.advance > 0 },
            origins: try origins(of: [name])[name] ?? [], custody: try custody(of: name),
            isWhole: isWhole, height: try height())
    }

    /// The lots, of those given, whose books the reader may see: a balance tells amounts and holders of
    /// all events of a lot, so it is for those who may read them of each.
    ///
    /// Spec: Docs/Spec/Visibility.md §8.
    func readsBooks(
        of lots: [Int64], for asker: Reader
    ) throws(StorageError) -> Set<Int64> {
        if asker.supervises { return Set(lots) }
        let partners = try SightSearch(asker, in: self).partnerLots(among: lots)
        var readable: Set<Int64> = []
        try PreparedStatement(
            database,
            """
            SELECT n.value, max(max(e.levels >> \(IndexedLevels.amountShift) & 3,
                e.levels >> \(IndexedLevels.counterpartyShift) & 3))
            FROM json_each(?1) n CROSS JOIN mentions m ON m.name = n.value
            JOIN events e ON e.number = m.event GROUP BY n.value
            """
        ).forEach(of: lots) { row in
            let level = VisibilityLevel(rawValue: row.integer(1)) ?? .regulators
            let standing: Standing = partners.contains(row.integer(0)) ? .partner : .stranger
            if standing.reads(level) { readable.insert(row.integer(0)) }
        }
        return readable
    }

    /// Calls `body` with the name of the lot and each account that some of it is or was in.
    func forEachHolding(
        of lots: [Int64], _ texts: inout TextCache, _ gaps: inout GapDraft,
        _ body: (Int64, LotHolding) throws(StorageError) -> Void
    ) throws(StorageError) {
        let select = try PreparedStatement(
            database,
            """
            SELECT h.lot, h.holder, h.unit, h.amount, h.unaccounted, h.debt, h.rests
            FROM json_each(?1) n CROSS JOIN holdings h ON h.lot = n.value
            """)
        try select.forEach(of: lots) { row throws(StorageError) in
            let unit = try row.unit(2)
            let stock = try row.stock(amount: 3, unaccounted: 4, rests: 6)
            let holding = LotHolding(
                holder: try texts.text(row.integer(1)), unit: unit,
                stock: try gaps.settled(stock, of: row.integer(0), in: unit, &texts),
                debt: row.integer(5))
            try body(row.integer(0), holding)
        }
    }

    /// Calls `body` with the name of the lot and each consignment of it, by address.
    func forEachConsignment(
        of lots: [Int64], _ texts: inout TextCache, _ gaps: inout GapDraft,
        _ body: (Int64, LotConsignment) throws(StorageError) -> Void
    ) throws(StorageError) {
        let select = try PreparedStatement(
            database,
            """
            SELECT c.lot, c.address, c.unit, c.leaf
            FROM json_each(?1) n CROSS JOIN consignments c ON c.lot = n.value
            """)
        try select.forEach(of: lots) { row throws(StorageError) in
            let lot = row.integer(0)
            let (address, unit) = (try row.decoded(1, as: Address.self), try row.unit(2))
            let leaf = try row.decoded(3, as: ConsignmentsLeaf.self)
            for open in leaf.open {
                try body(
                    lot,
                    LotConsignment(
                        to: address, unit: unit, from: open.from.text,
                        stock: try gaps.settled(open.stock, of: lot, in: unit, &texts),
                        sentAt: open.sentAt, advance: 0, disputedUntil: nil))
            }
            for dispute in leaf.disputed {
                try body(
                    lot,
                    LotConsignment(
                        to: address, unit: unit, from: dispute.missing.from.text,
                        stock: try gaps.settled(dispute.missing.stock, of: lot, in: unit, &texts),
                        sentAt: dispute.missing.sentAt, advance: 0,
                        disputedUntil: dispute.until))
            }
            guard leaf.advance > 0 else { return }
            try body(
                lot,
                LotConsignment(
                    to: address, unit: unit, from: nil, stock: .none, sentAt: nil,
                    advance: leaf.advance, disputedUntil: nil))
        }
    }
}

extension LotHolding {
    func isOwn(of asker: Reader) -> Bool { asker.identities.contains(holder) }
}

extension LotConsignment {
    /// What is addressed to a member, and not in dispute, counts as received in time.
    fileprivate func due(by rules: AcceptanceRules) -> Timestamp? {
        guard case .member = to, disputedUntil == nil else { return nil }
        return sentAt.map(rules.due)
    }

    func isOwn(of asker: Reader) -> Bool {
        [from, to.party].contains { $0.map(asker.identities.contains) ?? false }
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

    /// - Parameter rests: the gaps that it rests on, null for none.
    func stock(
        amount: Int32, unaccounted: Int32, rests: Int32
    ) throws(StorageError) -> Stock {
        let stock = try stock(amount: amount, unaccounted: unaccounted)
        guard optionalBlob(rests) != nil else { return stock }
        let gaps = try decoded(rests, as: GapAmounts.self)
        guard gaps.sum <= stock.unaccounted else { throw .corrupt("a stock that rests on more") }
        return Stock(amount: stock.amount, unaccounted: stock.unaccounted, rests: gaps)
    }
}
