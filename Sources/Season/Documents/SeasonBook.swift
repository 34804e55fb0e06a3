import EPCIS

/// Where the stages write what happens; at the end it makes the documents of it.
///
/// The events of a member and a day are one document, as an office sends them in the evening. The
/// first document of a member carries its master data.
struct SeasonBook {
    private var entries: [Entry] = []
    private var masterData: [String: MasterData] = [:]

    private struct Entry {
        var member: SeasonMember
        var wave: Wave
        var event: EventDraft
    }

    mutating func record(_ event: EventDraft, by member: SeasonMember, in wave: Wave) {
        entries.append(Entry(member: member, wave: wave, event: event))
    }

    mutating func describe(_ item: TradeItem, of member: SeasonMember) {
        masterData[member.id, default: MasterData(of: member)].describe(item)
    }

    mutating func describe(_ plot: MasterData.Plot, of member: SeasonMember) {
        masterData[member.id, default: MasterData(of: member)].describe(plot)
    }

    /// Of the land and the products that members described, by member.
    func limits(facilities: [SeasonLimits.Facility]) -> SeasonLimits {
        let described = masterData.sorted { $0.key < $1.key }.map(\.value)
        return SeasonLimits(
            plots: described.flatMap(\.limitedPlots),
            products: described.flatMap(\.limitedProducts), ceilings: SeasonLimits.ceilings,
            yields: SeasonLimits.yields, facilities: facilities,
            demands: SeasonLimits.demands)
    }

    /// By wave, then member, then day.
    func documents(draw: SeededGenerator) -> [SeasonDocument] {
        var draw = draw.part("event ids")
        var documents: [SeasonDocument] = []
        var introduced: Set<String> = []
        var pending: [Entry] = []

        func close() {
            guard let first = pending.first else { return }
            let member = first.member
            let header =
                introduced.insert(member.id).inserted
                ? (masterData[member.id] ?? MasterData(of: member)).json : nil
            documents.append(
                SeasonDocument(
                    member: member.id, wave: first.wave.rawValue,
                    bytes: write(pending.map(\.event), of: member, header, &draw),
                    eventCount: pending.count))
            pending = []
        }

        for entry in sorted {
            if let last = pending.last, !Self.belongTogether(last, entry) { close() }
            pending.append(entry)
        }
        close()
        return documents
    }

    /// Stable: what was recorded first comes first where time says nothing.
    private var sorted: [Entry] {
        entries.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.wave != b.wave { return a.wave.rawValue < b.wave.rawValue }
            if a.member.id != b.member.id { return a.member.id < b.member.id }
            if a.event.time != b.event.time { return a.event.time < b.event.time }
            return left.offset < right.offset
        }.map(\.element)
    }

    private static func belongTogether(_ left: Entry, _ right: Entry) -> Bool {
        left.wave == right.wave && left.member.id == right.member.id
            && left.event.time.day == right.event.time.day
    }

    private func write(
        _ events: [EventDraft], of member: SeasonMember, _ header: JSONValue?,
        _ draw: inout SeededGenerator
    ) -> [UInt8] {
        let writer = EventWriter(spelling: member.spelling)
        let written = events.map { writer.json($0, id: draw.uuid()) }
        let created = (events.last?.time ?? LocalMoment(seconds: 0)).later(minutes: 20)
        var members: [(String, JSONValue)] = [
            (
                "@context",
                .array([
                    .string("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"),
                    object([(AgriVocabulary.prefix, .string(AgriVocabulary.namespace))]),
                ])
            ),
            ("type", .string("EPCISDocument")),
            ("schemaVersion", .string("2.0")),
            ("creationDate", .string(created.text)),
        ]
        if let header { members.append(("epcisHeader", object([("epcisMasterData", header)]))) }
        members.append(("epcisBody", object([("eventList", .array(written))])))
        return JSONWriter.write(object(members))
    }
}
