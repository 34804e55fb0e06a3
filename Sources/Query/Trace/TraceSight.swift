import LedgerCore
import Storage

/// An event of a graph before anything is withheld.
struct EventFacts {
    let number: Int64
    let eventID: String
    let eventTime: Int64
    let zoneMinutes: Int
    let bizStep: String?
    let place: String?
    let member: String
    let delegate: String?
    let levels: IndexedLevels

    func event(seen sight: Sight) -> TraceEvent {
        let time =
            sight.reads(levels[.time])
            ? eventTime : Day.start(of: eventTime, zoneMinutes: zoneMinutes)
        return TraceEvent(
            number: number, eventID: eventID, eventTime: Timestamp(milliseconds: time),
            bizStep: bizStep, place: sight.reads(levels[.place]) ? place : nil, member: member,
            delegate: delegate, standing: sight.standing)
    }
}

/// What a reader sees of a search: asked for all of its events and things at once.
struct TraceSight {
    private let search: TraceSearch
    private let events: [Int64: EventFacts]
    private let asker: Reader
    private let parties: Set<Int64>
    /// Names of the lots of which the reader is a chain partner.
    private let lots: Set<Int64>

    init(
        of search: TraceSearch, _ events: [Int64: EventFacts], for asker: Reader,
        in reader: QueryReader
    ) throws(StorageError) {
        self.search = search
        self.events = events
        self.asker = asker
        let sights = try SightSearch(asker, in: reader)
        parties = try sights.parties(among: events.keys.sorted())
        lots = try sights.partnerLots(among: search.names)
    }

    func isPartner(of name: Int64) -> Bool { lots.contains(name) }

    func sight(of event: EventFacts, in joint: TraceSearch.Found) -> Sight {
        if let sight = sight(of: event) { return sight }
        let isPartner =
            !lots.isEmpty
            && search.links[joint.links].contains {
                $0.event == event.number && lots.contains($0.name)
            }
        return Sight(isPartner ? .partner : .stranger)
    }

    /// The links of a joint to things that were found; each amount where the reader sees that of its lot.
    func ends(of joint: TraceSearch.Found, at side: LinkSide) -> [TraceLink] {
        search.ends(of: joint, at: side) { link in
            guard let event = events[link.event] else { return false }
            let sight =
                sight(of: event) ?? Sight(lots.contains(link.name) ? .partner : .stranger)
            return sight.reads(event.levels[.amount])
        }
    }

    /// Nil where it hangs on the lot.
    private func sight(of event: EventFacts) -> Sight? {
        if asker.supervises { return Sight(.supervisor) }
        guard asker.member != nil else { return .stranger }
        if asker.isRecorder(of: event.member, event.delegate) { return Sight(.recorder) }
        return parties.contains(event.number) ? Sight(.party) : nil
    }
}
