import LedgerCore
package import Storage

extension QueryReader {
    /// What is to be called back with these lots, as one reader sees it; nil where the ledger never heard of
    /// any of them.
    ///
    /// - Parameter keys: of lots, items, logistic units.
    package func recall(
        from start: RecallStart, of keys: [String], limits: RecallLimits = RecallLimits(),
        for asker: Reader
    ) throws(StorageError) -> Recall? {
        let first = try starts(keys)
        if first.isEmpty { return nil }
        var search = try TraceSearch(
            .downstream,
            limits: TraceLimits(
                depthMax: limits.depthMax, nodesMax: limits.lotsMax, linksMax: limits.linksMax),
            in: database)
        try search.run(from: first)
        let listed = search.names.indices.clamped(to: limits.listed)
        let books = try AffectedBooks(of: search, in: self)
        return Recall(
            start: start,
            totals: asker.supervises
                ? books.totals : RecallTotals(lots: search.names.count, amounts: nil),
            lots: try lots(of: search, books, listed, for: asker),
            listed: listed,
            unaffected: search.truncation == nil
                ? try unaffected(by: search, startCount: first.count, limit: limits.unaffectedMax)
                : nil,
            openEnds: try openEnds(of: search, limit: limits.unaffectedMax),
            truncation: search.truncation, since: try since(), height: try height())
    }

    private func lots(
        of search: TraceSearch, _ books: AffectedBooks, _ listed: Range<Int>,
        for asker: Reader
    ) throws(StorageError) -> [AffectedLot] {
        if listed.isEmpty { return [] }
        let keys = try texts(of: Array(search.names[listed]))
        let intakes = try AffectedIntakes(of: search, in: self)
        let steps = listed.map { search.lastStep(to: $0) }
        let events = try eventFacts(steps.flatMap { $0?.events ?? [] })
        let sight = try TraceSight(of: search, events, for: asker, in: self)
        let readable = try readsBooks(of: Array(search.names[listed]), for: asker)
        var texts = TextCache(reader: self)
        var lots: [AffectedLot] = []
        lots.reserveCapacity(listed.count)
        for (index, (key, step)) in zip(listed, zip(keys, steps)) {
            let reached = try step.map { step throws(StorageError) in
                RecallStep(
                    from: try texts.text(search.names[step.from]), kind: step.kind,
                    events: step.events.compactMap { number in
                        events[number].map {
                            $0.event(seen: sight.sight(of: $0, in: search.joints[step.joint]))
                        }
                    })
            }
            let isReadable = readable.contains(search.names[index])
            lots.append(
                AffectedLot(
                    key: key, depth: search.depths[index], reached: reached,
                    intakes: isReadable ? intakes.byLot[index] : [],
                    unmeasuredInputs: isReadable ? intakes.unmeasured[index] : 0,
                    holdings: books.holdings[index].filter { isReadable || $0.isOwn(of: asker) },
                    consignments: books.consignments[index].filter {
                        isReadable || $0.isOwn(of: asker)
                    },
                    gone: books.gone[index].filter {
                        isReadable || asker.identities.contains($0.holder)
                    }))
        }
        return lots
    }

    /// - Parameter names: each of them has a text.
    func texts(of names: [Int64]) throws(StorageError) -> [String] {
        var texts: [String] = []
        texts.reserveCapacity(names.count)
        try PreparedStatement(
            database,
            "SELECT t.text FROM json_each(?1) n CROSS JOIN names t ON t.id = n.value"
        ).forEach(of: names) { texts.append($0.text(0)) }
        guard texts.count == names.count else {
            throw .corrupt("\(names.count - texts.count) names of the index are missing")
        }
        return texts
    }

    private func openEnds(
        of search: TraceSearch, limit: Int
    ) throws(StorageError) -> RecallOpenEnds {
        let open = search.joints.filter { joint in
            !search.links[joint.links].contains { $0.side == .output }
        }
        let inputs = open.prefix(limit).flatMap { joint in
            search.links[joint.links].first { search.index(of: $0.name) != nil }.map { [$0] } ?? []
        }
        let (lots, events) = (
            try texts(of: inputs.map(\.name)), try traceEvents(inputs.map(\.event))
        )
        return RecallOpenEnds(
            count: open.count,
            listed: zip(lots, inputs).map { lot, input in
                RecallOpenEnd(lot: lot, eventID: events[input.event]?.eventID ?? "")
            })
    }
}

extension TraceSearch {
    /// The input by which a thing was reached first, and the events that tell of it; nil for a start.
    fileprivate func lastStep(
        to node: Int
    ) -> (from: Int, joint: Int, kind: LinkKind, events: [Int64])? {
        guard let arrival = arrivals[node] else { return nil }
        let joint = joints[arrival.joint]
        let output = links[arrival.link].event
        var nearest: (from: Int, event: Int64)?
        for link in links[joint.links] where link.side == .input {
            guard let from = index(of: link.name), depths[from] < depths[node] else { continue }
            if nearest.map({ depths[from] < depths[$0.from] }) ?? true {
                nearest = (from, link.event)
            }
        }
        guard let nearest else { return nil }
        return (
            nearest.from, arrival.joint, joint.kind,
            nearest.event == output ? [output] : [nearest.event, output].sorted()
        )
    }
}
