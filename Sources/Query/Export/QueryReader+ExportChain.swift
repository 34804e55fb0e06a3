import GRDB
import LedgerCore
import Storage

/// What the index alone says of a lot that is to be exported.
struct IndexedExport: Sendable {
    var summary: LotSummary
    var chain: ExportChain
    var recall: LotRecall?
    /// Events of the lot and of its product, in the order of the ledger.
    var lotEvents: [EventRecord]
    var productEvents: [EventRecord]
}

extension QueryReader {
    /// - Returns: nil where the ledger never heard of the lot.
    /// - Throws: `ExportRefusal.tooLarge`; `StorageError`.
    func export(
        of lot: String, for asker: Reader, limits: ExportLimits
    ) throws -> IndexedExport? {
        guard let name = try name(lot), let summary = try summary(of: lot, for: asker) else {
            return nil
        }
        var search = try TraceSearch(
            .upstream,
            limits: TraceLimits(
                depthMax: 1_000, nodesMax: limits.lotsMax, linksMax: limits.lotsMax * 10),
            in: database)
        try search.run(from: [name])
        if search.truncation != nil {
            throw ExportRefusal.tooLarge(what: "lots that went into it", max: limits.lotsMax - 1)
        }
        return IndexedExport(
            summary: summary, chain: try chain(of: search, for: asker, limits: limits),
            recall: try recall(in: search),
            lotEvents: try exportEvents(of: lot, for: asker, max: limits.lotEventsMax),
            productEvents: try summary.product.map { product in
                product == lot
                    ? [] : try exportEvents(of: product, for: asker, max: limits.lotEventsMax)
            } ?? [])
    }

    private func exportEvents(
        of key: String, for asker: Reader, max: Int
    ) throws -> [EventRecord] {
        guard let name = try name(key) else { return [] }
        let rows = try rows(of: name, limit: max + 1, for: asker)
        guard rows.count <= max else {
            throw ExportRefusal.tooLarge(what: "events of \(key)", max: max)
        }
        return try records(rows, for: asker).sorted { $0.number < $1.number }
    }

    private func chain(
        of search: TraceSearch, for asker: Reader, limits: ExportLimits
    ) throws -> ExportChain {
        // What is judged, and not shown.
        func ends(of joint: TraceSearch.Found, at side: LinkSide) -> [TraceLink] {
            search.ends(of: joint, at: side) { _ in true }
        }
        let made = Set(search.joints.flatMap { ends(of: $0, at: .output).map(\.node) })
        var chain = ExportChain(
            lots: search.names.count, origins: [], missing: [], cyclic: search.cyclic.count,
            joints: search.joints.count, unmeasured: 0,
            events: try chainEvents(of: search, max: limits.chainEventsMax))
        for joint in search.joints {
            chain.unmeasured += ends(of: joint, at: .input).count { $0.amount == nil }
        }
        let shares = try origins(of: search.names)
        for (index, name) in search.names.enumerated() where !made.contains(index) {
            guard let row = try creationRow(of: name),
                let event = try records([row], for: asker).first
            else {
                chain.missing.append(try text(name))
                continue
            }
            chain.origins.append(
                ExportOrigin(
                    lot: try text(name), member: event.member, eventID: event.eventID,
                    time: event.eventTime,
                    place: try optionalText(row.place(seen: event.sight)),
                    isLocated: row.place(seen: Sight(.supervisor)) != nil,
                    isDeclared: shares[name]?.contains { $0.origin == .declared } ?? false))
        }
        chain.origins.sort { ($0.time, $0.lot) < ($1.time, $1.lot) }
        return chain
    }

    /// Events of the lots found, without those that made other things of what went into the lot: they
    /// are another chain's.
    private func chainEvents(of search: TraceSearch, max: Int) throws -> [Int64] {
        var others: Set<Int64> = []
        let joints = Set(search.joints.map(\.joint))
        try PreparedStatement(
            database,
            """
            SELECT l.event, l.joint FROM json_each(?1) n
            CROSS JOIN links l ON l.name = n.value AND l.side = 0
            """
        ).forEach(of: search.names.dropFirst()) { row in
            if !joints.contains(row.integer(1)) { others.insert(row.integer(0)) }
        }
        var numbers: Set<Int64> = []
        try PreparedStatement(
            database,
            "SELECT m.event FROM json_each(?1) n CROSS JOIN mentions m ON m.name = n.value"
        ).forEach(of: search.names) { row in
            if numbers.count <= max, !others.contains(row.integer(0)) {
                numbers.insert(row.integer(0))
            }
        }
        guard numbers.count <= max else {
            throw ExportRefusal.tooLarge(what: "events of the lots that went into it", max: max)
        }
        return numbers.sorted()
    }

    /// The events with these numbers, in their order.
    func records(
        _ numbers: [Int64], for asker: Reader
    ) throws(StorageError) -> [EventRecord] {
        let select = try PreparedStatement(database, EventRow.select + " WHERE e.number = ?")
        var rows: [EventRow] = []
        for number in numbers {
            guard let row = try select.first(.integer(number), read: EventRow.init) else {
                throw .corrupt("event \(number) of the index is missing")
            }
            rows.append(row)
        }
        return try records(rows, for: asker)
    }
}
