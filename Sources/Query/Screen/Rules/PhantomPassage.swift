import LedgerCore
import Storage

/// Places where goods only ever begin and leave at once.
///
/// Spec: Docs/Spec/Screen.md §2.3.
struct PhantomPassage: LotRule {
    private let settings: ScreenSettings
    private var passages: [Int64: Passage] = [:]
    /// Places at which something else happens: goods that stay, arrive, are used.
    private var alive: Set<Int64> = []

    private struct Passage {
        var lots = 0
        var longest: Int64 = 0
        var member: Int64
        var events: RecentEvents
    }

    init(_ settings: ScreenSettings) {
        self.settings = settings
    }

    mutating func take(lot: Int64, _ movements: [Movement], _ findings: inout Findings) {
        for movement in movements where movement.cause != .created && movement.cause != .shipped {
            if let place = movement.place, !alive.contains(place) { alive.insert(place) }
        }
        guard let first = movements.first, first.cause == .created, let place = first.place,
            !alive.contains(place)
        else { return }
        guard !first.isTransformation, let minutes = minutes(of: movements, from: first),
            minutes <= settings.phantomPassageMinutes
        else {
            alive.insert(place)
            return
        }
        var passage =
            passages[place]
            ?? Passage(member: first.holder, events: RecentEvents(max: settings.eventsMax))
        passage.lots += 1
        passage.longest = max(passage.longest, minutes)
        passage.events.add(first.event)
        passages[place] = passage
    }

    func finish(_ findings: inout Findings) {
        for (place, passage) in passages
        where !alive.contains(place) && passage.lots >= settings.phantomLotsMin {
            findings.add(
                Finding(
                    code: .phantomPassage, members: [passage.member], place: place,
                    numbers: [
                        AlertNumber(
                            "lots", Int64(passage.lots), beyond: Int64(settings.phantomLotsMin) - 1,
                            .lots),
                        AlertNumber(
                            "longestStay", passage.longest,
                            beyond: settings.phantomPassageMinutes, .minutes),
                    ],
                    events: passage.events.newest, eventCount: passage.events.count))
        }
    }

    /// Until all of it had left its maker; nil where some is there still.
    private func minutes(of movements: [Movement], from first: Movement) -> Int64? {
        var left: Int128 = 0
        for movement in movements where movement.holder == first.holder {
            left += Int128(movement.stock.amount) * (movement.isInflow ? 1 : -1)
            if left == 0, movement.cause == .shipped {
                return (movement.time - first.time) / 60_000
            }
        }
        return nil
    }
}
