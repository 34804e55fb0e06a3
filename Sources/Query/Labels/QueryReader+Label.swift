import EPCIS
import LedgerCore
package import Storage

/// How much a label page shows.
package struct LabelLimits: Equatable, Sendable {
    package var originsMax: Int
    package var stepsMax: Int
    package var depthMax: Int
    package var nodesMax: Int

    package init(
        originsMax: Int = 40, stepsMax: Int = 60, depthMax: Int = 24, nodesMax: Int = 400
    ) {
        self.originsMax = originsMax
        self.stepsMax = stepsMax
        self.depthMax = depthMax
        self.nodesMax = nodesMax
    }
}

extension QueryReader {
    /// What the page of a label says; nil where the ledger never heard of the thing.
    ///
    /// - Parameter key: of the lot or item on the label.
    package func label(
        for key: String, limits: LabelLimits = LabelLimits()
    ) throws(StorageError) -> LabelView? {
        guard let summary = try summary(of: key, for: .anonymous), let name = try name(key) else {
            return nil
        }
        var search = try TraceSearch(
            .upstream, limits: TraceLimits(depthMax: limits.depthMax, nodesMax: limits.nodesMax),
            in: database)
        try search.run(from: [name])
        var places = PlaceCache(reader: self)
        let origins = try origins(in: search, &places)
        let steps = try labelSteps(in: search, limit: limits.stepsMax, &places)
        return LabelView(
            lot: key, product: try product(of: summary),
            origins: Array(origins.found.prefix(limits.originsMax)),
            shares: summary.balance.origins,
            hasMoreOrigins: origins.found.count > limits.originsMax
                || search.truncation != nil || origins.hasMissing,
            steps: Array(steps.prefix(limits.stepsMax)),
            hasMoreSteps: steps.count > limits.stepsMax, attributes: summary.attributes,
            hasBeginning: summary.creation != nil,
            isUnaccounted: summary.isUnaccounted || origins.hasMissing,
            recall: try recall(in: search),
            height: summary.height)
    }

    private func product(of summary: LotSummary) throws(StorageError) -> LabelProduct? {
        guard let key = summary.product else { return nil }
        let maker = summary.creation.map { [$0.event.member] } ?? []
        return LabelProduct(key: key, masterData: try masterData(of: key, preferring: maker))
    }

    /// The ends of the trace: what was made of nothing else. Those nobody made are counted only.
    private func origins(
        in search: TraceSearch, _ places: inout PlaceCache
    ) throws(StorageError) -> (found: [LabelOrigin], hasMissing: Bool) {
        let made = Set(
            search.joints.flatMap { search.nodes(of: $0, at: .output) })
        let ends = search.names.indices.filter { !made.contains($0) }.map { search.names[$0] }
        let shares = try self.origins(of: ends)
        var found: [LabelOrigin] = []
        var hasMissing = false
        for name in ends {
            guard let row = try creationRow(of: name),
                let event = try records([row], for: .anonymous).first
            else {
                hasMissing = true
                continue
            }
            found.append(
                LabelOrigin(
                    lot: try text(name), shares: shares[name] ?? [], member: event.member,
                    eventID: event.eventID,
                    eventTime: event.eventTime, zoneMinutes: event.zoneMinutes,
                    place: try places.place(of: row, saidBy: event.member),
                    attributes: try ilmd(of: event.number, seen: event.sight)))
        }
        found.sort { ($0.eventTime, $0.lot) < ($1.eventTime, $1.lot) }
        return (found, hasMissing)
    }

    /// The events of everything in the trace, each once, by event time as everybody sees it.
    private func labelSteps(
        in search: TraceSearch, limit: Int, _ places: inout PlaceCache
    ) throws(StorageError) -> [LabelStep] {
        var seen: Set<Int64> = []
        var steps: [(number: Int64, step: LabelStep)] = []
        for (name, depth) in zip(search.names, search.depths) {
            let lot = try text(name)
            for row in try rows(of: name, limit: limit + 1, for: .anonymous)
            where seen.insert(row.number).inserted {
                let member = try text(row.member)
                let step = LabelStep(
                    eventID: row.eventID, eventTime: row.time(seen: .stranger),
                    zoneMinutes: row.zoneMinutes, bizStep: try optionalText(row.step),
                    place: try places.place(of: row, saidBy: member), member: member, lot: lot,
                    depth: depth)
                steps.append((row.number, step))
            }
        }
        return steps.sorted { ($0.step.eventTime, $0.number) < ($1.step.eventTime, $1.number) }
            .map(\.step)
    }
}

/// Places with their master data, which occur again and again on one page.
private struct PlaceCache {
    let reader: QueryReader
    private var places: [String: LabelPlace] = [:]

    init(reader: QueryReader) {
        self.reader = reader
    }

    /// Where something happened, in the words of the member who named it, as far as everybody may know:
    /// which place only where the event says so, in which district unless it hides that too.
    mutating func place(
        of row: EventRow, saidBy member: String
    ) throws(StorageError) -> LabelPlace? {
        let level = row.levels[.place]
        guard level <= .partners, let key = try reader.optionalText(row.readPoint ?? row.location)
        else { return nil }
        let whole = try described(key, by: member)
        if level == .everybody { return whole }
        return LabelPlace(
            masterData: whole.masterData.filter { PlaceCache.districts.contains($0.name) })
    }

    private static let districts: Set<String> = [
        "https://daftar.tj/voc/district", "urn:epcglobal:cbv:mda:state",
        "urn:epcglobal:cbv:mda:countryCode",
    ]

    private mutating func described(
        _ key: String, by member: String
    ) throws(StorageError) -> LabelPlace {
        let entry = key + " " + member
        if let place = places[entry] { return place }
        let place = LabelPlace(
            masterData: try reader.masterData(of: key, preferring: [member]))
        places[entry] = place
        return place
    }
}
